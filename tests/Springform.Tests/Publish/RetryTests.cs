using System.Net;
using Springform.Errors;
using Springform.FakeGitHub;
using Springform.FakeGitHub.Faults;
using Springform.FakeGitHub.Http;
using Springform.Publish;
using Springform.Publish.GitHub;
using Springform.Tests.Compile;

namespace Springform.Tests.Publish;

/// <summary>What is tried again, and what the last word is.</summary>
public sealed class RetryTests
{
    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(429)]
    public async Task What_may_pass_is_tried_again(int status)
    {
        await using var bench = await Bench.StartAsync();
        bench.Server.Faults.Where(_ => true, new Refuse(status), times: 4);

        await bench.PublishAsync();

        bench.Server.Log.Count.ShouldBeGreaterThan(8);
        bench.Release.Draft.ShouldBeFalse();
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(422)]
    public async Task Other_refusals_are_the_last_word(int status)
    {
        await using var bench = await Bench.StartAsync();
        bench.Server.Faults.Where(_ => true, new Refuse(status, "no"), times: int.MaxValue);

        (await Should.ThrowAsync<GitHubRefusalException>(() => bench.PublishAsync())).Status.ShouldBe((HttpStatusCode)status);

        bench.Server.Log.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_secondary_rate_limit_is_waited_for_as_long_as_the_server_asks_on_both_hosts()
    {
        await using var bench = await Bench.StartAsync();
        bench.Server.Faults.Where(_ => true, Refuse.SecondaryLimit(0));
        bench.Server.Faults.Where(request => request.IsUpload, Refuse.SecondaryLimit(0));
        bench.Server.Faults.Where(request => request.Method == "PATCH", Refuse.SecondaryLimit(1, status: 429));

        await bench.PublishAsync();

        bench.Output.Lines.ShouldContain(line =>
            line.Contains("secondary rate limit", StringComparison.Ordinal) && line.EndsWith("again in 1.0 s", StringComparison.Ordinal)
        );
        bench.Release.Draft.ShouldBeFalse();
    }

    [Fact]
    public async Task A_wait_that_is_too_long_ends_the_run_and_says_when_to_come_back()
    {
        await using var bench = await Bench.StartAsync();
        bench.Server.Faults.Where(request => request.IsUpload, Refuse.SecondaryLimit(900), times: 9);

        var error = await Should.ThrowAsync<Exception>(() => bench.PublishAsync());

        var problem = PublishProblems.Explained(error, bench.Repository)!.Problems[0];
        (problem.Code.ExitCode, problem.Fix).ShouldBe(
            (ExitCode.PublishIncomplete, "wait 15 minutes, as GitHub asks, then run the same command again: it resumes, and sends only what is missing")
        );
    }

    [Fact]
    public async Task A_server_that_is_never_well_is_asked_five_times()
    {
        await using var bench = await Bench.StartAsync();
        bench.Server.Faults.Where(_ => true, new Drop(), times: int.MaxValue);

        var error = await Should.ThrowAsync<GitHubUnreachableException>(() => bench.PublishAsync());

        error.Attempts.ShouldBe(5);
        PublishProblems.Explained(error, bench.Repository)!.Problems[0].Fix.ShouldStartWith("run the same command again: it resumes");
    }

    [Theory]
    [InlineData(401, "not valid")]
    [InlineData(403, "'contents: write'")]
    [InlineData(404, "check the name octo/hello")]
    public void A_refusal_names_what_is_missing(int status, string remedy)
    {
        var repository = new GitHubRepository(GitHubRepository.GitHubApi, "octo", "hello");
        var refusal = new GitHubRefusalException("GET repos/octo/hello", (HttpStatusCode)status, "no");

        var problem = PublishProblems.Explained(refusal, repository)!.Problems[0];

        problem.Fix.ShouldContain(remedy);
        problem.Code.ExitCode.ShouldBe(ExitCode.PublishIncomplete);
    }

    [Fact]
    public async Task What_a_server_repeats_of_the_token_is_not_shown()
    {
        await using var bench = await Bench.StartAsync();
        bench.Server.Faults.Where(request => request.IsUpload, new Refuse(500, $"bad {bench.Server.Options.Token}"));
        bench.Server.Faults.Where(request => request.Method == "PATCH", new Refuse(422, $"bad {bench.Server.Options.Token}"));

        var error = await Should.ThrowAsync<GitHubRefusalException>(() => bench.PublishAsync());

        (error.Message + string.Join('\n', bench.Output.Lines)).ShouldNotContain(bench.Server.Options.Token);
        error.Message.ShouldContain("bad ***");
    }

    [Fact]
    public async Task Cancelling_is_no_failure_that_is_tried_again()
    {
        await using var bench = await Bench.StartAsync();
        using var cancel = new CancellationTokenSource();
        var hold = bench.Server.Faults.Where(request => request.IsUpload, new Hold());
        var run = bench.PublishAsync(bench.Request(), cancel.Token);
        await hold.Reached;

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => run);
        bench.Output.Lines.ShouldNotContain(line => line.Contains("again in", StringComparison.Ordinal));
    }
}
