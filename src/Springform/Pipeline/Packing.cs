using System.Collections.Concurrent;
using System.Diagnostics;
using Springform.Abi;
using Springform.Archives.Packages;
using Springform.Cache;
using Springform.Errors;
using Springform.Package;
using Springform.Plan;
using Springform.Repair;
using Springform.Wheels;

namespace Springform.Pipeline;

/// <summary>Packs the plan's artifacts side by side, each by the kind of its content.</summary>
/// <param name="requirements">of system packages</param>
/// <param name="results">of commands</param>
/// <param name="toolsCache">results of recipes</param>
/// <param name="sideBySide">artifacts that are packed at a time</param>
internal sealed class Packing(
    BuildPlan plan,
    Packer packer,
    PackageRepair repair,
    WheelPacking wheels,
    SourceBundle sources,
    SystemRequirements requirements,
    BlobStore results,
    BlobStore toolsCache,
    int sideBySide
)
{
    /// <returns>in the order of the steps</returns>
    /// <exception cref="SpringformException">the problems of all steps that failed</exception>
    public async Task<IReadOnlyList<StagedArchive>> PackAsync(IReadOnlyList<ArtifactStep> steps, CancellationToken cancellation)
    {
        var packed = new StagedArchive[steps.Count];
        var failures = new ConcurrentDictionary<int, SpringformException>();
        // A repair may have to build a builder first, which two must not do at once: those come one after another.
        var turns = Enumerable.Range(0, steps.Count).GroupBy(index => steps[index].Repair is null ? index : -1).Select(group => group.ToList()).ToList();
        var options = new ParallelOptions { MaxDegreeOfParallelism = sideBySide, CancellationToken = cancellation };
        await Parallel.ForEachAsync(
            turns,
            options,
            async (turn, stop) =>
            {
                foreach (var index in turn)
                {
                    try
                    {
                        packed[index] = await PackAsync(steps[index], stop);
                    }
                    catch (SpringformException failure)
                    {
                        failures[index] = failure;
                    }
                }
            }
        );
        return failures.IsEmpty
            ? packed
            : throw new SpringformException([.. failures.OrderBy(failure => failure.Key).SelectMany(failure => failure.Value.Problems)]);
    }

    private Task<StagedArchive> PackAsync(ArtifactStep step, CancellationToken cancellation) =>
        step.Content switch
        {
            PlannedFiles { System: { } system } files => packer.PackAsync(
                plan,
                step,
                files,
                ResultsOf(step),
                list => SystemAsync(system, list, cancellation),
                cancellation
            ),
            PlannedFiles { Repair: null } files => packer.PackAsync(plan, step, files, ResultsOf(step), cancellation),
            PlannedFiles files => repair.PackAsync(packer, step, files, ResultsOf(step), cancellation),
            PlannedWheel wheel => wheels.PackAsync(step, wheel, cancellation),
            PlannedSdist sdist => wheels.PackAsync(step, sdist, cancellation),
            ToolSources => sources.PackAsync(plan, step, ResultsOf(step), cancellation),
            _ => throw new UnreachableException($"nothing packs {step.Content.GetType().Name}"),
        };

    private Task<ArchiveContents> SystemAsync(SystemPackage package, EntryList list, CancellationToken cancellation) =>
        Task.Run(
            () =>
            {
                var entries = list.Entries();
                return new ArchiveContents(entries) { System = requirements.AddTo(package, entries, cancellation) };
            },
            cancellation
        );

    /// <summary>What is there of what the step packs. What is reused from dist/ needs no results: they may be gone.</summary>
    private Dictionary<string, Blob> ResultsOf(ArtifactStep step)
    {
        var found = step
            .CommandIds.Select(id => (Id: id, Blob: results.Find(id, plan.Command(id).Key.Key)))
            .Concat(step.RecipeIds.Select(id => (Id: id, Blob: toolsCache.Find(id, plan.Recipe(id).Key.Key))));
        return found.Where(entry => entry.Blob is not null).ToDictionary(entry => entry.Id, entry => entry.Blob!, StringComparer.Ordinal);
    }
}
