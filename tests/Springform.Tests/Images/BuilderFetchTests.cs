using System.Net;
using System.Security.Cryptography;
using System.Text;
using Springform.Engine;
using Springform.Images.Sharing;
using Springform.Keys;
using Springform.Machine;
using Springform.Plan;
using Springform.Registry;
using Springform.Tests.Cache;

namespace Springform.Tests.Images;

/// <summary>
/// A registry's image that is not the builder is a warning, and nothing of it reaches the engine: there is none here, so asking it would be an error.
/// </summary>
public sealed class BuilderFetchTests : IDisposable
{
    private const string ManifestType = "application/vnd.oci.image.manifest.v1+json";
    private static readonly StepKey Key = new KeyBuilder("builder").Add("seed", "one").Build();

    private readonly TemporaryFolder folder = new();
    private readonly Lines said = new();
    private readonly Dictionary<string, byte[]> blobs = [];

    private string? manifest;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_is_not_there_is_a_note()
    {
        (await FetchAsync()).ShouldBeFalse();

        said.All.ShouldHaveSingleItem().ShouldMatch("^builder amd64: not in .*/team/builder$");
    }

    [Theory]
    [InlineData("not json", "does not hold an image")]
    [InlineData("[]", "does not hold an image")]
    [InlineData("""{ "manifests": [] }""", "does not hold an image")]
    [InlineData("""{ "layers": [] }""", "an image of 0 layers")]
    [InlineData("""{ "config": { "digest": "sha256:../../x", "size": 1 }, "layers": [{}] }""", "no digest or size")]
    [InlineData("""{ "mediaType": "application/vnd.docker.distribution.manifest.v2+json", "layers": [{}] }""", "does not hold an image")]
    public async Task A_manifest_that_is_no_image(string text, string reason)
    {
        manifest = text;

        await RefusesAsync(reason);
    }

    [Theory]
    [InlineData("{}", "it is not an image that Springform made")]
    [InlineData("[1]", "no config that can be read")]
    [InlineData("""{ "architecture": "amd64", "os": "linux", "config": { "Labels": { "springform.key": "other" } } }""", "its key is other")]
    [InlineData("""{ "architecture": "arm64", "os": "linux", "config": { "Labels": { "springform.key": "KEY" } } }""", "it is for linux/arm64")]
    [InlineData(
        """{ "architecture": "amd64", "os": "linux", "config": { "Labels": { "springform.key": "KEY" } } }""",
        "its config names 0 layers, its manifest 1"
    )]
    [InlineData(
        """{ "architecture": "amd64", "os": "linux", "config": { "Labels": { "springform.key": "KEY" } }, "rootfs": { "diff_ids": ["sha256:../x"] } }""",
        "a layer without its SHA-256"
    )]
    public async Task A_config_that_is_not_the_builders(string config, string reason)
    {
        Image(config.Replace("KEY", Key.Key.Text, StringComparison.Ordinal), "layer"u8.ToArray());

        await RefusesAsync(reason);
    }

    [Fact]
    public async Task A_layer_that_unpacks_to_something_else()
    {
        Image(Config(DigestOf("another"u8.ToArray())), "layer"u8.ToArray());

        await RefusesAsync($"a layer unpacks to {DigestOf("layer"u8.ToArray())}");
    }

    [Fact]
    public async Task A_layer_that_is_not_what_was_announced()
    {
        var layer = "layer"u8.ToArray();
        Image(Config(DigestOf(layer)), layer);
        blobs[DigestOf(layer)] = "Layer"u8.ToArray();

        await RefusesAsync("announced was");
    }

    [Fact]
    public async Task A_config_too_large_to_be_one()
    {
        manifest = $$"""{ "config": { "digest": "{{DigestOf([])}}", "size": 99999999999 }, "layers": [{ "digest": "{{DigestOf([])}}", "size": 1 }] }""";

        await RefusesAsync("its config has 99999999999 bytes");
    }

    private static string DigestOf(byte[] content) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";

    private static string Config(string diffId) =>
        $$"""{ "architecture": "amd64", "os": "linux", "config": { "Labels": { "springform.key": "{{Key.Key.Text}}" } },"""
        + $$""" "rootfs": { "diff_ids": ["{{diffId}}"] } }""";

    private void Image(string config, byte[] layer)
    {
        var bytes = Encoding.UTF8.GetBytes(config);
        (blobs[DigestOf(bytes)], blobs[DigestOf(layer)]) = (bytes, layer);
        manifest = $$"""
            { "mediaType": "{{ManifestType}}", "config": { "digest": "{{DigestOf(bytes)}}", "size": {{bytes.Length}} }, "layers": [{ "digest": "{{DigestOf(
                layer
            )}}", "size": {{layer.Length}} }] }
            """;
    }

    private async Task RefusesAsync(string reason)
    {
        (await FetchAsync()).ShouldBeFalse();

        var warning = said.All.ShouldHaveSingleItem();
        warning.ShouldStartWith("warning: builder amd64 was not fetched as ");
        warning.ShouldContain(reason);
        Directory.GetFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    private async Task<bool> FetchAsync()
    {
        await using var server = new LoopbackHttp(AnswerAsync);
        var environment = new ProcessEnvironment(new Dictionary<string, string>());
        var processes = new ProcessRunner(environment);
        using var client = new RegistryClient(
            RegistryAddress.Parse($"{server.Address}/team/builder", "builder.registry"),
            new RegistryCredentials(processes),
            TimeProvider.System
        );
        var engine = new CommandLineEngine(new EngineLocator(null, processes), processes, new RunIdentity("r", "h", "l", "p"), TimeProvider.System);
        var builder = new BuilderStep("amd64", "linux/amd64", "", "localhost/builder:key", "builder:v1", Key)
        {
            Arguments = new Dictionary<string, string>(),
            BaseIds = [],
            SharedReference = $"{server.Address}/team/builder:amd64-{Key.Key.Short}",
        };
        return await new BuilderFetch(client, engine, folder.Path, said).FetchAsync(builder, TestContext.Current.CancellationToken);
    }

    private Task AnswerAsync(HttpListenerContext context)
    {
        var path = context.Request.Url!.AbsolutePath;
        return path == $"/v2/team/builder/manifests/amd64-{Key.Key.Short}" && manifest is not null
                ? LoopbackHttp.SendAsync(context, Encoding.UTF8.GetBytes(manifest))
            : blobs.TryGetValue(path.Split('/')[^1], out var blob) ? LoopbackHttp.SendAsync(context, blob)
            : LoopbackHttp.SendAsync(context, [], HttpStatusCode.NotFound);
    }
}
