using Cake.Core;
using Cake.Frosting;
using Springform.Abi;
using Springform.Cache;
using Springform.Ci;
using Springform.Compile;
using Springform.Config;
using Springform.Config.Switches;
using Springform.Engine;
using Springform.Errors;
using Springform.Facts;
using Springform.Fetch;
using Springform.Files;
using Springform.Images;
using Springform.Keys;
using Springform.Machine;
using Springform.Names;
using Springform.Package;
using Springform.Pinning;
using Springform.Plan;
using Springform.Planning;
using Springform.Publish;
using Springform.Publish.Around;
using Springform.Publish.Images;
using Springform.Registry;
using Springform.Repair;
using Springform.Reporting;
using Springform.Signing;
using Springform.Wheels;
using Springform.Workflows;

namespace Springform.Pipeline;

/// <summary>
/// The one typed thing that tasks see: options, configuration, plan, engine, caches. Everything is made when first asked for, so that Doctor
/// and Clean work beside a broken springform.yaml, and a build with nothing to do never looks for an engine.
/// </summary>
public sealed class BuildContext : FrostingContext
{
    private readonly Lazy<ProjectConfig> config;
    private readonly Lazy<IContainerEngine> engine;
    private readonly string runName = Guid.NewGuid().ToString("N");
    private PlannedRun? planned;

    internal BuildContext(ICakeContext context, RunSettings run)
        : base(context)
    {
        Run = run;
        Folders = new ProjectFolders(run.ProjectFolder);
        Summary = new RunSummary(run.Clock);
        Record = new RunRecord(run.Clock);
        Hasher = new FileHasher(Folders.StatCache, run.Clock);
        ToolsCache = new BlobStore(Folders.ToolsCache, Hasher, run.Terminal);
        Results = new BlobStore(Folders.Results, Hasher, run.Terminal);
        Pins = new LocalPins(Folders.Pins);
        Processes = new ProcessRunner(run.Environment, CommandLines(), () => Secrets);
        config = new Lazy<ProjectConfig>(ReadConfig);
        engine = new Lazy<IContainerEngine>(MakeEngine);
    }

    internal RunSettings Run { get; }

    /// <summary>Where people read; with --output json the data too.</summary>
    public Terminal Terminal => Run.Terminal;

    public Options Options => Run.Options;

    public CancellationToken Cancellation => Run.Cancellation;

    public ProjectFolders Folders { get; }

    internal ProcessRunner Processes { get; }

    internal FileHasher Hasher { get; }

    /// <summary>tools-cache/</summary>
    internal BlobStore ToolsCache { get; }

    /// <summary>.springform/results/</summary>
    internal BlobStore Results { get; }

    /// <summary>.springform/results/, and what <c>cache.registry</c> shares of it.</summary>
    internal SharedStore SharedResults => field ??= Shared(Results);

    internal LocalPins Pins { get; }

    internal Registries Registries => field ??= new Registries(Config, Processes, Run.Clock, Options.Offline);

    /// <summary>Where the commands of a builder run.</summary>
    internal CommandHosts CommandHosts => field ??= new CommandHosts(Engine, Processes, Folders, Config.Name, Run.Clock, Options.BuildsOnHost);

    internal SecretValues SecretValues => field ??= new SecretValues(Config, Run.Environment);

    internal Compilation Compilation =>
        new(CommandHosts, Legs, SharedResults, Hasher, Folders, SecretValues, Processes)
        {
            Capsules = Options.KeepFailures ? new FailureCapsules(Folders.Failures, Secrets) : null,
        };

    internal BuilderShell Shell =>
        new(Engine, new CommandInputs(Folders.Root, command => Results.Find(command.Id, command.Key.Key)), Config.Name, Folders.Scratch, Terminal);

    internal BaseImages Bases =>
        field ??= new BaseImages(
            Engine,
            new RootfsCache(
                RootfsCache.UserFolder(Run.Environment),
                Options.Offline ? new OfflineMirror() : new Mmdebstrap(Processes, Run.Clock),
                Hasher,
                Run.Clock,
                Terminal
            ),
            Pins,
            Terminal
        )
        {
            ContainerName = Options.Container,
        };

