using Springform.Config;
using Springform.Errors;
using Springform.FakeGitHub;
using Springform.FakeGitHub.Faults;
using Springform.FakeGitHub.State;
using Springform.Names;
using Springform.Publish;
using Springform.Publish.Assets;
using Springform.Publish.GitHub;

namespace Springform.Tests.Publish;

/// <summary>What becomes of a release that is there already, in whatever state.</summary>
public sealed class PublicationTests
{
    [Fact]
    public async Task A_release_is_made_as_a_draft_and_public_when_it_is_whole()
    {
        await using var bench = await Bench.StartAsync();

        var outcome = await bench.PublishAsync();

        (outcome.Changed, outcome.Uploaded).ShouldBe((true, 2));
        (bench.Release.Draft, bench.Release.Name, bench.Release.TargetCommitish, bench.Release.Prerelease).ShouldBe((false, "hello v1.0.0", bench.Head, false));
        bench
            .Writes()
            .ShouldBe(
                [
                    "POST /repos/octo/hello/releases",
                    "POST /repos/octo/hello/releases/1001/assets?name=a.tgz",
                    "POST /repos/octo/hello/releases/1001/assets?name=b.txt",
                    "PATCH /repos/octo/hello/releases/1001",
                ],
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task A_complete_release_is_left_alone_and_nothing_is_written_not_even_around_it()
    {
        await using var bench = await Bench.StartAsync(config: new GitHubConfig { Status = true });
        bench.Milestone = "1.0.0";
        bench.Server.Repository.AddMilestone("1.0.0");
        await bench.PublishAsync();
        var before = bench.Writes().Count;

        (await bench.PublishAsync()).Changed.ShouldBeFalse();

        bench.Writes().Count.ShouldBe(before);
    }

    [Fact]
    public async Task Of_a_draft_only_what_is_missing_or_wrong_is_sent()
    {
        await using var bench = await Bench.StartAsync();
        bench.Server.Faults.Where(request => request.IsUpload && request.Path.EndsWith("b.txt", StringComparison.Ordinal), new Refuse(400));
        await Should.ThrowAsync<GitHubRefusalException>(() => bench.PublishAsync());
        bench.Release.Draft.ShouldBeTrue();
        bench.Add("c.txt", "new");

        var outcome = await bench.PublishAsync();

        outcome.Uploaded.ShouldBe(2);
        bench.Uploads().ShouldBe(["a.tgz", "b.txt", "b.txt", "c.txt"]);
        (bench.Release.Id, bench.Release.Draft).ShouldBe((1001, false));
    }

    [Fact]
    public async Task An_asset_of_another_size_or_digest_and_one_whose_upload_broke_off_are_replaced_and_an_extra_one_stays()
    {
        await using var bench = await Bench.StartAsync();
        var repository = bench.Server.Repository;
        var draft = repository.Create("a test", new ReleaseChange { TagName = "v1.0.0", Draft = true });
        bench.Add("c.txt", "c");
        var wrong = repository.StartAsset("a test", draft.Id, "a.tgz", null, "x");
        repository.EditAsset("a test", wrong.Id, asset => asset with { State = "uploaded", Size = 7, Sha256 = new string('0', 64) });
        var small = repository.StartAsset("a test", draft.Id, "b.txt", null, "x");
        repository.EditAsset("a test", small.Id, asset => asset with { State = "uploaded", Size = 1, Sha256 = new string('0', 64) });
        repository.StartAsset("a test", draft.Id, "c.txt", null, "x");
        repository.StartAsset("a test", draft.Id, "notes.pdf", null, "x");

        await bench.PublishAsync();

        repository
            .Assets(draft.Id)
            .Select(asset => (asset.Name, asset.State))
            .ShouldBe([("a.tgz", "uploaded"), ("b.txt", "uploaded"), ("c.txt", "uploaded"), ("notes.pdf", "starter")], ignoreOrder: true);
        bench.Output.Lines.ShouldContain("    warning: the release has an asset that dist/ does not have, and it stays: 'notes.pdf'");
    }

    [Fact]
    public async Task Without_digests_assets_are_downloaded_and_hashed_once_and_the_token_stays_with_the_api()
    {
        await using var bench = await Bench.StartAsync(new FakeOptions { Digests = false });

        await bench.PublishAsync();

        var downloads = bench.Server.Log.Requests.Where(request => request.Method == "GET" && request.Accept == "application/octet-stream").ToList();
        downloads.Count(request => request.Host == FakeGitHub.Http.FakeHost.Api).ShouldBe(2);
        downloads.Count.ShouldBe(4);
        bench.Server.Log.Requests.Where(request => request.Host == FakeGitHub.Http.FakeHost.Web).ShouldAllBe(request => request.Authorization == null);
    }

    [Fact]
    public async Task A_public_release_that_differs_is_refused_and_each_difference_is_named()
    {
        await using var bench = await Bench.StartAsync();
        await bench.PublishAsync();
        bench.Add("b.txt", "other text");
        var before = bench.Writes().Count;

        var error = await Should.ThrowAsync<SpringformException>(() => bench.PublishAsync());

        (error.Problems[0].Code, error.ExitCode).ShouldBe((ErrorCode.AlreadyPublished, ExitCode.Configuration));
        error.Problems[0].Details.ShouldBe(["b.txt: its size is 4 bytes, not 10"]);
        bench.Writes().Count.ShouldBe(before);
    }

    [Fact]
    public async Task With_replace_existing_it_is_a_draft_while_it_changes_and_says_what()
    {
        await using var bench = await Bench.StartAsync();
        await bench.PublishAsync();
        bench.Add("b.txt", "other text");
        var before = bench.Writes().Count;

        await bench.PublishAsync(bench.Request() with { ReplaceExisting = true });

        bench
            .Writes()
            .Skip(before)
            .Select(write => write.Split("assets/1")[0])
            .ShouldBe(
                [
                    "PATCH /repos/octo/hello/releases/1001",
                    "DELETE /repos/octo/hello/releases/",
                    "POST /repos/octo/hello/releases/1001/assets?name=b.txt",
                    "PATCH /repos/octo/hello/releases/1001",
                ],
                Case.Sensitive
            );
        bench.Release.Draft.ShouldBeFalse();
        bench.Output.Lines.ShouldContain("    b.txt is replaced: its size is 4 bytes, not 10");
    }

    [Fact]
    public async Task A_server_that_keeps_other_bytes_is_told_after_three_rounds_and_nothing_is_public()
    {
        await using var bench = await Bench.StartAsync();
        bench.Server.Faults.Where(request => request.IsUpload && request.Path.EndsWith("b.txt", StringComparison.Ordinal), new Damage(), times: 9);

        var error = await Should.ThrowAsync<SpringformException>(() => bench.PublishAsync());

        error.ExitCode.ShouldBe(ExitCode.PublishIncomplete);
        bench.Uploads().ShouldBe(["a.tgz", "b.txt", "b.txt", "b.txt"]);
        bench.Release.Draft.ShouldBeTrue();
    }

    [Fact]
    public async Task A_file_that_changes_while_it_is_sent_never_becomes_an_asset()
    {
        await using var bench = await Bench.StartAsync();
        var asset = bench.Add("c.bin", new string('c', 500_000));
        File.WriteAllText(asset.Path, new string('c', 499_999) + 'C');

        await Should.ThrowAsync<AssetChangedException>(() => bench.PublishAsync());

        bench.Server.Repository.Assets(bench.Release.Id).ShouldNotContain(remote => remote.Name == "c.bin" && remote.State == "uploaded");
        bench.Release.Draft.ShouldBeTrue();
    }

    [Fact]
    public async Task The_lowest_of_two_drafts_wins_and_the_one_that_this_project_made_goes()
    {
        await using var bench = await Bench.StartAsync();
        var first = bench.Server.Repository.Create("another publisher", new ReleaseChange { TagName = "v1.0.0", Draft = true });
        var second = bench.Server.Repository.Create("this one, before", new ReleaseChange { TagName = "v1.0.0", Draft = true });
        bench.Journal("v1.0.0").MadeDraft(second.Id);

        await bench.PublishAsync();

        (bench.Release.Id, bench.Release.Draft).ShouldBe((first.Id, false));
    }

    [Fact]
    public async Task A_draft_that_somebody_else_made_is_not_deleted()
    {
        await using var bench = await Bench.StartAsync();
        bench.Server.Repository.Create("one", new ReleaseChange { TagName = "v1.0.0", Draft = true });
        bench.Server.Repository.Create("two", new ReleaseChange { TagName = "v1.0.0", Draft = true });

        await bench.PublishAsync();

        bench.Server.Repository.Releases.Select(release => (release.Id, release.Draft)).ShouldBe([(1002, true), (1001, false)]);
    }

    [Fact]
    public async Task A_draft_whose_answer_was_lost_is_not_made_twice()
    {
        await using var bench = await Bench.StartAsync();
        bench.Server.Faults.Where(
            request => request.Method == "POST" && request.Path.EndsWith("/releases", StringComparison.Ordinal),
            new Drop(AfterHandling: true)
        );

        await bench.PublishAsync();

        bench.Release.Id.ShouldBe(1001);
    }

    [Fact]
    public async Task An_upload_whose_answer_was_lost_is_not_sent_twice()
    {
        await using var bench = await Bench.StartAsync();
        bench.Server.Faults.Where(request => request.IsUpload && request.Path.EndsWith("a.tgz", StringComparison.Ordinal), new Drop(AfterHandling: true));

        await bench.PublishAsync();

        bench.Uploads().ShouldBe(["a.tgz", "b.txt"]);
    }

    [Fact]
    public async Task Two_publishers_at_once_end_in_one_whole_release()
    {
        await using var bench = await Bench.StartAsync();
        bench.Server.Repository.Watch.Expect("v1.0.0", bench.Request().Assets.ToDictionary(asset => asset.Name, asset => asset.Sha256));

        await Task.WhenAll(bench.PublishAsync(), bench.PublishAsync());

        (bench.Release.Draft, bench.Server.Repository.Watch.TimesPublished("v1.0.0")).ShouldBe((false, 1));
        bench.Server.Repository.Watch.Incomplete.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("v1.2.0", false, true)]
    [InlineData("v1.1.9", false, false)]
    [InlineData("v2.0.0-rc.1", true, false)]
    public async Task The_highest_full_version_is_the_latest(string tag, bool prerelease, bool isLatest)
    {
        await using var bench = await Bench.StartAsync();
        bench.Server.Repository.Create("a test", new ReleaseChange { TagName = "v1.1.10", Draft = false });
        bench.Server.Repository.Create(
            "a test",
            new ReleaseChange
            {
                TagName = "v9.0.0-rc.1",
                Draft = false,
                Prerelease = true,
            }
        );

        await bench.PublishAsync(bench.Request(tag, prerelease: prerelease));

        bench.Server.Repository.Latest().TagName.ShouldBe(isLatest ? tag : "v1.1.10");
    }

    [Theory]
    [InlineData("v1.2.0-rc.1", "v1.2.0-RC.2", true)]
    [InlineData("v1.2.0", "v1.2.0-rc.20261129120000", true)]
    [InlineData("v1.10.0", "v1.9.0", true)]
    [InlineData("v1.9.0", "v1.10.0", false)]
    public async Task The_latest_is_told_by_the_order_of_semantic_versions(string tag, string other, bool isLatest)
    {
        await using var bench = await Bench.StartAsync();
        bench.Server.Repository.Create("a test", new ReleaseChange { TagName = other, Draft = false });

        await bench.PublishAsync(bench.Request(tag));

        bench.Server.Repository.Latest().TagName.ShouldBe(isLatest ? tag : other);
    }

    [Theory]
    [InlineData("lib/v1.2.3", "lib/v*")]
    [InlineData("a/b/c-1.2.3", "a/b/c-*")]
    [InlineData("tools/ü-1.2.3", "tools/ü-*")]
    [InlineData("100%/1.2.3", "100%/*")]
    [InlineData("c#+/v1.2.3", "c#+/v*")]
    [InlineData("x&y=z;1.2.3", "x&y=z;*")]
    [InlineData("releases/tags/v1.2.3", "releases/tags/v*")]
    public async Task A_tag_with_slashes_and_odd_characters_is_one_tag_in_every_request(string tag, string pattern)
    {
        await using var bench = await Bench.StartAsync();
        var (request, repository) = (bench.Request(tag) with { VersionTags = TagPattern.Of(pattern) }, bench.Server.Repository);
        repository.SetTag(new FakeTag(tag, bench.Head));
        repository.Create("a test", new ReleaseChange { TagName = "v9.0.0", Draft = false });
        repository.Create("a test", new ReleaseChange { TagName = tag.Replace("1.2.3", "1.2.2", StringComparison.Ordinal), Draft = false });

        await new RemoteTag(bench.Api).RequireAsync(new ReleaseSource(Channel.Stable, tag, bench.Head), TestContext.Current.CancellationToken);
        var made = await bench.PublishAsync(request);
        var again = await bench.PublishAsync(request);

        (made.Changed, made.Uploaded, made.Release.TagName, again.Changed).ShouldBe((true, 2, tag, false));
        repository.Latest().TagName.ShouldBe(tag);
        Directory.GetFiles(bench.Journals).ShouldHaveSingleItem();
        bench.Journal(tag).IsOpen.ShouldBeFalse();
    }

    [Fact]
    public async Task A_tag_of_a_tag_is_followed_to_its_commit()
    {
        await using var bench = await Bench.StartAsync();
        var (outer, inner) = (new string('a', 40), new string('b', 40));
        bench.Server.Repository.SetTag(new FakeTag("inner", bench.Head, inner));
        bench.Server.Repository.SetTag(new FakeTag("v1.0.0", bench.Head, outer, inner));

        await new RemoteTag(bench.Api).RequireAsync(new ReleaseSource(Channel.Stable, "v1.0.0", bench.Head), TestContext.Current.CancellationToken);
        bench.Server.Repository.SetTag(new FakeTag("inner", new string('c', 40), inner));
        var problem = (
            await Should.ThrowAsync<SpringformException>(() =>
                new RemoteTag(bench.Api).RequireAsync(new ReleaseSource(Channel.Stable, "v1.0.0", bench.Head), TestContext.Current.CancellationToken)
            )
        ).Problems.ShouldHaveSingleItem();
        problem.What.ShouldBe($"the tag v1.0.0 is {bench.Head[..7]} here and '{new string('c', 40)}' on GitHub");
    }

    [Fact]
    public async Task The_draft_is_found_behind_a_page_of_other_releases()
    {
        await using var bench = await Bench.StartAsync();
        bench.Server.Repository.Create("a test", new ReleaseChange { TagName = "v1.0.0", Draft = true });
        for (var number = 0; number < 130; number++)
            bench.Server.Repository.Create("a test", new ReleaseChange { TagName = $"v0.0.{number}", Draft = false });

        (await bench.PublishAsync()).Release.Id.ShouldBe(1001);
    }
}
