using System.Diagnostics;

namespace Springform.Benchmarks;

/// <summary>One whole process, timed from start to end. InvalidOperationException when it fails: a failed run has no time.</summary>
/// <param name="Output">standard output</param>
internal sealed record MeasuredProcess(TimeSpan Elapsed, string Output)
{
    internal static Task<MeasuredProcess> RunAsync(params IReadOnlyList<string> command) =>
        RunAsync(command, new Dictionary<string, string?>(StringComparer.Ordinal));

    /// <param name="environment">set on top of this process's own; null removes a variable</param>
    internal static async Task<MeasuredProcess> RunAsync(IReadOnlyList<string> command, IReadOnlyDictionary<string, string?> environment)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var elapsed = clock.Elapsed;
        return process.ExitCode == 0
            ? new MeasuredProcess(elapsed, output)
            : throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}\n{LastLines(output)}\n{LastLines(await error)}");
    }

    private static string LastLines(string text) => string.Join('\n', text.Split('\n').TakeLast(20));

    /// <summary>Median of three runs, in seconds.</summary>
    internal static async Task<double> MedianAsync(Func<Task<MeasuredProcess>> run)
    {
        var seconds = new List<double>();
        for (var round = 0; round < 3; round++)
            seconds.Add((await run()).Elapsed.TotalSeconds);
        return seconds.Order().ElementAt(1);
    }
}
