using Springform.Ci;
using Springform.Config;
using Springform.Config.Switches;
using Springform.Errors;
using Springform.Facts;
using Springform.Files;
using Springform.Machine;
using Springform.Names;
using Springform.Package;
using Springform.Plan;
using Springform.Planning;
using Springform.Publish.Around;
using Springform.Publish.Assets;
using Springform.Publish.GitHub;
using Springform.Publish.Notes;
using Springform.Publish.Publishers;
using Springform.Reporting;

namespace Springform.Publish;

/// <summary>dist/ as a release on GitHub: what can be known before the build, what would be done, and doing it.</summary>
/// <param name="caller">what the run knows beside the project</param>
internal sealed class GitHubRelease(ProjectConfig project, DistFolder dist, ProjectFolders folders, GitReader git, ReleaseCaller caller)
{
    private const int UploadsAtATime = 10;

    /// <summary>E603 where springform.yaml has no release.</summary>
    private GitHubConfig Config =>
        project.Release?.Github
        ?? throw new SpringformException(
            new Problem(ErrorCode.NoReleaseServer, "springform.yaml does not say where to release to", ConfigReader.FileName, "add release: {github: {}}")
        );

    private GitHubRepository Repository => field ??= new RepositoryFinder(Config, caller.Environment, git.Origin()).Find();

    private GitHubActions Actions => new(caller.Environment);

    private GitHubToken Token => field ??= GitHubToken.Of(caller.Environment);

    private GitHubRetry Retry => field ??= new GitHubRetry(caller.Clock, caller.Terminal);

    private (ReleaseSource Source, Immutability Immutability)? found;

    private GitHubApi Api => field ??= new GitHubApi(Repository, Token, Retry, caller.Clock);

    /// <summary>
    /// Everything that can be known before the build, once: the source, and then, of GitHub, the tag and whether releases are immutable there.
    /// </summary>
    /// <exception cref="SpringformException">E601, E603, E607, E121; E605 and E606 GitHub does not answer as it should</exception>
    public Task<(ReleaseSource Source, Immutability Immutability)> CheckAsync(BuildPlan plan, CancellationToken cancellation) =>
        ExplainedAsync(
            async () =>
            {
                if (found is { } known)
                {
                    return known;
                }

                var source = CheckSource(plan);
                await new RemoteTag(Api).RequireAsync(source, cancellation);
                var immutability = await new ImmutabilityFinder(Api, Config.Immutable).FindAsync(cancellation);
                await RequireFreeAsync(source, immutability, cancellation);
                Tell(immutability);
                TellMissing(PublishersOf(plan, source.Channel));
                found = (source, immutability);
                return found.Value;
            },
            cancellation
        );

    private async Task RequireFreeAsync(ReleaseSource source, Immutability immutability, CancellationToken cancellation)
    {
        var problems = new List<Problem>();
        if (caller.Options.ReplaceExisting && (immutability.IsOn || await new ImmutabilityFinder(Api, null).IsFixedAsync(source.Tag, cancellation)))
        {
            problems.Add(
                PublishProblems.NeverReplaced(
                    immutability.IsOn ? immutability : new Immutability(true, $"the release {source.Tag}"),
                    Repository,
                    source.Channel
                )
            );
        }

        if (PublishJournal.Open(folders.PublishJournals, Repository, source.Tag, caller.Clock).IsBurned)
        {
            problems.Add(PublishProblems.Burned(source.Tag, Repository, source.Channel));
        }

        if (problems.Count > 0)
        {
            throw new SpringformException(problems);
        }
    }

    private void Tell(Immutability immutability) =>
        caller.Terminal.Line(
            immutability switch
            {
                { IsAssumed: true } =>
                    $"    warning: whether releases of {Repository} are immutable cannot be found out: the token may not read the setting, and there "
                        + "is no release yet."
                        + " They are taken to be; release.github.immutable: true or false says it.",
                { IsOn: true } => $"    releases of {Repository} are immutable ({immutability.Source}): what is public can never be replaced",
                _ => $"    releases of {Repository} can be changed ({immutability.Source})",
            }
        );

