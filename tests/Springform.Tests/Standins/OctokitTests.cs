using System.Net;
using Octokit;

namespace Springform.Tests.Standins;

/// <summary>What a publisher relies on in Octokit: addresses, spelling, paging, exceptions, and where the token goes.</summary>
public class OctokitTests
{
    [Fact]
    public async Task A_release_is_read_with_its_assets()
    {
        using var server = new CannedServer(new Answer(HttpStatusCode.OK, """
            {"id": 4294967296, "tag_name": "v1", "draft": true, "upload_url": "http://up/x{?name,label}", "published_at": null, "created_at": "2024-02-29T12:00:00Z",
             "unknown": [1], "assets": [{"id": 7, "name": "a.tgz", "state": "starter", "size": 3, "browser_download_url": "http://dl/a.tgz"}]}
            """));

        var release = await Client(server).Repository.Release.Get("o", "r", 4294967296);

        server.Asked.ShouldBe(["GET /api/v3/repos/o/r/releases/4294967296"]);
        server.Authorizations.ShouldBe(["Token secret"]);
        (release.Id, release.TagName, release.Draft, release.PublishedAt, release.UploadUrl).ShouldBe((4294967296, "v1", true, null, "http://up/x{?name,label}"));
        release.Assets.Select(asset => (asset.Id, asset.Name, asset.State, asset.Size)).ShouldBe([(7, "a.tgz", "starter", 3)]);
    }

    [Fact]
    public async Task A_new_release_and_a_change_are_sent_in_GitHubs_spelling_without_what_is_null()
    {
        using var server = new CannedServer(new Answer(HttpStatusCode.Created, """{"id": 1}"""), new Answer(HttpStatusCode.OK, """{"id": 1}"""));
        var releases = Client(server).Repository.Release;

        await releases.Create("o", "r", new NewRelease("v1") { Draft = true, Name = "One" });
        await releases.Edit("o", "r", 1, new ReleaseUpdate { Draft = false, MakeLatest = MakeLatestQualifier.False });

        server.Asked.ShouldBe(
        [
            """POST /api/v3/repos/o/r/releases {"tag_name":"v1","name":"One","draft":true,"prerelease":false,"generate_release_notes":false}""",
            """PATCH /api/v3/repos/o/r/releases/1 {"draft":false,"make_latest":"false"}""",
        ]);
    }

    [Fact]
    public async Task Lists_are_followed_to_their_last_page()
    {
        using var server = new CannedServer(
            new Answer(HttpStatusCode.OK, """[{"id": 1}]""", ("Link", "<{address}api/v3/next?page=2>; rel=\"next\", <{address}x>; rel=\"last\"")),
            new Answer(HttpStatusCode.OK, """[{"id": 2}]""", ("Link", "<{address}api/v3/first>; rel=\"first\"")));

        var releases = await Client(server).Repository.Release.GetAll("o", "r", new ApiOptions { PageSize = 100 });

        releases.Select(release => release.Id).ShouldBe([1, 2]);
        server.Asked.ShouldBe(["GET /api/v3/repos/o/r/releases?per_page=100", "GET /api/v3/next?page=2"]);
    }

    [Fact]
    public async Task A_tag_is_escaped_in_the_address()
    {
        using var server = new CannedServer(new Answer(HttpStatusCode.OK, """{"id": 1}"""));

        await Client(server).Repository.Release.Get("o", "r", "nightly/1 2");

        server.Asked.ShouldBe(["GET /api/v3/repos/o/r/releases/tags/nightly%2F1%202"]);
    }