    /// <summary>One for the run: it remembers that a registry does not answer.</summary>
    internal ImageSupply Images =>
        field ??= new ImageSupply(
            Engine,
            Bases,
            Registries,
            Shared(ToolsCache),
            Legs,
            Folders,
            Run.Environment,
            new ImageBuildSettings(Options.NoCache, Actions.IsActive) { NoToolsCache = Options.NoToolsCache },
            Terminal
        );

    /// <summary>The images of dist/ in registries.</summary>
    internal ImageRelease ImageRelease => new(Plan.Images, Dist.Folder, Registries.OpenImages, Folders.Scratch, Terminal);

    /// <summary>What this machine must have.</summary>
    internal MachineRequirements Machine =>
        field ??= new MachineRequirements(() => Config, () => Engine, ForcedEngine, Options, RepairTool, Processes, Run.Clock, Terminal);

    private RepairTool RepairTool => field ??= new RepairTool(Processes, Folders.Scratch);

    internal DistFolder Dist => field ??= new DistFolder(Folders.Root, Hasher, Ownership, Terminal);

    internal Ownership Ownership => field ??= Ownership.Of(Folders.Root, Terminal);

    /// <summary>The next dist/, as far as it is put together.</summary>
    internal StagedDist Staged => Planned.Staged;

    /// <summary>Packs the plan's artifacts into staging.</summary>
    internal Packing Packing(Staging staging)
    {
        var repair = new PackageRepair(Plan, RepairTool, Images, CommandHosts, Folders, Terminal);
        var wheels = new WheelPacking(Plan, staging, Results, Folders, Config.Wheels?.Index.EffectiveFileLimit(), repair.WheelAsync);
        return new Packing(
            Plan,
            new Packer(staging, Folders.Root),
            repair,
            wheels,
            new SourceBundle(staging),
            new SystemRequirements(Folders.Scratch),
            Results,
            ToolsCache,
            Options.Parallelism ?? System.Environment.ProcessorCount
        );
    }

    /// <summary>Values that several files repeat.</summary>
    internal DeclaredPins DeclaredPins => new(Folders.Root, Config.Pins, BuilderTag, Terminal);

    /// <summary>What CI systems run; they are at the top of the repository.</summary>
    internal WorkflowFiles Workflows =>
        new(
            Folders.Root,
            system => new WorkflowText(Config, Plan, StartCommand.Of(Folders.Root), Run.Config.Read().Positions.Contains("wheels.index")).Of(system),
            Terminal
        );

    /// <returns>what was done, for people</returns>
    /// <exception cref="SpringformException">E103, E104 what a workflow needs is missing, E543 it was edited</exception>
    internal async Task<string> WriteWorkflowAsync(CiSystem system)
    {
        var place = await new GitCommand(Processes, Folders.Root, Cancellation).AskAsync(["rev-parse", "--show-prefix"]);
        WorkflowChecks.Require(Plan, Lock, system, place.TrimEnd('\n', '/'));
        return Workflows.Write(system);
    }

    /// <summary>The caller disposes of it: keys go with it.</summary>
    internal Signers Signers() => new(Processes, Run.Clock, Folders.Root, () => Secrets);

    /// <summary>The libraries of <c>fetch</c>.</summary>
    internal LibraryFetch Fetch => new(Config.Fetch, FetchCaller);

    internal FetchCaller FetchCaller => new(Options, Folders, Run.CallerFolder, Run.Environment, Hasher, Terminal, Run.Clock, Run.Nested);

    /// <summary>One for the run: what was checked before the build is not asked again.</summary>
    internal GitHubRelease Release =>
        field ??= new GitHubRelease(
            Config,
            Dist,
            Folders,
            new GitReader(this, Processes, Folders.Root, cancellation: Cancellation),
            new ReleaseCaller(
                Options,
                Run.Environment,
                Terminal,
                Run.Clock,
                (repository, token, retry) => new CakeStatuses(this, repository, token, retry),
                Processes,
                SecretValues
            )
        );

    public RunSummary Summary { get; }

    /// <summary>What this run does and when.</summary>
    internal RunRecord Record { get; }

    internal GitHubActions Actions => new(Run.Environment);

    /// <summary>E1xx, all problems at once.</summary>
    public ProjectConfig Config => config.Value;

    internal IContainerEngine Engine => engine.Value;

    /// <summary>Immutable; a new one after a base image was resolved.</summary>
    public BuildPlan Plan => Planned.Plan;

    /// <summary>Null: no task of this run has asked for the plan.</summary>
    internal BuildPlan? MadePlan => planned?.Plan;

