using Springform.Ci;
using Springform.Config;
using Springform.Config.Switches;
using Springform.Errors;
using Springform.Facts;
using Springform.Names;
using Springform.Planning;
using Springform.Publish;
using Springform.Publish.Around;
using Springform.Publish.Assets;
using Springform.Publish.GitHub;
using Springform.Publish.Notes;
using Springform.Reporting;

namespace Springform.Pipeline;

/// <summary>Joins Publish with the rest: configuration, git, dist/, the environment's token.</summary>
public sealed class PublishWork(BuildContext context)
{
    private const int UploadsAtATime = 10;

    private GitReader Git => field ??= new GitReader(context, context.Processes, context.Folders.Root, cancellation: context.Cancellation);

    /// <summary>E603 where springform.yaml has no release.</summary>
    private GitHubConfig Config => context.Config.Config.Release?.Github ?? throw new SpringformException(new Problem(
        ErrorCode.NoReleaseServer, "springform.yaml does not say where to release to", ConfigReader.FileName, "add release: {github: {}}"));

    private GitHubRepository Repository => field ??= new RepositoryFinder(Config, context.Run.Environment, Git.Origin()).Find();

    private GitHubToken Token => field ??= GitHubToken.Of(context.Run.Environment);

    private GitHubRetry Retry => field ??= new GitHubRetry(context.Run.Clock, context.Run.Terminal);

    private (ReleaseSource Source, Immutability Immutability)? found;

    private GitHubApi Api => field ??= new GitHubApi(Repository, Token, Retry, context.Run.Clock);

    /// <summary>Everything that can be known before the build, once: the source, and then, of GitHub, the tag and whether releases are immutable there.</summary>
    /// <exception cref="SpringformException">E601, E603, E607, E121; E605 and E606 GitHub does not answer as it should</exception>
    public Task<(ReleaseSource Source, Immutability Immutability)> CheckAsync(CancellationToken cancellation) => ExplainedAsync(
        async () =>
        {
            if (found is { } known)
            {
                return known;
            }

            var source = CheckSource();
            await new RemoteTag(Api).RequireAsync(source, cancellation);
            var immutability = await new ImmutabilityFinder(Api, Config.Immutable).FindAsync(cancellation);
            await RequireFreeAsync(source, immutability, cancellation);
            Tell(immutability);
            found = (source, immutability);
            return found.Value;
        },
        cancellation);

    private async Task RequireFreeAsync(ReleaseSource source, Immutability immutability, CancellationToken cancellation)
    {
        var problems = new List<Problem>();
        if (context.Options.ReplaceExisting && (immutability.IsOn || await new ImmutabilityFinder(Api, null).IsFixedAsync(source.Tag, cancellation)))
        {
            problems.Add(PublishProblems.NeverReplaced(immutability.IsOn ? immutability : new Immutability(true, $"the release {source.Tag}"), Repository, source.Channel));
        }

        if (PublishJournal.Open(context.Folders.PublishJournals, Repository, source.Tag, context.Run.Clock).IsBurned)
        {
            problems.Add(PublishProblems.Burned(source.Tag, Repository, source.Channel));
        }

        if (problems.Count > 0)
        {
            throw new SpringformException(problems);
        }
    }

    private void Tell(Immutability immutability) => context.Run.Terminal.Line(immutability switch
    {
        { IsAssumed: true } => $"    warning: whether releases of {Repository} are immutable cannot be found out: the token may not read the setting, and there is no release yet."
            + " They are taken to be; release.github.immutable: true or false says it.",
        { IsOn: true } => $"    releases of {Repository} are immutable ({immutability.Source}): what is public can never be replaced",
        _ => $"    releases of {Repository} can be changed ({immutability.Source})",
    });

