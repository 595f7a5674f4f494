using Springform.Config;
using Springform.Errors;
using Springform.FakeGitHub;
using Springform.FakeGitHub.State;
using Springform.Names;
using Springform.Publish;

namespace Springform.Tests.Publish;

/// <summary>Releases that can never be changed: how that is found out, and what is not even tried then.</summary>
public sealed class ImmutabilityTests
{
    private static readonly Immutability On = new(true, "a test");

    [Theory]
    [InlineData(true, true, false, true, "the repository's setting")]
    [InlineData(true, false, true, false, "the repository's setting")]
    [InlineData(false, true, false, false, "release.github.immutable")]
    [InlineData(false, false, true, true, "release.github.immutable")]
    public async Task The_setting_counts_before_the_configuration_for_a_token_that_may_read_it(
        bool isAdmin,
        bool setting,
        bool configured,
        bool expected,
        string source
    )
    {
        await using var bench = await Bench.StartAsync(new FakeOptions { ImmutableReleases = setting });

        (await new ImmutabilityFinder(isAdmin ? bench.AdminApi : bench.Api, configured).FindAsync(CancellationToken.None)).ShouldBe(
            new Immutability(expected, source)
        );
    }

    [Fact]
    public async Task Else_the_newest_release_tells_and_where_there_is_none_they_are_taken_to_be_immutable()
    {
        await using var bench = await Bench.StartAsync();
        var (repository, finder) = (bench.Server.Repository, new ImmutabilityFinder(bench.Api, null));
        repository.Create("a test", new ReleaseChange { TagName = "v9", Draft = true });
        (await finder.FindAsync(CancellationToken.None)).ShouldBe(new Immutability(true, "no release tells", IsAssumed: true));

        repository.Create("a test", new ReleaseChange { TagName = "v1", Draft = false });
        (await finder.FindAsync(CancellationToken.None)).ShouldBe(new Immutability(false, "the newest release, v1"));
        repository.ImmutableReleases = true;
        repository.Create("a test", new ReleaseChange { TagName = "v2", Draft = false });
        (await finder.FindAsync(CancellationToken.None)).ShouldBe(new Immutability(true, "the newest release, v2"));
        repository.ImmutableReleases = false;
        (await finder.FindAsync(CancellationToken.None)).IsOn.ShouldBeTrue("the setting cannot be read");
    }

    [Fact]
    public async Task A_server_that_does_not_have_them_has_none()
    {
        await using var bench = await Bench.StartAsync(new FakeOptions { KnowsImmutability = false });
        (await new ImmutabilityFinder(bench.AdminApi, null).FindAsync(CancellationToken.None)).IsOn.ShouldBeFalse();
        bench.Server.Repository.Create("a test", new ReleaseChange { TagName = "v1", Draft = false });

        (await new ImmutabilityFinder(bench.Api, null).FindAsync(CancellationToken.None)).ShouldBe(new Immutability(false, "the newest release, v1"));
    }

    [Fact]
    public async Task One_that_differs_is_refused_without_advice_that_cannot_help_and_nothing_is_sent()
    {
        await using var bench = await Bench.StartAsync(new FakeOptions { ImmutableReleases = true });
        await bench.PublishAsync();
        bench.Release.Immutable.ShouldBeTrue();
        (await bench.PublishAsync()).Changed.ShouldBeFalse();
        bench.Add("b.txt", "other text");
        var before = bench.Writes().Count;

        foreach (var request in new[] { bench.Request(), bench.Request() with { ReplaceExisting = true } })
        {
            var error = await Should.ThrowAsync<SpringformException>(() => bench.PublishAsync(request));

            (error.ExitCode, error.Problems.ShouldHaveSingleItem().Code).ShouldBe((ExitCode.Configuration, ErrorCode.ImmutableRelease));
            error.Problems[0].What.ShouldBe("v1.0.0 is public already and immutable, and differs from dist/ in 1 of 2 assets");
            error
                .Problems[0]
                .Fix.ShouldBe("release another version: v1.0.0 is used up, also when its release is deleted; title and notes can be edited on GitHub");
        }

        bench.Writes().Count.ShouldBe(before);
    }