    /// <summary>No error: the build may be what installs it.</summary>
    private void TellMissing(IReadOnlyList<PlannedPublisher> publishers)
    {
        foreach (var publisher in publishers.Where(publisher => !PublisherProcess.IsInstalled(publisher.Config.Run.Arguments[0])))
        {
            caller.Terminal.Line(
                $"    warning: the publisher {publisher.Config.Name} starts {Quoted.Of(publisher.Config.Run.Arguments[0])}, which is not installed"
            );
        }
    }

    /// <summary>Nothing is asked of GitHub.</summary>
    private ReleaseSource CheckSource(BuildPlan plan)
    {
        var channel = Enum.Parse<Channel>(caller.Options.Channel, ignoreCase: true);
        var checks = new SourceChecks(git, caller.Environment, Config, project.VersionTags, StartedFor.Tag(caller.Environment));
        var problems = UnfitSwitches
            .Of(caller.Options, "GitHub")
            .Select(unfit => new Problem(ErrorCode.NotReleasable, unfit, "command line", "leave the switch out"))
            .ToList();
        Collect(problems, () => Repository);
        Collect(problems, () => Token);
        var source = Collect(problems, () => checks.Require(plan.Project, channel, caller.Options.Snapshot));
        Collect(problems, () => RequireSecrets(plan, channel));
        if (problems.Count == 0)
            problems.AddRange(plan.Formulas.Where(formula => formula.Address.Folder != Repository.Release(source!.Tag).Folder).Select(OtherAddress));
        return problems.Count == 0 ? source! : throw new SpringformException(problems);

        Problem OtherAddress(FormulaStep formula) =>
            new(
                ErrorCode.NotReleasable,
                $"{formula.FileName} would name {formula.Address.Page}, and the release would be {Repository.Release(source!.Tag).Page}",
                $"springform.yaml, {formula.Id}",
                "write repository, api and tag of release.github into springform.yaml as they are here"
            );
    }

    /// <summary>Of the publishers that this release has.</summary>
    private IReadOnlyList<PlannedPublisher> RequireSecrets(BuildPlan plan, Channel channel)
    {
        var wanted = PublishersOf(plan, channel);
        caller.Secrets.Require(wanted.SelectMany(publisher => publisher.Config.Secrets.Select(name => (name, $"publisher {publisher.Config.Name}"))));
        return wanted;
    }

    private static IReadOnlyList<PlannedPublisher> PublishersOf(BuildPlan plan, Channel channel)
    {
        var word = PublisherRuns.ChannelOf(channel, plan.Project.Version);
        return [.. plan.Publishers.Where(publisher => publisher.Config.Channels.Contains(word))];
    }

    private static T? Collect<T>(List<Problem> problems, Func<T> check)
        where T : class
    {
        try
        {
            return check();
        }
        catch (SpringformException error)
        {
            problems.AddRange(error.Problems);
            return null;
        }
    }

    /// <summary>Whether images get names with this release: a name is a version's, and only the stable channel has those.</summary>
    public bool HasImages => caller.Options.Channel.Equals(nameof(Channel.Stable), StringComparison.OrdinalIgnoreCase);

    /// <summary>What would be done, as text.</summary>
    public Task<string> PlanAsync(BuildPlan plan, CancellationToken cancellation) =>
        ExplainedAsync(
            async () =>
            {
                var request = await RequestAsync(plan, cancellation);
                using var transfer = new AssetTransfer(Repository, Token, caller.Clock);
                var planner = new ReleasePlanner(Api, new AssetComparer(Api, transfer, Retry));
                var planned = await planner.PlanAsync(request, cancellation);
                var text = ReleasePlanText.Of(
                    planned,
                    Repository,
                    planned.IsDone || OldReleases.Keep(Config.Channels, request.Channel) is not { } keep
                        ? []
                        : OldReleases.Of(request.Channel, planned.Others, keep)
                );
                return string.Join('\n', Publishers(plan, request).Plan().Prepend(text));
            },
            cancellation
        );

    /// <exception cref="SpringformException">E6xx, E501</exception>
    public Task<PublishOutcome> PublishAsync(BuildPlan plan, CancellationToken cancellation) =>
        ExplainedAsync(
            async () =>
            {
                var request = await RequestAsync(plan, cancellation);
                Publishers(plan, request); // refuses a glob that fits nothing, before anything is written
                using var transfer = new AssetTransfer(Repository, Token, caller.Clock);
                return await Publication(plan, request, transfer).RunAsync(request, cancellation);
            },
            cancellation
        );

