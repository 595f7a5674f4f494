using Springform.FakeGitHub;
using Springform.FakeGitHub.Faults;
using Springform.FakeGitHub.Http;
using Springform.FakeGitHub.State;
using Springform.Tests.EndToEnd;

namespace Springform.Tests.Publish;

/// <summary>What GitHub and the network do to a publisher, seen by its user: exit code and text. Every request in turn is in the container tests.</summary>
public sealed class PublishFaults(PublishFaults.Built built) : IClassFixture<PublishFaults.Built>
{
    [Fact]
    public async Task Everything_goes_well_once_and_the_second_time_nothing_is_written()
    {
        await using var scene = await Scene.SetAsync(built);

        (await scene.PublishAsync()).Ends(0).Says($"{scene.Server.Web}/octo/hello/releases/tag/v1.0.0 is public, {scene.Project.Assets.Count} assets uploaded");

        scene.ShouldBeWhole();
        var asked = scene.Server.Log.Count;
        (await scene.PublishAsync()).Ends(0).Says("nothing to do", "is public and complete");
        scene.Server.Log.Requests.Skip(asked).ShouldNotContain(request => request.IsWrite);
    }

    [Fact]
    public async Task A_connection_that_breaks_in_an_upload_leaves_a_starter_that_is_replaced()
    {
        await using var scene = await Scene.SetAsync(built);
        scene.Server.Faults.Where(OfTheArchive, new Drop(AfterBytes: 100));

        (await scene.PublishAsync()).Ends(0).Says("upload of hello.tar: ", "again in");

        scene.ShouldBeWhole();
        scene
            .Server.Log.Requests.Where(OfTheArchive)
            .Select(request => request.BytesReceived)
            .ShouldBe([100, new FileInfo(scene.Project.PathOf("dist/hello.tar")).Length]);
        scene.Server.Log.Requests.Where(request => request.Method == "DELETE").ShouldHaveSingleItem().Path.ShouldContain("/releases/assets/");
    }

    [Theory]
    [InlineData(500, "Server Error")]
    [InlineData(429, "Too many requests")]
    public async Task A_server_that_does_not_recover_ends_with_7_and_another_run_resumes(int status, string said)
    {
        await using var scene = await Scene.SetAsync(built);
        scene.Server.Faults.Where(OfTheArchive, new Refuse(status, said, RetryAfter: 0), times: int.MaxValue);

        (await scene.PublishAsync()).Ends(7).Says("E60", $"{status} {said}", "run the same command again: it resumes, and sends only what is missing");

        scene.Server.Repository.Releases.ShouldHaveSingleItem().Draft.ShouldBeTrue();
        scene.Server.Faults.Clear();
        (await scene.PublishAsync()).Ends(0).Says("is public, 1 asset uploaded");
        scene.ShouldBeWhole();
    }

    [Theory]
    [InlineData(403)]
    [InlineData(429)]
    public async Task A_secondary_rate_limit_is_waited_for_as_long_as_it_asks(int status)
    {
        await using var scene = await Scene.SetAsync(built);
        scene.Server.Faults.Where(request => request.IsWrite, Refuse.SecondaryLimit(0, status), times: 2);

        (await scene.PublishAsync()).Ends(0).Says("secondary rate limit", "again in 0.0 s");

        scene.ShouldBeWhole();
    }

    [Fact]
    public async Task A_wait_of_an_hour_is_not_sat_out()
    {
        await using var scene = await Scene.SetAsync(built);
        scene.Server.Faults.Where(OfTheArchive, Refuse.SecondaryLimit(3600), times: int.MaxValue);

        (await scene.PublishAsync()).Ends(7).Says("secondary rate limit", "wait 60 minutes", "it resumes");

        scene.Server.Log.Requests.Count(OfTheArchive).ShouldBe(1);
    }

    [Fact]
    public async Task Another_4xx_is_never_tried_again()
    {
        await using var scene = await Scene.SetAsync(built);
        scene.Server.Faults.Where(OfTheArchive, new Refuse(422, "Validation Failed"), times: int.MaxValue);

        (await scene.PublishAsync()).Ends(7).Says("E605", "upload of hello.tar: 422 Validation Failed", "it resumes");

        scene.Server.Log.Requests.Count(OfTheArchive).ShouldBe(1);
        scene.Server.Repository.Releases.ShouldHaveSingleItem().Draft.ShouldBeTrue();
    }