    [Fact]
    public async Task An_older_release_of_a_repository_whose_releases_are_immutable_now_is_not_replaced_either()
    {
        await using var bench = await Bench.StartAsync();
        await bench.PublishAsync();
        bench.Add("b.txt", "other text");

        var error = await Should.ThrowAsync<SpringformException>(() => bench.PublishAsync(bench.Request() with { ReplaceExisting = true, Immutability = On }));

        error.Problems[0].Code.ShouldBe(ErrorCode.ImmutableRelease);
        bench.Release.Draft.ShouldBeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_burned_tag_is_called_so_and_no_draft_of_ours_is_left_and_the_next_run_knows(bool tagStays)
    {
        await using var bench = await Bench.StartAsync(new FakeOptions { ImmutableReleases = true });
        var repository = bench.Server.Repository;
        var deleted = repository.Create("a test", new ReleaseChange { TagName = "v1.0.0", Draft = false });
        repository.Delete("a test", deleted.Id);
        if (!tagStays)
            repository.DeleteTag("a test", "v1.0.0");

        var error = await Should.ThrowAsync<SpringformException>(() => bench.PublishAsync());

        (error.ExitCode, error.Problems.ShouldHaveSingleItem().Code).ShouldBe((ExitCode.Configuration, ErrorCode.ImmutableRelease));
        error.Problems[0].What.ShouldBe("v1.0.0 is burned: an immutable release of this tag was deleted, and GitHub never gives its name to another one");
        repository.Releases.ShouldBeEmpty();
        bench.Journal("v1.0.0").IsBurned.ShouldBeTrue();
    }

    [Fact]
    public async Task A_burned_tags_draft_of_somebody_else_stays()
    {
        await using var bench = await Bench.StartAsync(new FakeOptions { ImmutableReleases = true });
        var repository = bench.Server.Repository;
        repository.Delete("a test", repository.Create("a test", new ReleaseChange { TagName = "v1.0.0", Draft = false }).Id);
        repository.Create(
            "somebody",
            new ReleaseChange
            {
                TagName = "v1.0.0",
                Body = "words",
                Draft = true,
            }
        );

        await Should.ThrowAsync<SpringformException>(() => bench.PublishAsync());

        bench.Release.Body.ShouldBe("words");
    }

    [Fact]
    public async Task A_channel_keeps_its_newest_and_says_which_names_are_burned()
    {
        await using var bench = await Bench.StartAsync(
            new FakeOptions { ImmutableReleases = true },
            new GitHubConfig { Channels = new ChannelsConfig { Nightly = new ChannelConfig { Keep = 1 } } }
        );
        await bench.PublishAsync(bench.Request("nightly-20260101-aaaaaaa", Channel.Nightly));

        await bench.PublishAsync(bench.Request("nightly-20260102-bbbbbbb", Channel.Nightly) with { Immutability = On });

        bench.Release.TagName.ShouldBe("nightly-20260102-bbbbbbb");
        bench.Server.Repository.Tags.ShouldHaveSingleItem().Name.ShouldBe("nightly-20260102-bbbbbbb");
        bench.Output.Lines.ShouldContain("    nightly-20260101-aaaaaaa is deleted: 1 of the channel stay, and its name is burned: it was immutable");
        bench.Journal("nightly-20260101-aaaaaaa").IsBurned.ShouldBeTrue();
        var error = await Should.ThrowAsync<SpringformException>(() => bench.PublishAsync(bench.Request("nightly-20260101-aaaaaaa", Channel.Nightly)));
        error.Problems[0].Fix.ShouldBe("publish another commit, which gets a tag of its own");
    }

    [Fact]
    public async Task Two_publishers_at_once_end_in_one_whole_immutable_release()
    {
        await using var bench = await Bench.StartAsync(new FakeOptions { ImmutableReleases = true });
        bench.Server.Repository.Watch.Expect("v1.0.0", bench.Request().Assets.ToDictionary(asset => asset.Name, asset => asset.Sha256));

        await Task.WhenAll(bench.PublishAsync(), bench.PublishAsync());

        (bench.Release.Draft, bench.Server.Repository.Watch.TimesPublished("v1.0.0")).ShouldBe((false, 1));
        bench.Server.Repository.Watch.Incomplete.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_draft_that_somebody_makes_public_while_assets_are_sent_is_told_as_such()
    {
        await using var bench = await Bench.StartAsync(new FakeOptions { ImmutableReleases = true });
        var draft = bench.Server.Repository.Create("somebody", new ReleaseChange { TagName = "v1.0.0", Draft = true });
        var hold = bench.Server.Faults.Where(
            request => request.IsUpload && request.Path.EndsWith("b.txt", StringComparison.Ordinal),
            new FakeGitHub.Faults.Hold()
        );
        var publishing = bench.PublishAsync();
        await hold.Reached;
        bench.Server.Repository.Edit("somebody", draft.Id, new ReleaseChange { Draft = false });
        hold.GoOn();

        var error = await Should.ThrowAsync<SpringformException>(() => publishing);

        error.ExitCode.ShouldBe(ExitCode.Configuration);
        error.Problems[0].What.ShouldStartWith("v1.0.0 was made public by somebody else while assets were sent, and is immutable: ");
    }

    [Fact]
    public async Task The_fake_keeps_to_GitHubs_rules()
    {
        await using var server = await FakeGitHubServer.StartAsync(new FakeOptions { ImmutableReleases = true });
        using var caller = new GitHubCaller(server, server.Options.AdminToken);
        var id = await caller.DraftAsync("v1");
        await caller.UploadAsync(id, "a.tgz", "content");
        await caller.AskAsync("PATCH", $"/releases/{id}", """{ "draft": false }""");
        var asset = server.Repository.Assets(id)[0].Id;

        (
            await caller.AskAsync("PATCH", $"/releases/{id}", """{ "name": "The big one", "body": "words", "prerelease": true, "make_latest": "false" }""")
        ).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        foreach (
            var (method, path, body) in new[]
            {
                ("PATCH", $"/releases/{id}", """{ "draft": true }"""),
                ("PATCH", $"/releases/{id}", """{ "tag_name": "v2" }"""),
                ("DELETE", $"/releases/assets/{asset}", null),
                ("DELETE", "/git/refs/tags/v1", null),
            }
        )
            (await caller.AskAsync(method, path, body)).Status.ShouldBe(System.Net.HttpStatusCode.UnprocessableEntity, path);
        (await caller.UploadAsync(id, "b.tgz", "content")).Status.ShouldBe(System.Net.HttpStatusCode.UnprocessableEntity);
        server.Repository.ImmutableReleases = false;
        server.Repository.Release(id).Immutable.ShouldBeTrue();
        (await caller.AskAsync("DELETE", $"/releases/{id}")).Status.ShouldBe(System.Net.HttpStatusCode.NoContent);
        (await caller.AskAsync("DELETE", "/git/refs/tags/v1")).Status.ShouldBe(System.Net.HttpStatusCode.NoContent);
        var again = await caller.DraftAsync("v1");
        (await caller.AskAsync("PATCH", $"/releases/{again}", """{ "draft": false }""")).Status.ShouldBe(System.Net.HttpStatusCode.UnprocessableEntity);
    }
}
