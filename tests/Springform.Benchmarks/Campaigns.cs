using System.Diagnostics;

namespace Springform.Benchmarks;

/// <summary>The tests of which each run takes a sample, whole: every point where something can go wrong, every tool, every engine, every shell.</summary>
internal static class Campaigns
{
    private static readonly IReadOnlyList<(string Project, IReadOnlyList<string> Classes)> Programs =
    [
        ("Springform.Tests", ["*.Installers", "*.Wrappers", "*.KilledFetchTests", "*.MutatedArchiveTests", "*.SystemPackages"]),
        (
            "Springform.ContainerTests",
            ["*.EveryRequest", "*.Interruptions", "*.PerfspectTests", "*.MachineDockerContract", "*.Docker2010Contract", "*.PodmanContract"]
        ),
    ];

    /// <returns>0 when all passed</returns>
    internal static async Task<int> RunAsync()
    {
        // artifacts/MODE/bin/PROJECT/release
        var bin = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", ".."));
        var programs = Programs.Select(program => (Path.Combine(bin, program.Project, "release", program.Project + ".dll"), program.Classes)).ToList();
        if (programs.Find(program => !File.Exists(program.Item1)).Item1 is { } missing)
            throw new InvalidOperationException($"there is no {missing} yet: build that project in the same mode first");
        var worst = 0;
        foreach (var (tests, classes) in programs)
        {
            using var process = Process.Start(
                new ProcessStartInfo("dotnet", ["exec", tests, "-noLogo", .. classes.SelectMany(name => new[] { "-class", name })])
                {
                    Environment = { ["SPRINGFORM_CAMPAIGNS"] = "whole", ["CI"] = "true" },
                }
            )!;
            await process.WaitForExitAsync();
            worst = Math.Max(worst, process.ExitCode);
        }

        return worst;
    }
}
