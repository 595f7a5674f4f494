using System.Net;
using System.Security.Cryptography;
using Springform.FakeGitHub;
using Springform.FakeGitHub.Faults;
using Springform.FakeGitHub.Http;

namespace Springform.Tests.Publish;

/// <summary>The fake behaves as GitHub documents and as gh and Octokit know it; what others say of it is in the container tests.</summary>
public sealed class FakeGitHubTests : IAsyncLifetime
{
    private FakeGitHubServer server = null!;
    private GitHubCaller caller = null!;
    private GitHubCaller nobody = null!;

    public async ValueTask InitializeAsync()
    {
        server = await FakeGitHubServer.StartAsync();
        caller = GitHubCaller.Of(server);
        nobody = new GitHubCaller(server, null);
    }

    public async ValueTask DisposeAsync()
    {
        caller.Dispose();
        nobody.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_draft_is_not_found_by_its_tag_and_not_seen_without_a_token()
    {
        var id = await caller.DraftAsync("v1");

        (await caller.AskAsync("GET", "/releases/tags/v1")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await caller.AskAsync("GET", "/releases")).Json.GetArrayLength().ShouldBe(1);
        (await nobody.AskAsync("GET", "/releases")).Json.GetArrayLength().ShouldBe(0);
        (await nobody.AskAsync("GET", $"/releases/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Its_hosts_are_told_apart_by_their_addresses_for_they_may_have_one_port()
    {
        await server.DisposeAsync();
        var port = server.ApiPort; // free on all three, or this cannot start
        server = await FakeGitHubServer.StartAsync(
            new FakeOptions
            {
                ApiPort = port,
                UploadsPort = port,
                WebPort = port,
            }
        );
        using var calls = GitHubCaller.Of(server);

        (await calls.UploadAsync(await calls.DraftAsync("v1"), "a.tgz", "content")).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Drafts_of_one_tag_may_be_many_and_published_ones_may_not()
    {
        var (first, second) = (await caller.DraftAsync("v1"), await caller.DraftAsync("v1"));

        (await caller.AskAsync("PATCH", $"/releases/{first}", """{ "draft": false }""")).Status.ShouldBe(HttpStatusCode.OK);
        (await caller.AskAsync("PATCH", $"/releases/{second}", """{ "draft": false }""")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);

        server.Repository.Watch.TimesPublished("v1").ShouldBe(1);
        server.Repository.Tags.ShouldHaveSingleItem().Name.ShouldBe("v1");
    }

    [Fact]
    public async Task Latest_is_the_full_release_that_was_published_last_unless_it_says_otherwise()
    {
        await PublishAsync("v1", "");
        await PublishAsync("v2-rc1", ", \"prerelease\": true");
        (await nobody.AskAsync("GET", "/releases/latest")).Json.GetProperty("tag_name").GetString().ShouldBe("v1");

        await PublishAsync("v0.9.1", ", \"make_latest\": \"false\"");
        (await nobody.AskAsync("GET", "/releases/latest")).Json.GetProperty("tag_name").GetString().ShouldBe("v1");

        await PublishAsync("v2", "");
        (await nobody.AskAsync("GET", "/releases/latest")).Json.GetProperty("tag_name").GetString().ShouldBe("v2");

        async Task PublishAsync(string tag, string more) =>
            (await caller.AskAsync("PATCH", $"/releases/{await caller.DraftAsync(tag)}", $$"""{ "draft": false{{more}} }""")).Status.ShouldBe(
                HttpStatusCode.OK
            );
    }

    [Fact]
    public async Task A_name_is_taken_once_and_has_no_special_characters()
    {
        var id = await caller.DraftAsync("v1");

        var (status, asset) = await caller.UploadAsync(id, "a b~1.tgz", "content");
        status.ShouldBe(HttpStatusCode.Created);
        asset.GetProperty("name").GetString().ShouldBe("a.b.1.tgz");
        asset.GetProperty("digest").GetString().ShouldBe($"sha256:{Convert.ToHexStringLower(SHA256.HashData("content"u8))}");

        var (again, error) = await caller.UploadAsync(id, "a.b.1.tgz", "other");
        again.ShouldBe(HttpStatusCode.UnprocessableEntity);
        error.GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("already_exists");
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_a_starter_that_keeps_the_name()
    {
        var id = await caller.DraftAsync("v1");
        server.Faults.Where(request => request.IsUpload, new Drop(AfterBytes: 3));

        await Should.ThrowAsync<HttpRequestException>(() => caller.UploadAsync(id, "a.tgz", "content"));

        var asset = server.Repository.Assets(id).ShouldHaveSingleItem();
        (asset.State, asset.Size).ShouldBe(("starter", 0));
        server.Log.Requests[^1].BytesReceived.ShouldBe(3);
        (await caller.UploadAsync(id, "a.tgz", "content")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await caller.AskAsync("DELETE", $"/releases/assets/{asset.Id}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await caller.UploadAsync(id, "a.tgz", "content")).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Bytes_come_from_another_host_that_refuses_a_token()
    {
        var id = await caller.DraftAsync("v1");
        var asset = (await caller.UploadAsync(id, "a.tgz", "content")).Asset.GetProperty("id").GetInt32();

        using var redirect = await caller.SendAsync("GET", $"/releases/assets/{asset}", accept: "application/octet-stream");
        redirect.StatusCode.ShouldBe(HttpStatusCode.Found);
        var storage = redirect.Headers.Location!.ToString();

        storage.ShouldStartWith(server.Web);
        (await caller.AskAsync("GET", storage)).Status.ShouldBe(HttpStatusCode.BadRequest);
        using var bytes = await nobody.SendAsync("GET", storage);
        (await bytes.Content.ReadAsStringAsync()).ShouldBe("content");
    }

    [Fact]
    public async Task Lists_have_pages()
    {
        for (var number = 1; number <= 3; number++)
            await caller.DraftAsync($"v{number}");

        using var page = await caller.SendAsync("GET", "/releases?per_page=2");

        page.Headers.GetValues("Link")
            .ShouldHaveSingleItem()
            .ShouldBe($"<{caller.Root}/releases?per_page=2&page=2>; rel=\"next\", <{caller.Root}/releases?per_page=2&page=2>; rel=\"last\"");
        (await caller.AskAsync("GET", "/releases?per_page=2&page=2")).Json.GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Tokens_are_asked_for_and_their_rights_looked_at()
    {
        using var reader = new GitHubCaller(server, server.Options.ReadOnlyToken);
        using var wrong = new GitHubCaller(server, "wrong");

        (await nobody.AskAsync("POST", "/releases", "{}")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await wrong.AskAsync("GET", "/releases")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await reader.AskAsync("POST", "/releases", "{}")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await reader.AskAsync("GET", "/releases")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_public_release_that_is_not_whole_is_noticed()
    {
        server.Repository.Watch.Expect("v1", new Dictionary<string, string> { ["a.tgz"] = Convert.ToHexStringLower(SHA256.HashData("content"u8)) });
        var id = await caller.DraftAsync("v1");
        await caller.UploadAsync(id, "a.tgz", "content");
        await caller.AskAsync("PATCH", $"/releases/{id}", """{ "draft": false }""");
        server.Repository.Watch.Incomplete.ShouldBeEmpty();

        await caller.AskAsync("DELETE", $"/releases/assets/{server.Repository.Assets(id)[0].Id}");

        server.Repository.Watch.Incomplete.ShouldHaveSingleItem().ToString().ShouldContain("v1 was public without a.tgz");
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task What_goes_wrong_goes_wrong_once(Fault fault, HttpStatusCode answered, string state, bool digestIsRight)
    {
        var id = await caller.DraftAsync("v1");
        server.Faults.Where(request => request.IsUpload, fault);

        (await caller.UploadAsync(id, "a.tgz", "content")).Status.ShouldBe(answered);

        if (state.Length > 0)
        {
            var (_, assets) = await caller.AskAsync("GET", $"/releases/{id}/assets");
            assets[0].GetProperty("state").GetString().ShouldBe(state);
            (assets[0].GetProperty("digest").GetString() == $"sha256:{Convert.ToHexStringLower(SHA256.HashData("content"u8))}").ShouldBe(digestIsRight);
        }

        (await caller.UploadAsync(id, "b.tgz", "content")).Status.ShouldBe(HttpStatusCode.Created);
    }

    public static TheoryData<Fault, HttpStatusCode, string, bool> Faults =>
        new()
        {
            { new Refuse(500), HttpStatusCode.InternalServerError, "", false },
            { new Refuse(502, AfterHandling: true), HttpStatusCode.BadGateway, "uploaded", true },
            { Refuse.SecondaryLimit(0), HttpStatusCode.Forbidden, "", false },
            { new Slow(TimeSpan.FromMilliseconds(1)), HttpStatusCode.Created, "uploaded", true },
            { new WrongDigest(), HttpStatusCode.Created, "uploaded", false },
            { new Damage(), HttpStatusCode.Created, "uploaded", false },
            { new StuckInStarter(), HttpStatusCode.Created, "starter", false },
        };

    [Fact]
    public async Task A_request_can_be_held_after_it_is_handled()
    {
        var hold = server.Faults.At(1, new Hold(AfterHandling: true));

        var draft = caller.DraftAsync("v1");
        await hold.Reached;
        server.Repository.Releases.ShouldHaveSingleItem();
        hold.GoOn();

        await draft;
        server.Log.Requests.ShouldHaveSingleItem().Host.ShouldBe(FakeHost.Api);
    }
}
