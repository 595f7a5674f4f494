using System.Net;
using System.Net.Sockets;
using System.Text;
using Springform.Errors;
using Springform.FakeGitHub.State;
using Springform.Names;
using Springform.Publish;
using Springform.Publish.Assets;
using Springform.Publish.GitHub;

namespace Springform.Tests.Publish;

/// <summary>An API that answers nonsense, or would send the token or the bytes elsewhere.</summary>
public sealed class HostileServerTests
{
    [Theory]
    [InlineData("<html>sign in</html>")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[null]")]
    [InlineData("[{}]")]
    [InlineData("""{"not": "a list"}""")]
    [InlineData("""[{"id": "one", "tag_name": "v1", "draft": false, "prerelease": false}]""")]
    [InlineData("""[{"id": 1, "tag_name": null, "draft": false, "prerelease": false}]""")]
    [InlineData("""[{"id": 1, "tag_name": "v1", "draft": false, "prerelease": false, "published_at": "yesterday"}]""")]
    public async Task What_is_not_GitHubs_is_told_and_is_no_bug(string body)
    {
        await using var bench = await Bench.StartAsync();
        using var server = new CannedServer(new Answer(HttpStatusCode.OK, body, ("Content-Type", "application/json")));

        var error = await Should.ThrowAsync<GitHubRefusalException>(() => Api(bench, server).ListAsync<RemoteRelease>(CancellationToken.None, "releases"));

        error.Message.ShouldContain("the answer is not one of GitHub's API");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/vnd.github+json; charset=utf-8")]
    [InlineData("Application/JSON")]
    [InlineData("application/json; charset=no-such")]
    [InlineData("application/octet-stream")]
    [InlineData("")]
    public async Task What_an_answer_is_called_changes_nothing_about_it(string type)
    {
        await using var bench = await Bench.StartAsync();
        using var server = new CannedServer(
            new Answer(HttpStatusCode.OK, Releases, [.. type.Length > 0 ? [("Content-Type", type)] : Array.Empty<(string, string)>()])
        );

        var releases = await Api(bench, server).ListAsync<RemoteRelease>(CancellationToken.None, "releases");

        releases.ShouldHaveSingleItem().TagName.ShouldBe("v1");
    }

    [Theory]
    [InlineData("Link", "<{address}next>; rel=\"next\"", 2)]
    [InlineData("link", "</next>; rel=\"next\", </next>; rel=\"next\"", 2)]
    [InlineData("LINK", "<:// not an address>; rel=\"next\"", 2)]
    [InlineData("Link", "<{address}first>; rel=\"first\"", 1)]
    public async Task Pages_are_counted_whatever_address_their_header_names(string name, string links, int pages)
    {
        await using var bench = await Bench.StartAsync();
        using var server = new CannedServer(new Answer(HttpStatusCode.OK, Releases, (name, links)), new Answer(HttpStatusCode.OK, Releases));

        (await Api(bench, server).ListAsync<RemoteRelease>(CancellationToken.None, "releases")).Count.ShouldBe(pages);

        server.Asked[^1].ShouldEndWith($"/releases?per_page=100&page={pages}");
    }

    [Theory]
    [InlineData("Retry-After", "3600")]
    [InlineData("retry-after", "3600")]
    [InlineData("x-ratelimit-reset", null)]
    [InlineData("X-RateLimit-Reset", null)]
    public async Task The_wait_that_a_server_asks_for_is_found_in_any_spelling(string name, string? value)
    {
        await using var bench = await Bench.StartAsync();
        var reset = DateTimeOffset.UtcNow.AddSeconds(3600).ToUnixTimeSeconds();
        using var server = new CannedServer(
            new Answer(
                HttpStatusCode.Forbidden,
                "{}",
                (name, value ?? $"{reset}"),
                (name.StartsWith('x') ? "x-ratelimit-remaining" : "X-RateLimit-Remaining", "0")
            )
        );

        var error = await Should.ThrowAsync<GitHubRefusalException>(() => Api(bench, server).GetAsync<RemoteRelease>(CancellationToken.None, "releases", 1));

        error.IsRateLimit.ShouldBeTrue();
        error.RetryAfter!.Value.TotalSeconds.ShouldBeInRange(3590, 3600);
        server.Asked.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"message": "Validation Failed", "errors": ["tag is burned", "no"]}""", "422 Validation Failed; tag is burned; no")]
    [InlineData("""{"message": "Validation Failed", "errors": "one text"}""", "422 Validation Failed; one text")]
    [InlineData(
        """{"message": "Validation Failed", "errors": [{"field": "tag_name", "code": "already_exists"}]}""",
        "422 Validation Failed; tag_name already_exists"
    )]
    [InlineData("""{"message": {"not": "a text"}, "errors": [7, null, {"code": 3}]}""", "422 Unprocessable Entity")]
    [InlineData("""["a list"]""", "422 Unprocessable Entity")]
    [InlineData("<html>", "422 Unprocessable Entity")]
    public async Task A_refusal_is_told_whatever_its_shape(string body, string told)
    {
        await using var bench = await Bench.StartAsync();
        using var server = new CannedServer(new Answer(HttpStatusCode.UnprocessableEntity, body, ("Content-Type", "application/json; charset=no-such")));

        var error = await Should.ThrowAsync<GitHubRefusalException>(() =>
            Api(bench, server).PostOnceAsync<RemoteRelease>(new { name = "v1" }, CancellationToken.None, "releases")
        );

        error.Message.ShouldBe($"POST repos/octo/hello/releases: {told}");
    }

    [Fact]
    public async Task A_redirect_keeps_the_request_and_takes_the_token_to_no_other_host()
    {
        await using var bench = await Bench.StartAsync();
        using var other = new CannedServer(new Answer(HttpStatusCode.OK, Release));
        using var server = new CannedServer(
            new Answer(HttpStatusCode.MovedPermanently, "", ("Location", "/repositories/7/releases")),
            new Answer(HttpStatusCode.TemporaryRedirect, "", ("Location", $"http://localhost:{other.Address.Port}/moved"))
        );

        var release = await Api(bench, server).PatchAsync<RemoteRelease>(new { draft = true }, CancellationToken.None, "releases", 1);

        release.Id.ShouldBe(1);
        server.Asked.ShouldBe(["""PATCH /repos/octo/hello/releases/1 {"draft":true}""", """PATCH /repositories/7/releases {"draft":true}"""]);
        server.Authorizations.ShouldBe([$"Token {bench.Server.Options.Token}", $"Token {bench.Server.Options.Token}"]);
        other.Asked.ShouldBe(["""PATCH /moved {"draft":true}"""]);
        other.Authorizations.ShouldBe([null]);
    }

    [Theory]
    [InlineData("http://192.0.2.1/", "an address that is not https")]
    [InlineData("file:///etc/passwd", "an address that is not https")]
    [InlineData(null, "301 Moved Permanently")]
    public async Task A_redirect_to_nowhere_safe_is_not_followed(string? location, string told)
    {
        await using var bench = await Bench.StartAsync();
        using var server = new CannedServer(
            new Answer(HttpStatusCode.MovedPermanently, "", [.. location is null ? Array.Empty<(string, string)>() : [("Location", location)]])
        );

        var error = await Should.ThrowAsync<GitHubRefusalException>(() => Api(bench, server).GetAsync<RemoteRelease>(CancellationToken.None, "releases", 1));

        error.Message.ShouldContain(told);
    }

    [Fact]
    public async Task A_circle_of_redirects_ends()
    {
        await using var bench = await Bench.StartAsync();
        using var server = new CannedServer([.. Enumerable.Repeat(new Answer(HttpStatusCode.Found, "", ("Location", "/again")), 10)]);

        (
            await Should.ThrowAsync<GitHubRefusalException>(() => Api(bench, server).GetAsync<RemoteRelease>(CancellationToken.None, "releases", 1))
        ).Status.ShouldBe(HttpStatusCode.Found);

        server.Asked.Count.ShouldBe(6);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[{")]
    [InlineData("HTTP/1.1 200 OK\r\n")]
    [InlineData("")]
    public async Task An_answer_that_stops_in_its_middle_is_not_waited_for(string bytes)
    {
        await using var bench = await Bench.StartAsync();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        var api = new GitHubApi(bench.Repository with { Api = address }, bench.Token, bench.Retry, new FastClock());

        var asked = Should.ThrowAsync<TimeoutException>(() => api.PostOnceAsync<RemoteRelease>(new { draft = true }, CancellationToken.None, "releases"));
        using var connection = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(bytes), TestContext.Current.CancellationToken);

        (await asked).Message.ShouldBe("POST repos/octo/hello/releases: no answer within 60 s");
    }

    [Theory]
    [InlineData("http://example.org/upload{?name,label}")]
    [InlineData("file:///tmp/upload")]
    [InlineData("")]
    public async Task Bytes_and_token_go_to_no_upload_address_that_is_not_safe(string address)
    {
        await using var bench = await Bench.StartAsync();
        using var transfer = new AssetTransfer(bench.Repository, bench.Token, TimeProvider.System);

        await Should.ThrowAsync<GitHubRefusalException>(() =>
            transfer.UploadAsync(new RemoteRelease { UploadUrl = address }, bench.Request().Assets[0], _ => { }, CancellationToken.None)
        );
    }

    [Fact]
    public void Plain_http_is_for_an_api_of_this_machine_alone()
    {
        var own = new GitHubRepository(new Uri("http://127.0.0.1:1/api/v3/"), "o", "r");

        own.Trusts(new Uri("http://127.0.0.2:2/")).ShouldBeTrue();
        own.Trusts(new Uri("http://192.0.2.1/")).ShouldBeFalse();
        (own with { Api = GitHubRepository.GitHubApi }).Trusts(new Uri("http://127.0.0.2:2/")).ShouldBeFalse();
        (own with { Api = GitHubRepository.GitHubApi }).Trusts(new Uri("https://uploads.github.com/")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("https://github.com/o/r/releases/tag/v1\nname=evil", "https://github.com/o/r/releases/tag/v1%0Aname=evil")]
    [InlineData("\u001b[2J", "")]
    [InlineData("javascript:alert(1)", "")]
    public void An_address_that_is_shown_or_handed_on_is_an_address_on_one_line(string told, string shown) =>
        new RemoteRelease { HtmlUrl = told }.Page.ShouldBe(shown);

    [Fact]
    public async Task A_tag_object_without_a_commit_is_no_bug()
    {
        await using var bench = await Bench.StartAsync();
        using var server = new CannedServer(new Answer(HttpStatusCode.OK, """{"ref": "refs/tags/v1", "object": {"type": "commit", "sha": "\u001b"}}"""));
        var api = Api(bench, server);

        var error = await Should.ThrowAsync<Springform.Errors.SpringformException>(() =>
            new RemoteTag(api).RequireAsync(new ReleaseSource(Channel.Stable, "v1", new string('a', 40)), CancellationToken.None)
        );

        error.Message.ShouldContain("'\\u001b' on GitHub");
    }

    private const string Release = """{"id": 1, "tag_name": "v1", "draft": false, "prerelease": false}""";
    private const string Releases = $"[{Release}]";

    private static GitHubApi Api(Bench bench, CannedServer server) =>
        new(bench.Repository with { Api = server.Address }, bench.Token, bench.Retry, TimeProvider.System);

    /// <summary>A minute passes in a tenth of a second.</summary>
    private sealed class FastClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / 600 : dueTime, period);
    }
}
