using Springform.Errors;
using Springform.Machine;
using Springform.Names;

namespace Springform.Deploy;

/// <summary>The part of a deploy that changes the container: it holds as a whole, or what was there before is back.</summary>
/// <param name="rollbackLimit">how long the way back may take, also when the run was cancelled</param>
internal sealed class Replacement(Survey survey, ContainerFiles files, CheckCommands checks, TimeProvider clock, TimeSpan rollbackLimit, IOutput log)
{
    private bool restarted;

    private string Where => $"container {survey.Container.Name}, step Deploy";

    /// <returns>how long the server was away; null: it was not restarted</returns>
    /// <exception cref="SpringformException">E642 and others: what was there is back; E643 it is not</exception>
    public async Task<TimeSpan?> RunAsync(CancellationToken cancellation)
    {
        // What did not pass before cannot be asked to pass after a rollback.
        var passed = await checks.PassAsync(cancellation);
        try
        {
            return await ReplaceAsync(cancellation);
        }
        catch (Exception failure) // whatever it is, also a bug: nothing half-done stays in the container
        {
            using var limit = new CancellationTokenSource(rollbackLimit, clock);
            var back = await RollBackAsync(failure, passed, limit.Token);
            log.Line($"    rolled back: {Counted.Of(back, "file")} as before, and the old version works");
            throw;
        }
    }

    private async Task<TimeSpan?> ReplaceAsync(CancellationToken cancellation)
    {
        TimeSpan? away = null;
        foreach (var file in survey.Needed)
            await files.WriteAsync(file, cancellation);
        if (survey.Needed.Count > 0)
            await files.ExchangeAsync(survey.Needed, cancellation);
        if (survey.Server.NeedsRestart(survey.Needed))
            away = await RestartAsync(cancellation);
        await checks.RunAsync(cancellation);
        await survey.Server.ActivateAsync(survey.Files, survey.Needed, cancellation);
        return away;
    }

    private async Task<TimeSpan> RestartAsync(CancellationToken cancellation)
    {
        restarted = true;
        var begin = clock.GetTimestamp();
        await survey.Container.RestartAsync(cancellation);
        await survey.Server.WaitAsync(cancellation);
        return clock.GetElapsedTime(begin);
    }

    private async Task<int> RollBackAsync(Exception failure, bool passed, CancellationToken cancellation)
    {
        try
        {
            var back = await files.PutBackAsync(survey.Needed, cancellation);
            if (restarted)
                await RestartAsync(cancellation);
            await survey.Server.ProveAsync([.. survey.Changes.Where(change => change.Before.Sha256 is not null).Select(change => change.File)], cancellation);
            if (passed)
                await checks.RunAsync(cancellation);
            return back.Count;
        }
        catch (Exception second) when (second is SpringformException or OperationCanceledException)
        {
            var why = second is SpringformException error
                ? error.Problems
                :
                [
                    new Problem(
                        ErrorCode.RollbackFailed,
                        $"putting it back took longer than {RunLimits.Words(rollbackLimit)}",
                        Where,
                        "see what hangs in the container"
                    ),
                ];
            var first = (failure as SpringformException)?.Problems ?? [];
            throw new SpringformException(
                [
                    new Problem(
                        ErrorCode.RollbackFailed,
                        "the deploy failed, and what was there before is not back or does not work ("
                            + $"{string.Join(", ", survey.Needed.Select(file => file.Path))})",
                        Where,
                        "look into the container: beside each file .springform-old.NAME is what was there; the next deploy puts it back"
                    ),
                    .. why,
                    .. first,
                ],
                second
            );
        }
    }
}
