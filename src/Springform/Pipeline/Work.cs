using Springform.Cache;
using Springform.Config.Switches;
using Springform.Package;
using Springform.Plan;

namespace Springform.Pipeline;

/// <summary>
/// What of the plan has to be done, from the plan's end to its beginning: a command only runs for an archive that has to be packed, a builder
/// is only built for a command that runs. Every hit is verified by content. With --no-cache everything has to be done.
/// </summary>
/// <param name="results">of commands</param>
/// <param name="toolsCache">results of recipes</param>
internal sealed class Work(BuildPlan plan, Options options, DistFolder dist, BlobStore results, BlobStore toolsCache)
{
    private readonly Lazy<string?> stale = new(() => options.NoCache ? "--no-cache" : dist.WhyStale(plan, Required(plan, options)));

    /// <summary>They need images, and nothing that commands leave.</summary>
    private static readonly string[] ImageTasks = ["BaseImages", "ToolsImage", "BuilderImage", "PushBuilder"];

    private readonly Lazy<ArtifactLedger?> ledger = new(dist.ReadLedger);

    /// <summary>Null when dist/ is what the plan would make; else why not.</summary>
    public string? WhyStale => stale.Value;

    public bool NeedsResults => !options.Targets.All(task => ImageTasks.Contains(task, StringComparer.OrdinalIgnoreCase));

    /// <summary>Archives that are not in dist/ with this key, unharmed and tested.</summary>
    public IReadOnlyList<ArtifactStep> Artifacts => field ??= WhyStale is null ? [] : [.. plan.Artifacts.Where(artifact => !IsInDist(artifact))];

    /// <summary>Commands without a stored result, of the archives that have to be packed; of all targets when Compile itself was asked for.</summary>
    public IReadOnlyList<CommandStep> Commands =>
        field ??= [.. WantedCommands().Where(command => options.NoCache || results.Find(command.Id, command.Key.Key) is null)];

    /// <summary>Builders that commands have to run in.</summary>
    public IReadOnlyList<BuilderStep> Builders =>
        field ??= [
            .. plan
                .Builders.Where(builder => !options.BuildsOnHost)
                .Where(builder => options.IsRequested("BuilderImage") || Commands.Any(command => command.BuilderId == builder.Id)),
        ];

    /// <summary>Recipes without a verified result here. Looked up each time: a recipe may have been built since.</summary>
    public IReadOnlyList<RecipeStep> Recipes => [.. plan.Recipes.Where(recipe => Stored(recipe) is null)];

    private Blob? Stored(RecipeStep recipe) => options.NoToolsCache ? null : toolsCache.Find(recipe.Id, recipe.Key.Key);

    private IEnumerable<CommandStep> WantedCommands()
    {
        if (IsDeploy(options) && plan.Deploy is { } deploy)
            return plan.Commands.Where(command =>
                deploy.Files.CommandIds.Contains(command.Id) || (deploy.Files.TestIds.Contains(command.Id) && !options.Skip.Contains("Test"))
            );
        var all = options.IsRequested("Compile") || options.IsRequested("BuilderImage") || !plan.TargetArtifacts.Any();
        var wanted = Artifacts.SelectMany(artifact => artifact.CommandIds.Concat(artifact.TestIds)).ToHashSet(StringComparer.Ordinal);
        return (all || WhyStale is not null ? plan.Toolchains : []).Concat(
            plan.Commands.Where(command => (all || wanted.Contains(command.Id)) && !(command.IsTest && options.Skip.Contains("Test")))
        );
    }

    private static bool IsDeploy(Options options) => options.Targets.All(task => Options.DeployTasks.Contains(task, StringComparer.OrdinalIgnoreCase));

    private bool IsInDist(ArtifactStep artifact) =>
        !options.NoCache && ledger.Value is { } last && dist.Holds(last, artifact.Archive, artifact.Key.Key) && TestsOf(artifact).All(last.Passed.Contains);

    /// <summary>What must have passed: a dist/ that was made with --skip is not up to date without it.</summary>
    private static IEnumerable<string> Required(BuildPlan plan, Options options) =>
        plan
            .Checks.Except(options.Skip.Contains("Test") ? plan.Artifacts.SelectMany(artifact => artifact.TestIds) : [], StringComparer.Ordinal)
            .Except(
                options.Skip.Contains("LoadTest") ? plan.Loads.Select(load => load.Id).Concat(plan.NotStarted.Select(target => target.Id)) : [],
                StringComparer.Ordinal
            );

    private IReadOnlyList<string> TestsOf(ArtifactStep artifact) => options.Skip.Contains("Test") ? [] : artifact.TestIds;
}
