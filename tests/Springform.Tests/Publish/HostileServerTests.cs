using System.Net;
using Springform.FakeGitHub.State;
using Springform.Publish;
using Springform.Tests.Standins;

namespace Springform.Tests.Publish;

/// <summary>An API that answers nonsense, or would send the token or the bytes elsewhere.</summary>
public sealed class HostileServerTests
{
    [Theory]
    [InlineData("<html>sign in</html>")]
    [InlineData("""{"not": "a list"}""")]
    public async Task What_is_not_GitHubs_is_told_and_is_no_bug(string body)
    {
        await using var bench = await Bench.StartAsync();
        using var server = new CannedServer(new Answer(HttpStatusCode.OK, body));
        var api = new GitHubApi(bench.Repository with { Api = server.Address }, bench.Token, bench.Retry, TimeProvider.System);

        var error = await Should.ThrowAsync<GitHubRefusalException>(() => api.ListAsync<RemoteRelease>(CancellationToken.None, "releases"));

        error.Message.ShouldContain("the answer is not one of GitHub's API");
    }

    [Theory]
    [InlineData("http://example.org/upload{?name,label}")]
    [InlineData("file:///tmp/upload")]
    [InlineData("")]
    public async Task Bytes_and_token_go_to_no_upload_address_that_is_not_safe(string address)
    {
        await using var bench = await Bench.StartAsync();
        using var transfer = new AssetTransfer(bench.Repository, bench.Token, TimeProvider.System);

        await Should.ThrowAsync<GitHubRefusalException>(() => transfer.UploadAsync(new RemoteRelease { UploadUrl = address }, bench.Request().Assets[0], _ => { }, CancellationToken.None));
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
        var api = new GitHubApi(bench.Repository with { Api = server.Address }, bench.Token, bench.Retry, TimeProvider.System);

        var error = await Should.ThrowAsync<Springform.Plan.SpringformException>(() => new RemoteTag(api).RequireAsync(new ReleaseSource(Channel.Stable, "v1", new string('a', 40)), CancellationToken.None));

        error.Message.ShouldContain("'\\u001b' on GitHub");
    }
}
