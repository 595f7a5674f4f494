using Springform.Config;
using Springform.Facts;
using Springform.Plan;
using Springform.Publish;

namespace Springform.Pipeline;

/// <summary>Joins Publish with the rest: configuration, git, dist/, the environment's token.</summary>
public sealed class PublishWork(BuildContext context)
{
    private const int UploadsAtATime = 8;

    private GitReader Git => field ??= new GitReader(context, context.Processes, context.Folders.Root);

    /// <summary>E603 where springform.yaml has no release.</summary>
    private GitHubConfig Config => context.Config.Config.Release?.Github ?? throw new SpringformException(new Problem(
        ErrorCode.NoReleaseServer, "springform.yaml does not say where to release to", ConfigReader.FileName, "add release: {github: {}}"));

    private GitHubRepository Repository => field ??= new RepositoryFinder(Config, context.Run.Environment, Git.Origin()).Find();

    private GitHubToken Token => field ??= GitHubToken.Of(context.Run.Environment);

    private GitHubRetry Retry => field ??= new GitHubRetry(context.Run.Clock, context.Run.Terminal);

    private GitHubApi Api => field ??= new GitHubApi(Repository, Token, Retry, context.Run.Clock);

    /// <summary>Everything that can be known before the build: the source, the repository, the token. Nothing is asked of GitHub.</summary>
    /// <exception cref="SpringformException">E601, E603, E121</exception>
    public ReleaseSource CheckSource()
    {
        _ = (Repository, Token);
        var channel = Enum.Parse<Channel>(context.Options.Channel, ignoreCase: true);
        return new SourceChecks(Git, context.Run.Environment, Config).Require(context.Plan.Project, channel, context.Options.Snapshot);
    }

    /// <summary>What would be done, as text.</summary>
    public async Task<string> PlanAsync(CancellationToken cancellation)
    {
        var request = Request();
        using var transfer = new AssetTransfer(Repository, Token, context.Run.Clock);
        var planner = new ReleasePlanner(Api, new AssetComparer(Api, transfer, Retry));
        return await ExplainedAsync(async () => ReleasePlanText.Of(await planner.PlanAsync(request, cancellation), Repository), cancellation);
    }

    /// <exception cref="SpringformException">E6xx, E501</exception>
    public async Task<PublishOutcome> PublishAsync(CancellationToken cancellation)
    {
        var request = Request();
        using var transfer = new AssetTransfer(Repository, Token, context.Run.Clock);
        var comparer = new AssetComparer(Api, transfer, Retry);
        var journal = PublishJournal.Open(context.Folders.PublishJournals, Repository, request.Tag, context.Run.Clock);
        var output = context.Run.Terminal;
        var uploads = new AssetUploads(Api, transfer, comparer, Retry, journal, new UploadLines(output), context.Options.Parallelism ?? UploadsAtATime);
        var publisher = new Publisher(Api, new ReleasePlanner(Api, comparer), new Drafts(Api, Retry, journal, output), comparer, uploads, journal, output);
        return await ExplainedAsync(
            async () =>
            {
                var outcome = await publisher.PublishAsync(request, () => Task.CompletedTask, cancellation);
                if (outcome.Changed)
                {
                    journal.Close($"done: {outcome.Release.HtmlUrl}");
                }

                return outcome;
            },
            cancellation);
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

    private ReleaseRequest Request()
    {
        var source = CheckSource();
        var assets = new DistChecks(context.Dist, context.Plan).Require();
        var project = context.Plan.Project;
        var isPrerelease = source.Channel != Channel.Stable || project.Version.Contains('-', StringComparison.Ordinal);
        return new ReleaseRequest(source.Channel, source.Tag, source.Commit, ReleaseNames.Expand(Config.Title, project), "", isPrerelease, assets)
        {
            ReplaceExisting = context.Options.ReplaceExisting,
        };
    }
}
