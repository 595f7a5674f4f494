using System.Net;
using System.Security.Cryptography;
using System.Text;
using Springform.Cache;
using Springform.Machine;
using Springform.Registry;

namespace Springform.Tests.Cache;

/// <summary>A registry that holds one result, or what a test makes of it.</summary>
internal sealed class RegistryFixture : IAsyncDisposable
{
    public const string Name = "fio-x86_64";
    public const string Seed = "one";
    public static readonly byte[] Content = Encoding.UTF8.GetBytes("content");
    private static readonly string Digest = $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Content))}";

    private readonly StoreFixture _store = new();
    private readonly Dictionary<string, string> _environment = [];
    private readonly List<RegistryClient> _clients = [];

    /// <param name="before">may answer a request itself: true</param>
    public RegistryFixture(Func<HttpListenerContext, Task<bool>>? before = null)
    {
        Server = new LoopbackHttp(async context =>
        {
            if (before is null || !await before(context))
                await AnswerAsync(context);
        });
        Address = $"{Server.Address}/cache";
    }

    public LoopbackHttp Server { get; }

    public string Address { get; set; }

    public StoreFixture Store => _store;

    public IReadOnlyList<string> Said => _store.Said.All;

    /// <summary>The manifest that is served; a test may alter it.</summary>
    public string Manifest { get; set; } = ManifestFor(Name, StoreFixture.Key(Seed).Text, Content.Length);

    public static string ManifestFor(string name, string key, int size) =>
        $$"""{ "schemaVersion": 2, "layers": [{ "digest": "{{Digest}}", "size": {{size}} }],"""
        + $$""" "annotations": { "springform.name": "{{name}}", "springform.key": "{{key}}" } }""";

    public RegistryFixture With(string variable, string value)
    {
        _environment[variable] = value;
        return this;
    }

    public RegistryCache Open()
    {
        var client = new RegistryClient(
            RegistryAddress.Parse(Address, "cache.registry"),
            new RegistryCredentials(new ProcessRunner(new ProcessEnvironment(_environment))),
            TimeProvider.System
        );
        _clients.Add(client);
        return new RegistryCache(client, _store.Store, _store.Said);
    }

    public Task<Blob?> FetchAsync(string? refusal = null) =>
        Open().FetchAsync(Name, StoreFixture.Key(Seed), (_, _) => Task.FromResult(refusal), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _clients.ForEach(client => client.Dispose());
        _store.Dispose();
    }

    private Task AnswerAsync(HttpListenerContext context) =>
        context.Request.Url!.AbsolutePath switch
        {
            "/v2/cache/manifests/fio-x86_64-7692c3ad3540bb803c020b3a" => LoopbackHttp.SendAsync(context, Encoding.UTF8.GetBytes(Manifest)),
            var path when path == $"/v2/cache/blobs/{Digest}" => LoopbackHttp.SendAsync(context, Content),
            _ => LoopbackHttp.SendAsync(context, [], HttpStatusCode.NotFound),
        };
}
