using Springform.Config;
using Springform.Errors;
using Springform.FakeGitHub.Faults;
using Springform.FakeGitHub.State;
using Springform.Names;
using Springform.Publish;
using Springform.Publish.GitHub;

namespace Springform.Tests.Publish;

/// <summary>Status, milestone and older prereleases: only where they are asked for, and resumed like the release.</summary>
public sealed class SurroundingsTests
{
    private static readonly GitHubConfig WithStatus = new() { Status = true };

    [Fact]
    public async Task Nothing_happens_around_a_release_unless_it_is_asked_for()
    {
        await using var bench = await Bench.StartAsync();
        bench.Server.Repository.AddMilestone("1.0.0");

        await bench.PublishAsync();

        bench.Server.Repository.Statuses.ShouldBeEmpty();
        bench.Server.Repository.Milestones.ShouldAllBe(milestone => milestone.State == "open");
    }

    [Fact]
    public async Task The_status_is_pending_first_and_then_success_with_the_releases_address()
    {
        await using var bench = await Bench.StartAsync(config: WithStatus);

        var outcome = await bench.PublishAsync();

        bench
            .Server.Repository.Statuses.Select(status => (status.State, status.Context, status.TargetUrl))
            .ShouldBe([("success", "springform/publish", outcome.Release.Page), ("pending", "springform/publish", null)]);
    }

    [Fact]
    public async Task The_status_is_failure_when_the_release_cannot_be_completed()
    {
        await using var bench = await Bench.StartAsync(config: WithStatus);
        bench.Server.Faults.Where(request => request.IsUpload, new Refuse(403, "Resource not accessible by integration"), times: 2);

        await Should.ThrowAsync<GitHubRefusalException>(() => bench.PublishAsync());

        (bench.Server.Repository.Statuses[0].State, bench.Server.Repository.Statuses[0].Description).ShouldBe(
            ("failure", "v1.0.0 is not published: GitHub refused with 403 (exit code 7); mend that, then run again to resume")
        );
    }

    [Fact]
    public async Task A_milestone_is_closed_when_the_release_is_public()
    {
        await using var bench = await Bench.StartAsync();
        bench.Milestone = "1.0.0";
        bench.Server.Repository.AddMilestone("0.9.0");
        bench.Server.Repository.AddMilestone("1.0.0");

        await bench.PublishAsync();

        bench.Server.Repository.Milestones.Select(milestone => milestone.State).ShouldBe(["open", "closed"]);
    }

    [Fact]
    public async Task A_milestone_that_there_is_none_of_is_told_before_anything_is_written()
    {
        await using var bench = await Bench.StartAsync();
        bench.Milestone = "1.0.O";
        bench.Server.Repository.AddMilestone("1.0.0");

        var error = await Should.ThrowAsync<SpringformException>(() => bench.PublishAsync());

        error.Problems[0].Fix.ShouldContain("1.0.0");
        bench.Writes().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_left_open_around_a_public_release_is_done_by_the_next_run()
    {
        await using var bench = await Bench.StartAsync();
        bench.Milestone = "1.0.0";
        bench.Server.Repository.AddMilestone("1.0.0");
        bench.Server.Faults.Where(request => request.Method == "PATCH" && request.Path.Contains("milestones", StringComparison.Ordinal), new Refuse(403, "no"));
        await Should.ThrowAsync<GitHubRefusalException>(() => bench.PublishAsync());
        bench.Release.Draft.ShouldBeFalse();

        (await bench.PublishAsync()).Changed.ShouldBeTrue();

        bench.Server.Repository.Milestones[0].State.ShouldBe("closed");
        bench.Uploads().Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_channel_keeps_its_newest_prereleases_and_touches_no_other_release_or_tag()
    {
        await using var bench = await Bench.StartAsync(config: Keeping(2));
        var repository = bench.Server.Repository;
        foreach (
            var tag in new[]
            {
                "nightly-20260101-aaaaaaa",
                "nightly-20260102-bbbbbbb",
                "nightly-20260103-ccccccc",
                "development-20260101-aaaaaaa",
                "nightly-by-hand",
            }
        )
            repository.Create(
                "a test",
                new ReleaseChange
                {
                    TagName = tag,
                    Draft = false,
                    Prerelease = true,
                }
            );
        repository.Create("a test", new ReleaseChange { TagName = "v0.9.0", Draft = false });
        repository.SetTag(new FakeTag("nightly-20251231-0000000", bench.Head)); // of a release that a stopped run deleted

        await bench.PublishAsync(bench.Request("nightly-20260104-ddddddd", Channel.Nightly));

        string[] left = ["development-20260101-aaaaaaa", "nightly-20260103-ccccccc", "nightly-20260104-ddddddd", "nightly-by-hand", "v0.9.0"];
        repository.Releases.Select(release => release.TagName).Order(StringComparer.Ordinal).ShouldBe(left);
        repository.Tags.Select(tag => tag.Name).ShouldBe(left);
        repository.Latest().TagName.ShouldBe("v0.9.0");
    }

    [Fact]
    public async Task Nothing_old_is_deleted_while_the_new_one_is_not_public()
    {
        await using var bench = await Bench.StartAsync(config: Keeping(1));
        bench.Server.Repository.Create(
            "a test",
            new ReleaseChange
            {
                TagName = "nightly-20260101-aaaaaaa",
                Draft = false,
                Prerelease = true,
            }
        );
        bench.Server.Faults.Where(request => request.IsUpload, new Refuse(403, "no"), times: 9);

        await Should.ThrowAsync<GitHubRefusalException>(() => bench.PublishAsync(bench.Request("nightly-20260104-ddddddd", Channel.Nightly)));

        bench.Server.Repository.Releases.ShouldContain(release => release.TagName == "nightly-20260101-aaaaaaa");
    }

    private static GitHubConfig Keeping(int count) => new() { Channels = new ChannelsConfig { Nightly = new ChannelConfig { Keep = count } } };
}
