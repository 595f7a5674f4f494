using Springform.Cache;
using Springform.Package;
using Springform.Plan;
using Springform.Planning.Graphs;

namespace Springform.Pipeline;

/// <summary>
/// What is there of a plan's steps, for a picture: stored results count by their names and are not verified, and nothing is removed or asked of an engine.
/// What a build really does is said by <see cref="Work"/>.
/// </summary>
internal sealed class StepStates(BuildPlan plan, DistFolder dist, BlobStore results, BlobStore toolsCache)
{
    private readonly Lazy<ArtifactLedger?> ledger = new(dist.ReadLedger);
    private readonly Dictionary<string, bool> held = new(StringComparer.Ordinal);

    public StepState Of(IStep step) =>
        step switch
        {
            RecipeStep => IsStored(toolsCache, step) ? StepState.Cached : StepState.Due,
            ToolsImageStep image => NeededImage(plan.Builders.Any(builder => builder.Tools?.Id == image.Id && Of(builder) == StepState.Unasked)),
            BuilderStep builder when plan.Runtimes.Contains(builder) => NeededImage(
                plan.WheelTests.Any(test => test.ImageId == builder.Id && Of(test) == StepState.Due)
            ),
            BuilderStep builder => NeededImage(
                plan.Commands.Concat(plan.Toolchains).Any(command => command.BuilderId == builder.Id && Of(command) == StepState.Due)
            ),
            CommandStep command => IsStored(results, command) ? StepState.Cached
            : IsWanted(command) ? StepState.Due
            : StepState.NotNeeded,
            ArtifactStep artifact => Made(IsInDist(artifact.Archive)),
            AbiStep abi => Made(HasPassed(abi.Id, abi.Archives)),
            LoadStep load => Made(HasPassed(load.Id, load.Archives)),
            WheelTestStep { ImageId: null } => StepState.NotNeeded,
            WheelTestStep test => Made(HasPassed(test.Id, [test.Wheel])),
            PrebuiltStep prebuilt => Made(prebuilt.Files.All(file => ledger.Value?.Find(file) is not null)),
            _ => Made(!plan.Key.IsPending && ledger.Value?.PlanKey == plan.Key.Text),
        };

    private static StepState Made(bool isThere) => isThere ? StepState.Cached : StepState.Due;

    private static StepState NeededImage(bool isNeeded) => isNeeded ? StepState.Unasked : StepState.NotNeeded;

    private static bool IsStored(BlobStore store, IStep step) => !step.Key.IsPending && store.Lists(step.Id, step.Key.Key);

    /// <summary>By an archive that is not in dist/; where nothing is packed, the commands themselves are what is wanted.</summary>
    private bool IsWanted(CommandStep command) =>
        !plan.Commands.Contains(command)
            ? plan.Artifacts.Any(artifact => !IsInDist(artifact.Archive))
            : !plan.TargetArtifacts.Any()
                || plan.Artifacts.Any(artifact =>
                    !IsInDist(artifact.Archive) && (artifact.CommandIds.Contains(command.Id) || artifact.TestIds.Contains(command.Id))
                );

    private bool HasPassed(string id, IReadOnlyList<string> archives) => ledger.Value?.Passed.Contains(id) == true && archives.All(IsInDist);

    private bool IsInDist(string archive)
    {
        if (!held.TryGetValue(archive, out var isHeld))
            held[archive] = isHeld = Holds(archive);
        return isHeld;
    }

    private bool Holds(string archive) =>
        ledger.Value is { } last
        && plan.Artifacts.FirstOrDefault(artifact => artifact.Archive == archive) is { Key.IsPending: false } artifact
        && dist.Holds(last, archive, artifact.Key.Key)
        && artifact.TestIds.All(last.Passed.Contains);
}
