using System.Diagnostics;
using System.Globalization;

namespace Springform.Benchmarks;

/// <summary>One whole process, timed from start to end. InvalidOperationException when it fails: a failed run has no time.</summary>
/// <param name="Output">standard output</param>
/// <param name="PeakBytes">most memory that was resident, of this process without its children; 0 where the system does not tell</param>
internal sealed record MeasuredProcess(TimeSpan Elapsed, string Output, long PeakBytes)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

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
        var reading = process.StandardOutput.ReadToEndAsync();
        var peak = await WatchAsync(process);
        var output = await reading;
        var elapsed = clock.Elapsed;
        return process.ExitCode == 0
            ? new MeasuredProcess(elapsed, output, peak)
            : throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}\n{LastLines(output)}\n{LastLines(await error)}");
    }

    /// <summary>Until it ends. The kernel keeps the peak, so that looking now and then is enough.</summary>
    private static async Task<long> WatchAsync(Process process)
    {
        const string prefix = "VmHWM:";
        var peak = 0L;
        var end = process.WaitForExitAsync();
        while (await Task.WhenAny(end, Task.Delay(BetweenLooks)) != end)
        {
            try
            {
                var line = File.ReadLines($"/proc/{process.Id}/status").FirstOrDefault(line => line.StartsWith(prefix, StringComparison.Ordinal));
                peak = line is null ? peak : long.Parse(line[prefix.Length..^2].Trim(), CultureInfo.InvariantCulture) * 1024;
            }
            catch (IOException)
            {
                break; // it has just ended, or there is no /proc
            }
        }

        await end;
        return peak;
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
