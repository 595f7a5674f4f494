using Springform.Cache;
using Springform.Plan;

namespace Springform.Pipeline;

/// <summary>
/// What of the plan has to be done, from the plan's end to its beginning: a command only runs for an archive that has to be packed, a builder
/// is only built for a command that runs. Every hit is verified by content. With --no-cache everything has to be done.
/// </summary>
public sealed class Work(BuildContext context)
{
    private readonly Lazy<string?> stale = new(() => context.Options.NoCache ? "--no-cache" : context.Dist.WhyStale(context.Plan, Required(context)));

    private readonly Lazy<ArtifactLedger?> ledger = new(context.Dist.ReadLedger);

    private BuildPlan Plan => context.Plan;

    /// <summary>Null when dist/ is what the plan would make; else why not.</summary>
    public string? WhyStale => stale.Value;

    /// <summary>Archives that are not in dist/ with this key, unharmed and tested.</summary>
    public IReadOnlyList<ArtifactStep> Artifacts => field ??= WhyStale is null ? [] : [.. Plan.Artifacts.Where(artifact => !IsInDist(artifact))];

    /// <summary>Commands without a stored result, of the archives that have to be packed; of all targets when Compile itself was asked for.</summary>
    public IReadOnlyList<CommandStep> Commands => field ??= [.. WantedCommands().Where(command => context.Options.NoCache || context.Results.Find(command.Id, command.Key.Key) is null)];

    /// <summary>Builders that commands have to run in.</summary>
    public IReadOnlyList<BuilderStep> Builders => field ??= [.. Plan.Builders.Where(builder =>
        context.IsRequested("BuilderImage") || Commands.Any(command => command.BuilderId == builder.Id))];

    /// <summary>Recipes without a verified result here. Looked up each time: a recipe may have been built since.</summary>
    public IReadOnlyList<RecipeStep> Recipes => [.. Plan.Recipes.Where(recipe => Stored(recipe) is null)];

    private Blob? Stored(RecipeStep recipe) => context.Options.NoToolsCache ? null : context.ToolsCache.Find(recipe.Id, recipe.Key.Key);

    private IEnumerable<CommandStep> WantedCommands()
    {
        var all = context.IsRequested("Compile") || context.IsRequested("BuilderImage") || !Plan.TargetArtifacts.Any();
        var wanted = Artifacts.SelectMany(artifact => artifact.CommandIds.Concat(artifact.TestIds)).ToHashSet(StringComparer.Ordinal);
        return (all || WhyStale is not null ? Plan.Toolchains : []).Concat(Plan.Commands.Where(command => (all || wanted.Contains(command.Id)) && !(command.IsTest && context.Options.Skip.Contains("Test"))));
    }

    private bool IsInDist(ArtifactStep artifact) =>
        !context.Options.NoCache
        && ledger.Value is { } last
        && context.Dist.Holds(last, artifact.Archive, artifact.Key.Key)
        && TestsOf(context, artifact).All(last.Passed.Contains);

    /// <summary>What must have passed: a dist/ that was made with --skip is not up to date without it.</summary>
    private static IEnumerable<string> Required(BuildContext context) => context.Plan.Checks
        .Except(context.Options.Skip.Contains("Test") ? context.Plan.Artifacts.SelectMany(artifact => artifact.TestIds) : [], StringComparer.Ordinal)
        .Except(context.Options.Skip.Contains("LoadTest") ? context.Plan.Loads.Select(load => load.Id).Concat(context.Plan.NotStarted.Select(target => target.Id)) : [], StringComparer.Ordinal);

    private static IReadOnlyList<string> TestsOf(BuildContext context, ArtifactStep artifact) =>
        context.Options.Skip.Contains("Test") ? [] : artifact.TestIds;
}
