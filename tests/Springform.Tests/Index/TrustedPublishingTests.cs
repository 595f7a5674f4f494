using Springform.Errors;
using Springform.FakeIndex;
using Springform.Index;

namespace Springform.Tests.Index;

/// <summary>Uploads by the identity of a CI job: the index trusts the repository and its workflow, and no secret is kept anywhere.</summary>
public sealed class TrustedPublishingTests : IAsyncLifetime
{
    private IndexDist dist = null!;

    public async ValueTask InitializeAsync() => dist = await IndexDist.StartAsync();

    public ValueTask DisposeAsync() => dist.DisposeAsync();

    [Fact]
    public async Task A_job_of_GitHub_uploads_with_a_token_that_is_made_for_it()
    {
        (await dist.PublishAsync(GitHub)).ShouldBe(2);

        dist.Server.Uploads.Count.ShouldBe(2);
        dist.Server.Trust.Minted.ShouldBe(1);
        dist.Server.Requests.Take(3).ShouldBe(["GET /_/oidc/audience", "GET /identity", "POST /_/oidc/mint-token"]);
    }

    [Fact]
    public async Task A_token_that_ends_in_the_middle_is_replaced()
    {
        dist.Server.Trust.UploadsPerToken = 1;

        (await dist.PublishAsync(GitHub)).ShouldBe(2);

        dist.Server.Trust.Minted.ShouldBe(2);
    }

    [Fact]
    public async Task A_token_that_is_about_to_end_is_not_begun_with()
    {
        var late = new FixedClock(DateTimeOffset.UtcNow.AddMinutes(14));

        (await dist.PublishAsync(GitHub, late)).ShouldBe(2);

        dist.Server.Trust.Minted.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task A_job_of_GitLab_has_one_proof_for_one_token()
    {
        (await dist.PublishAsync(GitLab())).ShouldBe(2);
        dist.Server.Trust.Minted.ShouldBe(1);

        dist.Server.Uploads.Clear();
        dist.Server.Trust.UploadsPerToken = 1;
        (await dist.ProblemAsync(GitLab())).Code.ShouldBe(ErrorCode.IndexRefused);

        dist.Server.Uploads.Count.ShouldBe(1);
        dist.Server.Trust.Minted.ShouldBe(2);
    }

    [Fact]
    public async Task A_password_that_is_set_is_used_and_nobody_is_asked_for_a_proof()
    {
        await dist.PublishAsync(new Dictionary<string, string>(GitHub) { [IndexCredentials.PasswordVariable] = IndexDist.Password });

        dist.Server.Trust.Minted.ShouldBe(0);
        dist.Server.Requests.ShouldNotContain("GET /identity");
    }

    [Fact]
    public async Task A_workflow_that_the_index_does_not_trust_is_told_what_to_add_there()
    {
        dist.Server.Trust.KnowsPublisher = false;

        var problem = await dist.ProblemAsync(GitHub);

        problem.Code.ShouldBe(ErrorCode.IndexRefused);
        problem.What.ShouldBe("the index makes no token for this job: 422 invalid-publisher: valid token, but no corresponding publisher");
        problem.Fix.ShouldStartWith("add this repository and the file of this workflow to the project's trusted publishers on the index");
        dist.Server.Uploads.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_proof_that_the_index_repeats_is_not_shown()
    {
        var problem = await dist.ProblemAsync(new Dictionary<string, string> { ["PYPI_ID_TOKEN"] = "a-secret-proof" });

        problem.What.ShouldBe("the index makes no token for this job: 422 invalid-token: malformed or invalid token ***");
    }

    [Fact]
    public async Task A_wrong_bearer_is_refused_by_the_CI_system()
    {
        var problem = await dist.ProblemAsync(new Dictionary<string, string>(GitHub) { ["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "another" });

        problem.What.ShouldBe("the CI system does not say who this job is: 401");
    }

    [Fact]
    public async Task An_index_that_is_busy_making_tokens_is_asked_again()
    {
        var asked = 0;
        dist.Server.Trust.OnMint = _ => ++asked == 1 ? 503 : null;

        (await dist.PublishAsync(GitHub)).ShouldBe(2);

        asked.ShouldBe(2);
    }

    [Fact]
    public void A_proof_is_asked_for_over_https_alone() =>
        JobIdentity
            .Of(
                new Machine.ProcessEnvironment(
                    new Dictionary<string, string> { ["ACTIONS_ID_TOKEN_REQUEST_URL"] = "http://runner.example.org/", ["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "x" }
                )
            )
            .ShouldBeNull();

    private Dictionary<string, string> GitHub =>
        new()
        {
            ["ACTIONS_ID_TOKEN_REQUEST_URL"] = $"{dist.Server.Address}identity?api-version=2.0",
            ["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = FakeTrust.RequestToken,
        };

    private Dictionary<string, string> GitLab() => new() { ["PYPI_ID_TOKEN"] = dist.Server.Trust.Prove() };
}
