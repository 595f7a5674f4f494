using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Springform.Tests.EndToEnd;

/// <summary>A run that is under way: a test waits for one of its lines, and then signals or kills it.</summary>
internal sealed class RunningCli : IDisposable
{
    private readonly Process process;
    private readonly Lock turn = new();
    private readonly StringBuilder output = new();
    private readonly StringBuilder error = new();
    private readonly List<(string Text, TaskCompletionSource Seen)> awaited = [];

    public RunningCli(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Line(output, line.Data);
        process.ErrorDataReceived += (_, line) => Line(error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Completes when a line with this text has come; fails when the run ends without it.</summary>
    public async Task SeenAsync(string text)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (turn)
        {
            if ($"{output}{error}".Contains(text, StringComparison.Ordinal))
                return;
            awaited.Add((text, seen));
        }

        if (await Task.WhenAny(seen.Task, process.WaitForExitAsync()) != seen.Task && !seen.Task.IsCompleted)
            End().Says(text);
    }

    /// <summary>The most memory that was resident so far; the kernel keeps it (VmHWM in proc(5)).</summary>
    public long PeakBytes()
    {
        const string prefix = "VmHWM:";
        var line = File.ReadLines($"/proc/{process.Id}/status").Single(line => line.StartsWith(prefix, StringComparison.Ordinal));
        return 1024 * long.Parse(line[prefix.Length..^2], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
    }

    /// <param name="name">INT, TERM, KILL: to the process alone, as a terminal or a service manager does</param>
    public void Signal(string name)
    {
        using var kill = Process.Start("/bin/kill", [$"-{name}", $"{process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>
    /// Fails when the run does not end by itself within three quarters of an hour, which a build in emulated containers from nothing may take.
    /// </summary>
    public CliResult End()
    {
        if (!process.WaitForExit(TimeSpan.FromMinutes(45)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"the run did not end:\n{output}{error}");
        }

        process.WaitForExit(); // for the last lines of its output
        lock (turn)
            return new CliResult(process.ExitCode, output.ToString(), error.ToString());
    }

    /// <summary>The same without holding a thread: for tests that serve what the run asks for.</summary>
    public async Task<CliResult> EndAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(45));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        return End();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private void Line(StringBuilder kept, string? line)
    {
        if (line is null)
            return;
        lock (turn)
        {
            kept.Append(line).Append('\n');
            foreach (var (_, seen) in awaited.Where(awaited => line.Contains(awaited.Text, StringComparison.Ordinal)))
                seen.TrySetResult();
        }
    }
}
