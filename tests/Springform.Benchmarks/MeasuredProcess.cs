using System.Diagnostics;

namespace Springform.Benchmarks;

/// <summary>One whole process, timed from start to end. InvalidOperationException when it fails: a failed run has no time.</summary>
internal sealed record MeasuredProcess(TimeSpan Elapsed, string Output)
{
    internal static async Task<MeasuredProcess> RunAsync(params IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true };
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? new MeasuredProcess(clock.Elapsed, output)
            : throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}");
    }
}
