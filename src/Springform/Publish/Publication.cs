using Springform.Errors;
using Springform.Machine;
using Springform.Publish.Around;
using Springform.Publish.Notes;

namespace Springform.Publish;

/// <summary>One run of publishing: look, and where something is missing, make the release and what is around it. A whole release is left alone.</summary>
internal sealed class Publication(
    ReleasePlanner planner,
    Publisher publisher,
    ReleaseNotes notes,
    Surroundings surroundings,
    PublishJournal journal,
    IOutput output
)
{
    /// <exception cref="SpringformException">E601, E604 it is public and differs, E606 it cannot be completed, E607 it cannot be changed</exception>
    public async Task<PublishOutcome> RunAsync(ReleaseRequest request, CancellationToken cancellation)
    {
        var plan = await planner.PlanAsync(request, cancellation);
        foreach (var extra in plan.Assets.Extra)
        {
            output.Line($"    warning: the release has an asset that dist/ does not have, and it stays: {Quoted.Of(extra.Name)}");
        }

        if (plan.IsDone && !journal.IsOpen)
        {
            return new PublishOutcome(plan.Release!, Changed: false, Uploaded: 0);
        }

        PublishProblems.RequireReplaceable(plan);
        var changes = plan.IsDone ? "" : await notes.OfAsync(request, cancellation);
        if (!plan.IsDone)
        {
            ReleaseText.Of(request, changes, plan.Release); // refuses what could not be said, before anything is written
            foreach (var line in ReleasePlanText.Words(plan).Concat(ReleasePlanText.Others(plan)))
            {
                output.Line($"    {line}");
            }
        }

        try
        {
            return await WriteAsync(plan, changes, cancellation);
        }
        catch (Exception failure)
        {
            await surroundings.FailAsync(request, failure);
            throw;
        }
    }

    private async Task<PublishOutcome> WriteAsync(ReleasePlan plan, string changes, CancellationToken cancellation)
    {
        var request = plan.Request;
        var outcome = new PublishOutcome(plan.Release!, Changed: true, Uploaded: 0);
        if (!plan.IsDone)
        {
            await surroundings.BeginAsync(request, cancellation);
            journal.Begin($"publishing {request.Tag} of {request.Commit}");
            outcome = await publisher.PublishAsync(plan, changes, cancellation);
        }

        await surroundings.FinishAsync(request, outcome.Release, cancellation);
        journal.Close($"done: {outcome.Release.Page}");
        return outcome;
    }
}