    /// <summary>What of the plan has to be done; looks at the caches and dist/, not at the engine.</summary>
    internal Work Work => Planned.Work;

    /// <summary>The same as it looks now and not kept: the plan, and what has to be done, may still change.</summary>
    internal Work WorkAsOfNow() => new(Plan, Options, Dist, Results, ToolsCache);

    internal Legs Legs =>
        new(Terminal, Folders.Logs, LegRoom.Of(Options.Parallelism, Folders.Root), Secrets, Run.Clock)
        {
            Record = Record,
            ShowsDetails = Log.Verbosity >= Cake.Core.Diagnostics.Verbosity.Verbose,
        };

    /// <summary>The values of declared secrets; none before springform.yaml was read.</summary>
    internal Secrets Secrets => config is { IsValueCreated: true } ? field ??= new Secrets([.. SecretValues.ByName.Values]) : Secrets.None;

    /// <summary>Why each step runs or does not (--explain).</summary>
    internal Explanation Explanation => new(() => Plan, new LastKeys(Folders.LastKeys), IsLeftOut);

    internal LockFile Lock => LockFile.Read(Path.Combine(Folders.Root, LockFile.FileName));

    /// <summary>Gives a workflow's cache step the key of tools-cache/, as soon as it is known.</summary>
    internal void ShareToolsKey()
    {
        if (Plan.ToolsKey is { IsPending: false } key)
        {
            Actions.SetOutput("tools-key", key.Text);
        }
    }

    /// <summary>How many commands of compile and test have their result from another machine.</summary>
    internal int SharedCommands { get; private set; }

    /// <summary>Brings the results of commands that other machines made. What is left to do is looked at again then.</summary>
    internal async Task FetchResultsAsync()
    {
        if (Options.NoCache || Config.Cache.Registry is null || Plan.PendingBases.Any() || !Work.NeedsResults)
            return;
        var commands = Work.Commands;
        var missing = await SharedResults.MissingAsync(commands, command => (command.Id, command.Key.Key), SharedOutput.RefusalAsync, Cancellation);
        foreach (var fetched in commands.Except(missing))
            Record.Came(fetched.Task, fetched.Id, StepOrigin.Registry);
        SharedCommands = commands.Except(missing).Count(Plan.Commands.Contains);
        if (missing.Count < commands.Count)
            planned = new PlannedRun(this, Plan);
    }

    /// <summary>After bases were resolved: the same function once more, with the new pins.</summary>
    internal void PlanAgain() => planned = new PlannedRun(this, MakePlan());

    /// <summary>What dist/ holds now; null where there is none, or its ledger cannot be read, which is said.</summary>
    public ArtifactLedger? ReadLedger() => Dist.ReadLedger();

    /// <summary>What is in dist/ now, as the ledger lists it; empty unless this run made it.</summary>
    internal IReadOnlyList<(string Name, long SizeBytes)> DistFiles() =>
        (Options.IsRequested("Merge") || (Options.IsRequested("Dist") && Work.WhyStale is not null)) && ReadLedger() is { } ledger
            ? [.. ledger.Artifacts.Select(artifact => (artifact.Name, artifact.SizeBytes))]
            : [];

    private SharedStore Shared(BlobStore here)
    {
        var pushes = !Options.BuildsOnHost && (Config.Cache.Push == "always" || (Config.Cache.Push == "auto" && TrustedRef.IsBuilt(Run.Environment)));
        return new SharedStore(here, Terminal, () => Registries.OpenCache(pushes) is { } client ? new RegistryCache(client, here, Terminal) : null, pushes);
    }

    private PlannedRun Planned => planned ??= new PlannedRun(this, MakePlan());

    private bool IsLeftOut(IStep step) =>
        (step is LoadStep && Options.Skip.Contains("LoadTest")) || (step is CommandStep { IsTest: true } && Options.Skip.Contains("Test"));

    private ProjectConfig ReadConfig() => OptionalBases.Choose(Run.Config.Read().Config, name => Run.Environment[name]);

    private VersionCommand Version => field ??= new VersionCommand(Processes, Folders.Root, Run.Clock, Cancellation);