    [Theory]
    [InlineData(401, "Bad credentials", typeof(AuthorizationException))]
    [InlineData(403, "Resource not accessible by integration", typeof(ForbiddenException))]
    [InlineData(403, "API rate limit exceeded for user", typeof(RateLimitExceededException))]
    [InlineData(403, "You have exceeded a secondary rate limit", typeof(SecondaryRateLimitExceededException))]
    [InlineData(403, "You have triggered an abuse detection mechanism", typeof(AbuseException))]
    [InlineData(404, "Not Found", typeof(NotFoundException))]
    [InlineData(422, "Validation Failed", typeof(ApiValidationException))]
    [InlineData(429, "Too many requests", typeof(ApiException))]
    [InlineData(502, "Server Error", typeof(ApiException))]
    public async Task Refusals_become_exceptions_of_their_own(int status, string message, Type type)
    {
        var body = $$"""{"message": "{{message}}", "errors": [{"resource": "ReleaseAsset", "code": "already_exists", "field": "name"}]}""";
        using var server = new CannedServer(new Answer((HttpStatusCode)status, body, ("Retry-After", "7")));

        var exception = await Should.ThrowAsync<ApiException>(() => Client(server).Repository.Release.GetLatest("o", "r"));

        exception.ShouldBeOfType(type);
        ((int)exception.StatusCode, exception.Message, exception.ApiError.Errors[0].Code).ShouldBe((status, message, "already_exists"));
        exception.HttpResponse.Headers["retry-after"].ShouldBe("7");
    }

    [Fact]
    public async Task A_page_instead_of_JSON_is_an_ApiException_too()
    {
        using var server = new CannedServer(new Answer(HttpStatusCode.BadGateway, "<html>"));

        var exception = await Should.ThrowAsync<ApiException>(() => Client(server).Repository.Release.GetLatest("o", "r"));

        exception.Message.ShouldBe("An error occurred with this API request");
    }

    [Fact]
    public async Task A_record_of_the_callers_own_reads_what_the_models_lack()
    {
        using var server = new CannedServer(new Answer(HttpStatusCode.OK, """[{"digest": "sha256:ab"}]"""));

        var response = await Client(server).Connection.Get<List<Digested>>(new Uri("repos/o/r/releases/1/assets", UriKind.Relative), null);

        response.Body.ShouldBe([new Digested { Digest = "sha256:ab" }]);
    }

    [Fact]
    public async Task A_positional_record_is_refused_as_the_genuine_package_would()
    {
        using var server = new CannedServer(new Answer(HttpStatusCode.OK, """{"digest": "sha256:ab"}"""));

        await Should.ThrowAsync<MissingMethodException>(() => Client(server).Connection.Get<Positional>(new Uri("x", UriKind.Relative), null));
    }

    [Fact]
    public async Task A_redirect_to_another_host_does_not_carry_the_token()
    {
        using var other = new CannedServer(new Answer(HttpStatusCode.OK, """{"id": 5}"""));
        using var server = new CannedServer(
            new Answer(HttpStatusCode.TemporaryRedirect, "", ("Location", "/same-host")),
            new Answer(HttpStatusCode.TemporaryRedirect, "", ("Location", $"http://localhost:{other.Address.Port}/moved")));

        var release = await Client(server).Repository.Release.GetLatest("o", "r");

        release.Id.ShouldBe(5);
        server.Authorizations.ShouldBe(["Token secret", "Token secret"]);
        other.Authorizations.ShouldBe([null]);
    }

    [Fact]
    public async Task A_status_is_set_in_lower_case_words()
    {
        using var server = new CannedServer(new Answer(HttpStatusCode.Created, """{"id": 1, "state": "failure"}"""));

        var status = await Client(server).Repository.Status.Create("o", "r", "abc", new NewCommitStatus { State = CommitState.Failure, Context = "springform" });

        server.Asked.ShouldBe(["""POST /api/v3/repos/o/r/statuses/abc {"state":"failure","context":"springform"}"""]);
        status.State.Value.ShouldBe(CommitState.Failure);
    }

    [Theory]
    [InlineData("https://github.com/", "https://api.github.com/")]
    [InlineData("https://api.github.com/", "https://api.github.com/")]
    [InlineData("https://ghe.example.org/", "https://ghe.example.org/api/v3/")]
    public void Other_hosts_than_GitHubs_have_their_API_below_a_folder(string address, string api) =>
        new GitHubClient(new ProductHeaderValue("test"), new Uri(address)).BaseAddress.ShouldBe(new Uri(api));

    private static GitHubClient Client(CannedServer server) =>
        new(new ProductHeaderValue("springform", "1.0"), server.Address) { Credentials = new Credentials("secret") };

    private sealed record Digested
    {
        public string? Digest { get; init; }
    }

    private sealed record Positional(string Digest);
}