    /// <summary>Once the release is public: what publishers have left to run.</summary>
    /// <returns>for the summary; empty without publishers</returns>
    /// <exception cref="SpringformException">E611, and as <see cref="PublishAsync"/></exception>
    public async Task<string> RunPublishersAsync(BuildPlan plan, CancellationToken cancellation)
    {
        if (plan.Publishers.Count == 0)
            return "";
        var request = await RequestAsync(plan, cancellation);
        var (ran, before) = await Publishers(plan, request).RunAsync(cancellation);
        return ran + before == 0
            ? $"; no publisher is for {PublisherRuns.ChannelOf(request.Channel, plan.Project.Version)} releases"
            : $"; {Counted.Of(ran, "publisher run")}{(before == 0 ? "" : $", {before} done before")}";
    }

    private ReleasePublishers Publishers(BuildPlan plan, ReleaseRequest request) =>
        new(
            new PublisherRuns(plan.Project, Repository.Release(request.Tag), request.Assets, folders.Root).Of(PublishersOf(plan, request.Channel)),
            PublishJournal.Open(folders.PublishJournals, Repository, request.Tag, caller.Clock),
            PublisherProcess,
            caller.Terminal
        );

    private PublisherProcess PublisherProcess =>
        new(caller.Processes, folders, caller.Secrets, new Secrets([.. caller.Secrets.ByName.Values]), caller.Clock, caller.Terminal);

    /// <summary>Gives a workflow's next steps the release's address.</summary>
    public void Tell(PublishOutcome outcome)
    {
        var release = outcome.Release;
        Actions.SetOutput("release-tag", release.TagName);
        Actions.SetOutput("release-id", $"{release.Id}");
        Actions.SetOutput("release-url", release.Page);
        Actions.Summarise(
            $"[{MarkdownText.Plain(release.TagName)}](<{release.Page.Replace(">", "%3E", StringComparison.Ordinal)}>): "
                + $"{(outcome.Changed ? $"published, {Counted.Of(outcome.Uploaded, "asset")} uploaded" : "was public and complete already")}\n"
        );
    }

    private Publication Publication(BuildPlan plan, ReleaseRequest request, AssetTransfer transfer)
    {
        var output = caller.Terminal;
        var comparer = new AssetComparer(Api, transfer, Retry);
        var planner = new ReleasePlanner(Api, comparer);
        var journal = PublishJournal.Open(folders.PublishJournals, Repository, request.Tag, caller.Clock);
        var uploads = new AssetUploads(
            Api,
            transfer,
            comparer,
            Retry,
            journal,
            new UploadProgress(output, caller.Clock),
            caller.Options.Parallelism ?? UploadsAtATime
        );
        var publisher = new Publisher(Api, planner, new Drafts(Api, Retry, journal, output), comparer, uploads, journal, output);
        var notes = new ReleaseNotes(Api, git, Config.Notes, folders.Root);
        return new Publication(planner, publisher, notes, Surroundings(plan, journal), journal, output);
    }

    private Surroundings Surroundings(BuildPlan plan, PublishJournal journal)
    {
        var output = caller.Terminal;
        var statuses = Repository.IsOnGitHub ? caller.Statuses(Repository, Token, Retry) : new OctokitStatuses(Api);
        var milestone = Config.Milestone is { } title ? ProjectNames.Expand(title, plan.Project) : null;
        return new Surroundings(Config, statuses, new Milestones(Api, journal), new OldReleases(Api, journal, output), output, milestone, Actions.JobPage);
    }

    private async Task<ReleaseRequest> RequestAsync(BuildPlan plan, CancellationToken cancellation)
    {
        CheckSource(plan);
        var assets = new DistChecks(dist, plan).Require();
        var (source, immutability) = await CheckAsync(plan, cancellation);
        var isPrerelease = source.Channel != Channel.Stable || plan.Project.Version.Contains('-', StringComparison.Ordinal);
        return new ReleaseRequest(source.Channel, source.Tag, source.Commit, ProjectNames.Expand(Config.Title, plan.Project), isPrerelease, assets)
        {
            VersionTags = project.VersionTags,
            ReplaceExisting = caller.Options.ReplaceExisting,
            Immutability = immutability,
        };
    }

    private async Task<T> ExplainedAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        try
        {
            return await work();
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested && PublishProblems.Explained(error, Repository) is { } explained)
        {
            throw explained;
        }
    }
}