    [Fact]
    public async Task A_name_that_is_taken_while_it_is_sent_is_compared_and_replaced()
    {
        await using var scene = await Scene.SetAsync(built);
        using var caller = GitHubCaller.Of(scene.Server);
        var hold = scene.Server.Faults.Where(OfTheArchive, new Hold());
        using var run = scene.Project.StartPublish(scene.Server);
        await hold.Reached;
        await caller.UploadAsync(scene.Server.Repository.Releases[0].Id, "hello.tar", "something else");
        hold.GoOn();

        (await run.EndAsync()).Ends(0).Says("already_exists");

        scene.ShouldBeWhole();
    }

    [Fact]
    public async Task An_upload_that_another_publisher_completes_meanwhile_is_not_deleted()
    {
        await using var scene = await Scene.SetAsync(built);
        var repository = scene.Server.Repository;
        var draft = repository.Create("another", new ReleaseChange { TagName = ReleaseProject.Tag, Draft = true });
        var started = repository.StartAsset("another", draft.Id, "hello.tar", null, "application/x-tar");
        var hold = scene.Server.Faults.Where(
            request => request.Method == "GET" && request.Path.Contains("/assets?", StringComparison.Ordinal),
            new Hold(),
            skip: 1
        );

        using var run = scene.Project.StartPublish(scene.Server);
        await hold.Reached;
        var path = scene.Project.PathOf("dist/hello.tar");
        repository.EditAsset(
            "another",
            started.Id,
            asset => asset with { State = "uploaded", Size = new FileInfo(path).Length, Sha256 = scene.Project.Assets["hello.tar"], Path = path }
        );
        hold.GoOn();

        (await run.EndAsync()).Ends(0);
        scene.ShouldBeWhole();
        scene.Server.Log.Requests.ShouldNotContain(request => request.Method == "DELETE");
    }

