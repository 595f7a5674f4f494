namespace Springform.Fetch.Clients;

/// <summary>What a client is written in; the same for installers and for the wrapper, which are made of the same parts.</summary>
/// <param name="Name">as --language has it</param>
/// <param name="Template">name of the text that it is made from</param>
/// <param name="FileName">where it is written; {0} is the library's name</param>
/// <param name="Functions">name of the text of what they share; null: nothing</param>
internal sealed record ClientLanguage(string Name, string Template, string FileName, string? Functions = null)
{
    public static IReadOnlyList<ClientLanguage> All { get; } =
    [
        new("sh", "client.sh", "fetch-{0}.sh", "functions.sh"),
        new("go", "client.go.txt", "cmd/download-binaries/main.go"),
        new("cmake", "client.cmake", "fetch-{0}.cmake"),
        new("powershell", "client.ps1", "fetch-{0}.ps1", "functions.ps1"),
    ];

    public static IReadOnlyList<ClientLanguage> Installers { get; } =
    [new("sh", "installer.sh", "install-{0}.sh", "functions.sh"), new("powershell", "installer.ps1", "install-{0}.ps1", "functions.ps1")];

    public static IReadOnlyList<ClientLanguage> Wrappers { get; } =
    [new("sh", "wrapper.sh", "{0}.sh", "functions.sh"), new("powershell", "wrapper.ps1", "{0}.ps1", "functions.ps1")];
}
