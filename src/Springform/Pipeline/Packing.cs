using System.Diagnostics;
using Springform.Cache;
using Springform.Package;
using Springform.Plan;

namespace Springform.Pipeline;

/// <summary>Packs each artifact of the plan by the kind of its content.</summary>
internal sealed class Packing(BuildContext context, Staging staging)
{
    private readonly Packer packer = new(staging, context.Folders.Root);
    private readonly RepairWork repair = new(context);
    private readonly WheelPacking wheels = new(context, staging);

    public Task<StagedArchive> PackAsync(ArtifactStep step, CancellationToken cancellation) => step.Content switch
    {
        PlannedFiles { Repair: null } files => packer.PackAsync(context.Plan, step, files, ResultsOf(step), cancellation),
        PlannedFiles files => repair.PackAsync(packer, step, files, ResultsOf(step), cancellation),
        PlannedWheel wheel => wheels.PackAsync(step, wheel, cancellation),
        PlannedSdist sdist => wheels.PackAsync(step, sdist, cancellation),
        ToolSources => new SourceBundle(staging).PackAsync(context.Plan, step, ResultsOf(step), cancellation),
        _ => throw new UnreachableException($"nothing packs {step.Content.GetType().Name}"),
    };

    /// <summary>What is there of what the step packs. What is reused from dist/ needs no results: they may be gone.</summary>
    private Dictionary<string, Blob> ResultsOf(ArtifactStep step)
    {
        var found = step.CommandIds.Select(id => (Id: id, Blob: context.Results.Find(id, context.Plan.Command(id).Key.Key)))
            .Concat(step.RecipeIds.Select(id => (Id: id, Blob: context.ToolsCache.Find(id, context.Plan.Recipe(id).Key.Key))));
        return found.Where(entry => entry.Blob is not null).ToDictionary(entry => entry.Id, entry => entry.Blob!, StringComparer.Ordinal);
    }
}
