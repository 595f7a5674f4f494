
namespace Springform.Fetch.Clients;

/// <summary>What a client is written in.</summary>
/// <param name="Name">as --language has it</param>
/// <param name="Template">name of the text that it is made from</param>
/// <param name="FileName">where it is written; {0} is the library's name</param>
public sealed record ClientLanguage(string Name, string Template, string FileName)
{
    public static IReadOnlyList<ClientLanguage> All { get; } =
    [
        new("sh", "client.sh", "fetch-{0}.sh"),
        new("go", "client.go.txt", "cmd/download-binaries/main.go"),
        new("cmake", "client.cmake", "fetch-{0}.cmake"),
        new("powershell", "client.ps1", "fetch-{0}.ps1"),
    ];
}
