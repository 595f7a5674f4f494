using System.Security.Cryptography;
using System.Text;
using Springform.Config;
using Springform.Facts;
using Springform.FakeGitHub;
using Springform.FakeGitHub.State;
using Springform.Machine;
using Springform.Names;
using Springform.Plan;
using Springform.Publish;
using Springform.Publish.Around;
using Springform.Publish.Assets;
using Springform.Publish.GitHub;
using Springform.Publish.Notes;
using Springform.Reporting;
using Springform.Tests.Compile;

namespace Springform.Tests.Publish;

/// <summary>A publisher in this process, with a real repository, real files and the fake GitHub; retries wait no time worth mentioning.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<LocalAsset> assets = [];

    private Bench(FakeGitHubServer server) => Server = server;

    public FakeGitHubServer Server { get; }

    public GitProject Project { get; } = GitProject.WithCommit();

    public RecordedLines Output { get; } = new();

    public GitHubConfig Config { get; init; } = new();

    public ICommitStatuses? Statuses { get; set; }

    public string? Milestone { get; set; }

    public string Journals => Path.Combine(folder.Path, "journals");

    public string Head => Project.Git("rev-parse", "HEAD");

    public FakeRelease Release => Server.Repository.Releases.ShouldHaveSingleItem();

    /// <summary>Two assets, a.tgz and b.txt.</summary>
    public static async Task<Bench> StartAsync(FakeOptions? options = null, GitHubConfig? config = null)
    {
        var bench = new Bench(await FakeGitHubServer.StartAsync(options)) { Config = config ?? new() };
        bench.Add("a.tgz", "archive");
        bench.Add("b.txt", "text");
        return bench;
    }

    public LocalAsset Add(string name, string text, ArtifactKind kind = ArtifactKind.Archive)
    {
        var path = folder.File(name, text);
        var bytes = Encoding.UTF8.GetBytes(text);
        assets.RemoveAll(asset => asset.Name == name);
        assets.Add(new LocalAsset(name, path, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)), "x86_64", kind));
        return assets[^1];
    }

    public ReleaseRequest Request(string tag = "v1.0.0", Channel channel = Channel.Stable, bool prerelease = false) =>
        new(channel, tag, Head, $"hello {tag}", prerelease || channel != Channel.Stable, [.. assets]);

    public Task<PublishOutcome> PublishAsync(ReleaseRequest? request = null) => PublishAsync(request ?? Request(), CancellationToken.None);

    public async Task<PublishOutcome> PublishAsync(ReleaseRequest request, CancellationToken cancellation)
    {
        using var transfer = new AssetTransfer(Repository, Token, TimeProvider.System);
        return await Publication(request, transfer).RunAsync(request, cancellation);
    }

    public GitHubRepository Repository => new(new Uri(Server.Api + "/"), Server.Options.Owner, Server.Options.Repository);

    public GitHubToken Token => TokenOf(Server.Options.Token);

    public GitHubRetry Retry => new(TimeProvider.System, Output) { Delay = TimeSpan.FromMilliseconds(1) };

    public GitHubApi Api => new(Repository, Token, Retry, TimeProvider.System);

    /// <summary>With a token that may read the repository's settings.</summary>
    public GitHubApi AdminApi => new(Repository, TokenOf(Server.Options.AdminToken), Retry, TimeProvider.System);

    public PublishJournal Journal(string tag) => PublishJournal.Open(Journals, Repository, tag, TimeProvider.System);

    public IReadOnlyList<string> Uploads() =>
        [.. Server.Log.Requests.Where(request => request.IsUpload).Select(request => request.Path.Split("name=")[1]).Order(StringComparer.Ordinal)];

    public IReadOnlyList<string> Writes() => [.. Server.Log.Requests.Where(request => request.IsWrite).Select(request => $"{request.Method} {request.Path}")];

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Project.Dispose();
        folder.Dispose();
    }

    private static GitHubToken TokenOf(string value) => GitHubToken.Of(new ProcessEnvironment(new Dictionary<string, string> { ["GITHUB_TOKEN"] = value }));

    private Publication Publication(ReleaseRequest request, AssetTransfer transfer)
    {
        var journal = Journal(request.Tag);
        var comparer = new AssetComparer(Api, transfer, Retry);
        var planner = new ReleasePlanner(Api, comparer);
        var uploads = new AssetUploads(
            Api,
            transfer,
            comparer,
            Retry,
            journal,
            new UploadProgress(new Terminal(TextWriter.Null, TextWriter.Null, colours: false), TimeProvider.System),
            4
        );
        var git = new GitReader(CakeParts.Context(), new ProcessRunner(ProcessEnvironment.Current()), Project.Path);
        return new Publication(
            planner,
            new Publisher(Api, planner, new Drafts(Api, Retry, journal, Output), comparer, uploads, journal, Output),
            new ReleaseNotes(Api, git, Config.Notes, Project.Path),
            new Surroundings(
                Config,
                Statuses ?? new OctokitStatuses(Api),
                new Milestones(Api, journal),
                new OldReleases(Api, journal, Output),
                Output,
                Milestone,
                null
            ),
            journal,
            Output
        );
    }
}
