using System.Diagnostics;

namespace Springform.Benchmarks;

/// <summary>The tests that go through every point where something can go wrong, all of them; a run of the tests takes a sample.</summary>
internal static class Campaigns
{
    private static readonly IReadOnlyList<string> Classes = ["*.EveryRequest", "*.Interruptions"];

    /// <returns>exit code of the tests</returns>
    internal static async Task<int> RunAsync()
    {
        // artifacts/MODE/bin/PROJECT/release
        var bin = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", ".."));
        var tests = Path.Combine(bin, "Springform.ContainerTests", "release", "Springform.ContainerTests.dll");
        if (!File.Exists(tests))
            throw new InvalidOperationException($"there is no {tests} yet: build tests/Springform.ContainerTests in the same mode first");
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", ["exec", tests, "-noLogo", .. Classes.SelectMany(name => new[] { "-class", name })])
            {
                Environment = { ["SPRINGFORM_CAMPAIGNS"] = "whole", ["CI"] = "true" },
            }
        )!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
