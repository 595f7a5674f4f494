using System.Collections.Concurrent;
using Springform.Errors;
using Springform.Machine;
using Springform.Reporting;

namespace Springform.Compile;

/// <summary>
/// Runs legs side by side, as many as the machine has room for. A leg that fails does not stop the others; the end names every failure. Each has a log file; on
/// a terminal one live table stands for their lines.
/// </summary>
/// <param name="terminal">gets the lines of legs where there is no table</param>
/// <param name="secrets">values that must not be shown</param>
internal sealed class Legs(IOutput terminal, string logFolder, LegRoom room, Secrets secrets, TimeProvider clock)
{
    /// <summary>--verbosity=verbose: what other programs say is shown as it comes.</summary>
    public bool ShowsDetails { get; init; }

    /// <summary>Told when each leg could begin, why it waits, when it begins and how it ends.</summary>
    public RunRecord Record { get; init; } = new(clock);

    /// <param name="verb">what a leg does, for the table</param>
    /// <exception cref="SpringformException">all problems of all failed legs</exception>
    public async Task<IReadOnlyList<LegResult>> RunAsync<T>(
        IReadOnlyList<T> items,
        Func<T, string> nameOf,
        Func<T, IOutput, CancellationToken, Task> run,
        CancellationToken cancellation,
        string verb = "building"
    )
    {
        var results = new ConcurrentBag<LegResult>();
        var failures = new ConcurrentQueue<Problem>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        foreach (var item in items)
            Record.Queue(SpanKind.Leg, nameOf(item));
        using (var table = items.Count > 1 && terminal is Terminal { IsLive: true } live ? new LegTable(live, clock, [.. items.Select(nameOf)], verb) : null)
        {
            await EachAsync(
                items,
                nameOf,
                table,
                item => RunAsync(nameOf(item), items.Count > 1 && room.Parallelism > 1, table, output => run(item, output, stop.Token), results, failures),
                stop
            );
        }

        return failures.IsEmpty ? [.. results] : throw new SpringformException([.. failures.OrderBy(problem => problem.Where, StringComparer.Ordinal)]);
    }

    /// <summary>Starts one after another, each when there is room; waits for all. A bug in one stops the others.</summary>
    private async Task EachAsync<T>(IReadOnlyList<T> items, Func<T, string> nameOf, LegTable? table, Func<T, Task> start, CancellationTokenSource stop)
    {
        var running = new List<Task>();
        try
        {
            foreach (var item in items)
            {
                while (room.WhyWait(running.Count) is { } reason)
                {
                    Wait(nameOf(item), reason, table);
                    var ended = await Task.WhenAny(running);
                    running.Remove(ended);
                    await ended;
                }

                stop.Token.ThrowIfCancellationRequested();
                running.Add(Task.Run(() => start(item), CancellationToken.None));
            }

            while (running.Count > 0)
            {
                var ended = await Task.WhenAny(running);
                running.Remove(ended);
                await ended;
            }
        }
        catch
        {
            await stop.CancelAsync();
            await Task.WhenAll(running).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw;
        }
    }

    private async Task RunAsync(
        string name,
        bool prefixed,
        LegTable? table,
        Func<IOutput, Task> run,
        ConcurrentBag<LegResult> results,
        ConcurrentQueue<Problem> failures
    )
    {
        using var output = new LegOutput(terminal, logFolder, name, prefixed, secrets, clock, table) { ShowsDetails = ShowsDetails };
        var started = clock.GetTimestamp();
        table?.Starts(name);
        Record.Begin(SpanKind.Leg, name);
        try
        {
            await run(output);
            results.Add(new LegResult(name, clock.GetElapsedTime(started)));
            Record.End(SpanKind.Leg, name, failed: false);
            table?.Ends(name, failed: false, "");
        }
        catch (SpringformException error)
        {
            foreach (var problem in error.Problems)
                failures.Enqueue(Shown(problem, output.LogPath));
            Record.End(SpanKind.Leg, name, failed: true);
            table?.Ends(name, failed: true, LegOutput.Masked(secrets, error.Problems[0].What));
        }
    }

    private void Wait(string name, string reason, LegTable? table)
    {
        Record.Wait(SpanKind.Leg, name, reason);
        if (table is not null)
            table.Waits(name, reason);
        else
            terminal.Line($"  {name} waits: {reason}");
    }

    /// <summary>A failed command's last lines are part of its problem, and may hold a secret as its log does.</summary>
    private Problem Shown(Problem problem, string logPath) =>
        problem with
        {
            What = LegOutput.Masked(secrets, problem.What),
            Where = $"{problem.Where}, log {logPath}",
            Fix = LegOutput.Masked(secrets, problem.Fix),
            Details = [.. problem.Details.Select(line => LegOutput.Masked(secrets, line))],
        };
}
