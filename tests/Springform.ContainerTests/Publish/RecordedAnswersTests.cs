using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Springform.Engine;
using Springform.Machine;
using Springform.Plan;
using Springform.Publish;
using Springform.Publish.Assets;
using Springform.Publish.GitHub;

namespace Springform.ContainerTests.Publish;

/// <summary>
/// Our client's asset calls against answers that were recorded from the real GitHub (Octokit's fixtures): they must come in the recording's order.
/// </summary>
[Collection(nameof(NodeTools))]
public sealed partial class RecordedAnswersTests(NodeTools node) : IDisposable
{
    private const string Content = "Hello, world!\n";
    private readonly string folder = Directory.CreateTempSubdirectory("springform-recorded-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Release_assets_are_uploaded_listed_changed_and_deleted()
    {
        await using var proxy = await StartAsync();
        using var client = await ClientAsync(proxy, "release-assets");

        var release = await client.Api.GetAsync<RemoteRelease>(Cancellation, "releases", "tags", "v1.0.0");
        var made = await client.Transfer.UploadAsync(release, client.Asset, _ => { }, Cancellation);
        var listed = await client.Api.ListAsync<RemoteAsset>(Cancellation, "releases", release.Id, "assets");
        var asset = await client.Api.GetAsync<RemoteAsset>(Cancellation, "releases", "assets", made.Id);
        var renamed = await client.Api.PatchAsync<RemoteAsset>(
            new { name = "new-filename.txt", label = "new label" },
            Cancellation,
            "releases",
            "assets",
            made.Id
        );
        await client.Api.DeleteAsync(Cancellation, "releases", "assets", made.Id);

        listed.ShouldBe([asset]);
        (asset.Name, asset.State, asset.Size).ShouldBe((client.Asset.Name, RemoteAsset.Uploaded, Content.Length));
        renamed.Name.ShouldBe("new-filename.txt");
        await client.RequireAllAskedAsync();
    }

    [Fact]
    public async Task A_name_that_is_taken_is_told_and_can_be_made_free()
    {
        await using var proxy = await StartAsync();
        using var client = await ClientAsync(proxy, "release-assets-conflict");

        var release = await client.Api.GetAsync<RemoteRelease>(Cancellation, "releases", "tags", "v1.0.0");
        var refusal = await Should.ThrowAsync<GitHubRefusalException>(() => client.Transfer.UploadAsync(release, client.Asset, _ => { }, Cancellation));
        var taken = (await client.Api.ListAsync<RemoteAsset>(Cancellation, "releases", release.Id, "assets")).ShouldHaveSingleItem();
        await client.Api.DeleteAsync(Cancellation, "releases", "assets", taken.Id);
        var made = await client.Transfer.UploadAsync(release, client.Asset, _ => { }, Cancellation);

        refusal.AlreadyExists.ShouldBeTrue();
        made.Id.ShouldNotBe(taken.Id);
        await client.RequireAllAskedAsync();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task<RespellingProxy> StartAsync()
    {
        node.Require();
        var proxy = await RespellingProxy.StartAsync();
        var port = NodeTools.FreePort();
        await node.StartAsync(
            "@octokit/fixtures-server/bin/server.js",
            ["--port", $"{port}", "--fixtures-url", proxy.Address.ToString().TrimEnd('/')],
            Listening(),
            _ => { }
        );
        proxy.Server = new Uri($"http://127.0.0.1:{port}");
        return proxy;
    }

    private async Task<Client> ClientAsync(RespellingProxy proxy, string scenario)
    {
        using var http = new HttpClient();
        using var answer = await http.PostAsJsonAsync(new Uri(proxy.Server!, "/fixtures"), new { scenario }, Cancellation);
        var address = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("url").GetString()!;
        var repository = new GitHubRepository(new Uri(address + "/"), "octokit-fixture-org", scenario);
        var path = Path.Combine(folder, "test-upload.txt");
        await File.WriteAllTextAsync(path, Content, Cancellation);
        return new Client(
            repository,
            new LocalAsset("test-upload.txt", path, Content.Length, Convert.ToHexStringLower(SHA256.HashData("Hello, world!\n"u8)), null, ArtifactKind.Archive)
        );
    }

    [GeneratedRegex("http://localhost:")]
    private static partial Regex Listening();

    private sealed class Client(GitHubRepository repository, LocalAsset asset) : IDisposable
    {
        private static readonly GitHubToken Token = GitHubToken.Of(
            new ProcessEnvironment(new Dictionary<string, string> { ["GITHUB_TOKEN"] = "token-of-the-test" })
        );

        public GitHubApi Api { get; } = new(repository, Token, new GitHubRetry(TimeProvider.System, new Support.RecordedOutput()), TimeProvider.System);

        public AssetTransfer Transfer { get; } = new(repository, Token, TimeProvider.System);

        public LocalAsset Asset => asset;

        /// <summary>fixtures-server forgets a scenario when all of it was asked.</summary>
        public async Task RequireAllAskedAsync() =>
            (await Should.ThrowAsync<GitHubRefusalException>(() => Api.GetAsync<RemoteRelease>(Cancellation, "releases", "tags", "v1.0.0"))).Status.ShouldBe(
                HttpStatusCode.NotFound
            );

        public void Dispose() => Transfer.Dispose();
    }
}