    [Fact]
    public async Task A_server_that_is_only_slow_is_waited_for()
    {
        await using var scene = await Scene.SetAsync(built);
        scene.Server.Faults.Where(_ => true, new Slow(TimeSpan.FromMilliseconds(100)), times: int.MaxValue);

        (await scene.PublishAsync()).Ends(0).SaysNot("again in");

        scene.ShouldBeWhole();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Bytes_that_arrive_damaged_are_sent_again(bool digests)
    {
        await using var scene = await Scene.SetAsync(built, new FakeOptions { Digests = digests });
        scene.Server.Faults.Where(OfTheArchive, new Damage());

        (await scene.PublishAsync()).Ends(0);

        scene.ShouldBeWhole();
        scene.Server.Log.Requests.Count(OfTheArchive).ShouldBe(2);
        scene.Server.Log.Requests.Any(request => request.Host == FakeHost.Web).ShouldBe(!digests, "without a digest the asset is downloaded and hashed");
    }

    [Fact]
    public async Task A_digest_that_stays_wrong_is_never_published()
    {
        await using var scene = await Scene.SetAsync(built);
        scene.Server.Faults.Where(OfTheArchive, new WrongDigest(), times: int.MaxValue);

        (await scene.PublishAsync()).Ends(7).Says("E606", $"1 of {scene.Project.Assets.Count} assets", "hello.tar: its SHA-256 is 0000", "it resumes");

        scene.Server.Repository.Releases.ShouldHaveSingleItem().Draft.ShouldBeTrue();
        scene.Server.Repository.Watch.TimesPublished(ReleaseProject.Tag).ShouldBe(0);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(int.MaxValue, 7)]
    public async Task An_asset_that_is_stuck_in_starter_is_replaced_and_never_published(int times, int exitCode)
    {
        await using var scene = await Scene.SetAsync(built);
        scene.Server.Faults.Where(OfTheArchive, new StuckInStarter(), times);

        var result = (await scene.PublishAsync()).Ends(exitCode);

        if (exitCode == 0)
            scene.ShouldBeWhole();
        else
            result.Says("E606", "hello.tar: an upload broke off: its state is starter");
    }

    [Theory]
    [InlineData("GITHUB_TOKEN=wrong", "401 Bad credentials", "GITHUB_TOKEN or GH_TOKEN is not valid")]
    [InlineData("GITHUB_TOKEN=READ", "403 Resource not accessible by integration", "'contents: write' for octo/hello")]
    [InlineData("GITHUB_REPOSITORY=octo/helo", "404 Not Found", "check the name octo/helo")]
    public async Task What_is_refused_names_the_permission_or_the_name(string word, string said, string remedy)
    {
        await using var scene = await Scene.SetAsync(built);

        var result = await scene.PublishAsync(word.Replace("READ", scene.Server.Options.ReadOnlyToken, StringComparison.Ordinal));

        result.Ends(7).Says("E605", said, remedy);
        scene.Server.Repository.Releases.ShouldBeEmpty();
    }

    [Fact]
    public async Task Uploads_follow_upload_url_on_an_Enterprise_server_too()
    {
        await using var scene = await Scene.SetAsync(
            built,
            new FakeOptions
            {
                UploadsOnApiHost = true,
                Digests = false,
                RedirectDownloads = false,
            }
        );

        (await scene.PublishAsync()).Ends(0);

        scene.ShouldBeWhole();
        scene.Server.Log.Requests.ShouldNotContain(request => request.Host == FakeHost.Web);
    }

    [Fact]
    public async Task A_tag_that_GitHub_does_not_have_is_not_made_by_publishing()
    {
        await using var scene = await Scene.SetAsync(built);
        scene.Server.Repository.DeleteTag("test", ReleaseProject.Tag);

        (await scene.PublishAsync()).Ends(2).Says("git push origin v1.0.0");

        scene.Server.Repository.Releases.ShouldBeEmpty();
        scene.Server.Repository.Tags.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_public_release_that_differs_is_left_alone_unless_it_is_to_be_replaced()
    {
        await using var scene = await Scene.SetAsync(built);
        using var caller = GitHubCaller.Of(scene.Server);
        scene.Server.Repository.Watch.Expect(ReleaseProject.Tag, new Dictionary<string, string>());
        var release = await caller.DraftAsync(ReleaseProject.Tag);
        await caller.UploadAsync(release, "hello.tar", "older");
        await caller.AskAsync("PATCH", $"/releases/{release}", """{ "draft": false }""");
        scene.Server.Repository.Watch.Expect(ReleaseProject.Tag, scene.Project.Assets);

        (await scene.PublishAsync()).Ends(2).Says("E604", "hello.tar", "--replace-existing");
        scene.Server.Repository.Assets(release).ShouldHaveSingleItem();

        (await scene.PublishAsync("--replace-existing")).Ends(0).Says("hello.tar is replaced", "manifest.json is added");
        scene.Server.Repository.Watch.Incomplete.ShouldBeEmpty();
        scene.Server.Repository.Watch.TimesPublished(ReleaseProject.Tag).ShouldBe(2);
        scene.Server.Arrived(scene.Project.Assets).ShouldBe(scene.Project.Assets.Keys, ignoreOrder: true);
    }

    private static bool OfTheArchive(LoggedRequest request) => request.IsUpload && request.Path.EndsWith("name=hello.tar", StringComparison.Ordinal);

    /// <summary>The project, built once.</summary>
    public sealed class Built : IDisposable
    {
        internal ReleaseProject Project { get; } = new();

        public void Dispose() => Project.Dispose();
    }

    /// <summary>A server, and a copy of the project whose tag is pushed to it.</summary>
    private sealed class Scene(FakeGitHubServer server, ReleaseProject project) : IAsyncDisposable
    {
        public FakeGitHubServer Server => server;

        public ReleaseProject Project => project;

        public static async Task<Scene> SetAsync(Built built, FakeOptions? options = null)
        {
            var scene = new Scene(await FakeGitHubServer.StartAsync(options), built.Project.Copy());
            scene.Project.PushTo(scene.Server);
            return scene;
        }

        public Task<CliResult> PublishAsync(params string[] words) => project.PublishAsync(server, words);

        public FakeRelease ShouldBeWhole() => server.ShouldHoldTheRelease(project.Assets);

        public async ValueTask DisposeAsync()
        {
            project.Dispose();
            await server.DisposeAsync();
        }
    }
}
