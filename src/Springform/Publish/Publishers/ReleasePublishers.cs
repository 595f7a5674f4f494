using Springform.Errors;
using Springform.Machine;

namespace Springform.Publish.Publishers;

/// <summary>
/// Runs what is left to run for a release, one after another, and notes in the journal what came to a good end. The first that does not stops the rest: the
/// next run begins with it.
/// </summary>
internal sealed class ReleasePublishers(IReadOnlyList<PublisherRun> runs, PublishJournal journal, PublisherProcess process, IOutput output)
{
    /// <returns>how many were run, and how many an earlier run had done</returns>
    /// <exception cref="SpringformException">E611</exception>
    public async Task<(int Ran, int Before)> RunAsync(CancellationToken cancellation)
    {
        var open = runs.Where(run => !journal.HasRun(run.Key)).ToList();
        foreach (var run in open)
        {
            output.Line($"    publisher {run.Title}: {process.Shown(run)}");
            await process.RunAsync(run, cancellation);
            journal.Ran($"publisher {run.Title}: done", run.Key);
        }

        return (open.Count, runs.Count - open.Count);
    }

    /// <summary>What would be run, a line for each.</summary>
    public IEnumerable<string> Plan() =>
        runs.Select(run => $"publisher {run.Title}: {(journal.HasRun(run.Key) ? "done by an earlier run" : $"would run {process.Shown(run)}")}");
}
