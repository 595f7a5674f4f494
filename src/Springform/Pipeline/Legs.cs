using System.Collections.Concurrent;
using Springform.Engine;
using Springform.Plan;

namespace Springform.Pipeline;

/// <summary>Runs legs side by side. A leg that fails does not stop the others; the end names every failure.</summary>
/// <param name="parallelism">legs at a time</param>
/// <param name="secrets">values that must not be shown</param>
public sealed class Legs(IOutput terminal, string logFolder, int parallelism, IReadOnlyList<string> secrets, TimeProvider clock)
{
    private readonly Secrets secrets = new(secrets);

    /// <exception cref="SpringformException">all problems of all failed legs</exception>
    public async Task<IReadOnlyList<LegResult>> RunAsync<T>(
        IReadOnlyList<T> items, Func<T, string> nameOf, Func<T, IOutput, CancellationToken, Task> run, CancellationToken cancellation)
    {
        var results = new ConcurrentBag<LegResult>();
        var failures = new ConcurrentQueue<Problem>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = parallelism, CancellationToken = cancellation };
        await Parallel.ForEachAsync(items, options, async (item, token) =>
        {
            var name = nameOf(item);
            using var output = new LegOutput(terminal, logFolder, name, items.Count > 1 && parallelism > 1, secrets);
            var started = clock.GetTimestamp();
            try
            {
                await run(item, output, token);
                results.Add(new LegResult(name, clock.GetElapsedTime(started)));
            }
            catch (SpringformException error)
            {
                foreach (var problem in error.Problems)
                {
                    failures.Enqueue(Shown(problem, output.LogPath));
                }
            }
        });
        return failures.IsEmpty ? [.. results] : throw new SpringformException([.. failures.OrderBy(problem => problem.Where, StringComparer.Ordinal)]);
    }

    /// <summary>A failed command's last lines are part of its problem, and may hold a secret as its log does.</summary>
    private Problem Shown(Problem problem, string logPath) => problem with
    {
        What = secrets.Masked(problem.What),
        Where = $"{problem.Where}, log {logPath}",
        Fix = secrets.Masked(problem.Fix),
        Details = [.. problem.Details.Select(secrets.Masked)],
    };
}
