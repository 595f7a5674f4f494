using Springform.Tests.Archives;

namespace Springform.Tests.Fetch;

/// <summary>PowerShell is no package of Debian, but a .NET tool. It is installed once into the cache of the tests, in CI alone.</summary>
internal static class PowerShell
{
    // 7.7.0 of the registry does not install.
    private const string Version = "7.6.10";

    private static readonly SemaphoreSlim Turn = new(1);

    /// <summary>Of the machine, else of the cache; skips where there is none.</summary>
    public static async Task<string> PathAsync()
    {
        if (Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, "pwsh")).FirstOrDefault(File.Exists) is { } own)
            return own;
        var cache = Environment.GetEnvironmentVariable("SPRINGFORM_TEST_CACHE") is { Length: > 0 } chosen
            ? chosen
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "springform-tests");
        var tool = Path.Combine(cache, $"powershell-{Version}", "pwsh");
        await Turn.WaitAsync();
        try
        {
            if (!File.Exists(tool))
            {
                Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", "pwsh is not installed");
                RealTool.Run("dotnet", "tool", "install", "powershell", "--version", Version, "--tool-path", Path.GetDirectoryName(tool)!);
            }

            return tool;
        }
        finally
        {
            Turn.Release();
        }
    }
}
