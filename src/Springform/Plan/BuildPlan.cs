using Springform.Names;

namespace Springform.Plan;

/// <summary>
/// Everything that will happen, before anything happens: images, keys, commands and artifact names. Immutable, made by
/// <c>Planning.Planner</c> alone; later steps invent no work and no names.
/// </summary>
public sealed record BuildPlan
{
    public required ProjectFacts Project { get; init; }

    /// <summary>What is odd and changes nothing, one sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Some targets were left out by --only: dist/ is a part.</summary>
    public required bool IsPartial { get; init; }

    public required IReadOnlyList<Target> Targets { get; init; }

    public required IReadOnlyList<PlannedBase> Bases { get; init; }

    public required IReadOnlyList<RecipeStep> Recipes { get; init; }

    /// <summary>One per platform that builders run on; each holds the recipes of all platforms.</summary>
    public required IReadOnlyList<ToolsImageStep> ToolsImages { get; init; }

    public required IReadOnlyList<BuilderStep> Builders { get; init; }

    /// <summary>Names in <c>builder.registry</c>; none of a part (--only), which does not know all platforms.</summary>
    internal IReadOnlyList<BuilderTag> BuilderTags { get; init; } = [];

    public required IReadOnlyList<CommandStep> Commands { get; init; }

    /// <summary>One per builder: asks it for its versions, which the manifest names.</summary>
    public required IReadOnlyList<CommandStep> Toolchains { get; init; }

    /// <summary>What is packed, in the order of dist/: the targets' archives and wheels, the source distribution, the tools' sources.</summary>
    public required IReadOnlyList<ArtifactStep> Artifacts { get; init; }

    /// <summary>One per target with archives, and one per wheel.</summary>
    public IReadOnlyList<AbiStep> Abis { get; init; } = [];

    /// <summary>One per target and bare base.</summary>
    public required IReadOnlyList<LoadStep> Loads { get; init; }

    /// <summary>Targets with archives that no load test starts.</summary>
    internal IReadOnlyList<NotStarted> NotStarted { get; init; } = [];

    /// <summary>Images that wheels are tried in: a base with its Python.</summary>
    public IReadOnlyList<BuilderStep> Runtimes { get; init; } = [];

    public IReadOnlyList<WheelTestStep> WheelTests { get; init; } = [];

    /// <summary>What other machines make by other means.</summary>
    public IReadOnlyList<PrebuiltStep> Prebuilt { get; init; } = [];

    /// <summary>The release's index for those who fetch its archives; null: it has none.</summary>
    internal FetchIndexStep? FetchIndex { get; init; }

    /// <summary>What Sign makes. It has no key: what is in dist/ is verified, and signed anew where that fails.</summary>
    internal IReadOnlyList<PlannedSignature> Signatures { get; init; } = [];

    /// <summary>What package managers are told about the release.</summary>
    internal IReadOnlyList<FormulaStep> Formulas { get; init; } = [];

    /// <summary>What Publish runs once the release is public, in this order. Without keys: the release's files are known when it is made.</summary>
    internal IReadOnlyList<PlannedPublisher> Publishers { get; init; } = [];

    /// <summary>What --target=Deploy installs; null: nothing, or --only leaves its target out. It has no key: the container's own files are compared.</summary>
    internal DeployStep? Deploy { get; init; }

    /// <summary>Everything that has a key, in the order in which it is carried out.</summary>
    public IEnumerable<IStep> Steps =>
        [
            .. Recipes,
            .. ToolsImages,
            .. Builders,
            .. Toolchains,
            .. Commands,
            .. Artifacts,
            .. Abis,
            .. Loads,
            .. Runtimes,
            .. WheelTests,
            .. Prebuilt,
            .. FetchIndex is null ? Array.Empty<IStep>() : [FetchIndex],
            .. Formulas,
        ];

    /// <summary>Names of all files of a whole dist/ beside the ledger and <see cref="ReportNames"/>.</summary>
    internal IEnumerable<string> FileNames =>
        [
            .. Artifacts.SelectMany(artifact => artifact.Names),
            .. Targets.SelectMany(target => target.BuildInfoNames),
            .. Prebuilt.SelectMany(step => step.Files),
            DistFile.Manifest,
            DistFile.Checksums,
        ];

    /// <summary>Names of files that are made from the others, once those are there: reports, formulas, signatures.</summary>
    internal IEnumerable<string> ReportNames =>
        [
            .. Abis.Count > 0 ? [DistFile.AbiReport] : Array.Empty<string>(),
            .. FetchIndex is { } index ? [index.FileName] : Array.Empty<string>(),
            .. FetchIndex?.All is { } all ? [all.Archive] : Array.Empty<string>(),
            .. Formulas.Select(formula => formula.FileName),
            .. Signatures.SelectMany(signature => signature.Names),
        ];

    /// <summary>Archives and wheels that belong to one target each.</summary>
    public IEnumerable<ArtifactStep> TargetArtifacts => Artifacts.Where(artifact => artifact.Target is not null);

    /// <summary>Names in registries that Publish gives to images, each with one archive for each of its platforms.</summary>
    internal IReadOnlyList<PlannedImage> Images =>
        [
            .. from artifact in Artifacts
            let files = artifact.Content as PlannedFiles
            where files is not null
            from reference in files.References
            group (files.Image!.Platform, artifact.Archive) by reference into named
            select new PlannedImage(named.Key, [.. named]),
        ];

    /// <summary>Bases that must be resolved before all keys are known.</summary>
    public IEnumerable<PlannedBase> PendingBases => Bases.Where(planned => planned.Pin is null);

    /// <summary>One key over all recipes: what a CI cache step names its entry by. Pending while a base is.</summary>
    public ContentKey? ToolsKey => ToolsImages.Count == 0 ? null : ToolsImages[0].Key.Key;

    /// <summary>One key over all steps that make or check dist/: the same key and unharmed files mean that there is nothing to do.</summary>
    public required ContentKey Key { get; init; }

    /// <summary>Digest over version, commit and every file that git tracks or would: the same for all parts of one release, whatever --only says.</summary>
    public required string SourceKey { get; init; }

    /// <summary>Ids of all tests and checks that a whole dist/ has passed.</summary>
    public IEnumerable<string> Checks =>
        [
            .. Artifacts.SelectMany(artifact => artifact.TestIds),
            .. Abis.Select(abi => abi.Id),
            .. Loads.Select(load => load.Id),
            .. NotStarted.Where(target => target.Reason is null).Select(target => target.Id),
            .. WheelTests.Where(test => test.ImageId is not null).Select(test => test.Id),
        ];

    public PlannedBase Base(string id) => Bases.Single(planned => planned.Id == id);

    public RecipeStep Recipe(string id) => Recipes.Single(recipe => recipe.Id == id);

    public BuilderStep Builder(string id) => Builders.Single(builder => builder.Id == id);

    public CommandStep Command(string id) => Commands.Single(command => command.Id == id);
}