    private BuildPlan MakePlan()
    {
        var git = new GitReader(this, Processes, Folders.Root, LogsCommands ? null : Run.Git, Cancellation);
        var facts = new FactsReader(git, Hasher, Folders.Root, Version).Read(
            Config,
            AllPins(),
            Epoch.Read(Run.Environment["SOURCE_DATE_EPOCH"]),
            StartedFor.Tag(Run.Environment)
        ) with
        {
            Channel = Enum.Parse<Channel>(Options.Channel, ignoreCase: true),
            OnHost = Options.BuildsOnHost ? runName : null,
        };
        if (planned is null)
        {
            Warn(facts);
        }

        var made = Planner.Plan(Config, facts, Options.Only, Options.Snapshot);
        if (planned is null)
        {
            made.Warnings.ToList().ForEach(warning => Terminal.Line($"warning: {warning}"));
        }

        return made;
    }

    /// <summary>springform.lock wins over what was found out here.</summary>
    private Dictionary<string, BasePin> AllPins()
    {
        var pins = new Dictionary<string, BasePin>(Pins.Read(Config), StringComparer.Ordinal);
        foreach (var (image, locked) in Lock.Images)
        {
            foreach (var platform in Springform.Names.Platform.All.Where(platform => locked.DigestOf(platform) is not null))
            {
                pins[PlanFacts.PinId(image, platform.Docker)] = new BasePin(BaseSource.Registry, locked.DigestOf(platform)!);
            }
        }

        return pins;
    }

    /// <summary>
    /// A build may have changes, but what belongs to the project and is not there is said; so is a version that is none because of how the tags are spelled.
    /// </summary>
    private void Warn(PlanFacts facts)
    {
        const int most = 10;
        var gaps = facts.Changes.Where(change => change.IsGap).Select(gap => $"not as in the commit: {gap.ToString().TrimStart()}").ToList();
        var lines = gaps.Count > most ? [.. gaps.Take(most), $"{gaps.Count - most} more are not as in the commit"] : gaps;
        if (facts.Git.PassedTag is { } passed && Config.Version is { Literal: null, File: null, Run: null })
        {
            lines.Add(
                $"no tag is a version ({Config.VersionTags}), and {Quoted.Of(passed)} is none: version: {{tag: PATTERN}} takes others, " + "e.g. \"release-*\""
            );
        }

        lines.ForEach(line => Terminal.Line($"warning: {line}"));
    }

    /// <summary>--engine; null: whichever is found.</summary>
    internal EngineKind? ForcedEngine => Options.Engine is { } name ? Enum.Parse<EngineKind>(name, ignoreCase: true) : null;

    internal EngineLocator Locator => field ??= new EngineLocator(ForcedEngine, Processes);

    private IContainerEngine MakeEngine()
    {
        var identity = new RunIdentity(Guid.NewGuid().ToString("N")[..12], System.Environment.MachineName, Folders.Lock, Config.Name);
        var found = new CommandLineEngine(Locator, Processes, identity, Run.Clock, Terminal.Line);
        return Options.Offline ? new OfflineEngine(found) : found;
    }

    /// <summary>Of the builder's key; of several that of the platform which most machines have.</summary>
    private string BuilderTag()
    {
        var builder = Plan.Builders.FirstOrDefault(builder => builder.Platform == "linux/amd64") ?? Plan.Builders[0];
        return builder is { Key.IsPending: false, SharedReference: { } reference }
            ? reference[(reference.LastIndexOf(':') + 1)..]
            : throw new SpringformException(
                new Problem(
                    ErrorCode.BaseUnavailable,
                    "the builder's tag is not known yet: a base is not pinned here",
                    "springform.lock",
                    "pin the bases first: --target=UpdatePins"
                )
            );
    }

    private bool LogsCommands => Log.Verbosity >= Cake.Core.Diagnostics.Verbosity.Diagnostic;

    private Action<ProcessCommand>? CommandLines() => LogsCommands ? new CommandLineLog(Terminal.Line, () => Secrets).Started : null;

    /// <summary>A plan, what of it is left to do, and what of it is staged: replaced together, so that nothing of an older plan stays.</summary>
    private sealed class PlannedRun(BuildContext context, BuildPlan plan)
    {
        public BuildPlan Plan { get; } = plan;

        public Work Work => field ??= new Work(Plan, context.Options, context.Dist, context.Results, context.ToolsCache);

        public StagedDist Staged => field ??= new StagedDist(Plan, context.Dist, context.Results, context.ToolsCache, context.Options);
    }
}