    /// <summary>Nothing is asked of GitHub.</summary>
    private ReleaseSource CheckSource()
    {
        var channel = Enum.Parse<Channel>(context.Options.Channel, ignoreCase: true);
        var checks = new SourceChecks(Git, context.Run.Environment, Config, context.Config.Config.VersionTags, StartedFor.Tag(context.Run.Environment));
        var problems = UnfitSwitches.Of(context.Options, "GitHub").Select(unfit => new Problem(ErrorCode.NotReleasable, unfit, "command line", "leave the switch out")).ToList();
        Collect(problems, () => Repository);
        Collect(problems, () => Token);
        var source = Collect(problems, () => checks.Require(context.Plan.Project, channel, context.Options.Snapshot));
        return source is not null && problems.Count == 0 ? source : throw new SpringformException(problems);
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

    /// <summary>What would be done, as text.</summary>
    public Task<string> PlanAsync(CancellationToken cancellation) => ExplainedAsync(
        async () =>
        {
            var request = await RequestAsync(cancellation);
            using var transfer = new AssetTransfer(Repository, Token, context.Run.Clock);
            var planner = new ReleasePlanner(Api, new AssetComparer(Api, transfer, Retry));
            var plan = await planner.PlanAsync(request, cancellation);
            return ReleasePlanText.Of(plan, Repository, plan.IsDone || OldReleases.Keep(Config.Channels, request.Channel) is not { } keep ? [] : OldReleases.Of(request.Channel, plan.Others, keep));
        },
        cancellation);

    /// <exception cref="SpringformException">E6xx, E501</exception>
    public Task<PublishOutcome> PublishAsync(CancellationToken cancellation) => ExplainedAsync(
        async () =>
        {
            var request = await RequestAsync(cancellation);
            using var transfer = new AssetTransfer(Repository, Token, context.Run.Clock);
            return await Publication(request, transfer).RunAsync(request, cancellation);
        },
        cancellation);

    /// <summary>Gives a workflow's next steps the release's address.</summary>
    public void Tell(PublishOutcome outcome)
    {
        var release = outcome.Release;
        context.Actions.SetOutput("release-tag", release.TagName);
        context.Actions.SetOutput("release-id", $"{release.Id}");
        context.Actions.SetOutput("release-url", release.Page);
        context.Actions.Summarise($"[{MarkdownText.Plain(release.TagName)}](<{release.Page.Replace(">", "%3E", StringComparison.Ordinal)}>): {(outcome.Changed ? $"published, {Counted.Of(outcome.Uploaded, "asset")} uploaded" : "was public and complete already")}\n");
    }

    private Publication Publication(ReleaseRequest request, AssetTransfer transfer)
    {
        var output = context.Run.Terminal;
        var comparer = new AssetComparer(Api, transfer, Retry);
        var planner = new ReleasePlanner(Api, comparer);
        var journal = PublishJournal.Open(context.Folders.PublishJournals, Repository, request.Tag, context.Run.Clock);
        var uploads = new AssetUploads(Api, transfer, comparer, Retry, journal, new UploadProgress(output, context.Run.Clock), context.Options.Parallelism ?? UploadsAtATime);
        var publisher = new Publisher(Api, planner, new Drafts(Api, Retry, journal, output), comparer, uploads, journal, output);
        var notes = new ReleaseNotes(Api, Git, Config.Notes, context.Folders.Root);
        return new Publication(planner, publisher, notes, Surroundings(journal), journal, output);
    }

    private Surroundings Surroundings(PublishJournal journal)
    {
        var output = context.Run.Terminal;
        ICommitStatuses statuses = Repository.IsOnGitHub ? new CakeStatuses(context, Repository, Token, Retry) : new OctokitStatuses(Api);
        var milestone = Config.Milestone is { } title ? ProjectNames.Expand(title, context.Plan.Project) : null;
        return new Surroundings(Config, statuses, new Milestones(Api, journal), new OldReleases(Api, journal, output), output, milestone, context.Actions.JobPage);
    }

    private async Task<ReleaseRequest> RequestAsync(CancellationToken cancellation)
    {
        CheckSource();
        var assets = new DistChecks(context.Dist, context.Plan).Require();
        var (source, immutability) = await CheckAsync(cancellation);
        var project = context.Plan.Project;
        var isPrerelease = source.Channel != Channel.Stable || project.Version.Contains('-', StringComparison.Ordinal);
        return new ReleaseRequest(source.Channel, source.Tag, source.Commit, ProjectNames.Expand(Config.Title, project), isPrerelease, assets)
        {
            VersionTags = context.Config.Config.VersionTags,
            ReplaceExisting = context.Options.ReplaceExisting,
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
