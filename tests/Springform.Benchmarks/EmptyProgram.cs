namespace Springform.Benchmarks;

/// <summary>The least that a .NET program can cost: one that does nothing, built on the spot.</summary>
internal static class EmptyProgram
{
    /// <returns>command that starts it</returns>
    internal static async Task<IReadOnlyList<string>> BuildAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), "return 0;\n");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Empty.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net{Environment.Version.Major}.0</TargetFramework>
                <UseAppHost>false</UseAppHost>
              </PropertyGroup>
            </Project>
            """
        );
        var output = Path.Combine(folder, "out");
        await MeasuredProcess.RunAsync("dotnet", "build", folder, "-c", "Release", "-o", output, "-v", "quiet", "-nologo", "--disable-build-servers");
        return ["dotnet", "exec", Path.Combine(output, "Empty.dll")];
    }
}
