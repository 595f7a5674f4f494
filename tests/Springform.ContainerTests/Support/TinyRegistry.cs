using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Springform.ContainerTests.Support;

/// <summary>
/// A registry on loopback, where every engine speaks plain HTTP or can be told to: either it answers every manifest with one status, or it holds one image of
/// one layer, for one platform or under one name for several.
/// </summary>
internal sealed class TinyRegistry : IAsyncDisposable
{
    private const string ManifestType = "application/vnd.docker.distribution.manifest.v2+json";
    private const string ListType = "application/vnd.docker.distribution.manifest.list.v2+json";

    private readonly HttpListener _listener;
    private readonly HttpStatusCode _refusal;
    private readonly Dictionary<string, (string Type, byte[] Content)> _blobs = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _over = new();
    private readonly Task _serving;

    private TinyRegistry(int port, HttpStatusCode refusal)
    {
        _refusal = refusal;
        Address = $"127.0.0.1:{port}";
        _listener = new HttpListener();
        _listener.Prefixes.Add($"http://{Address}/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Address { get; }

    /// <summary>Of the image's manifest.</summary>
    public string? Digest { get; private set; }

    public ConcurrentQueue<string> Requests { get; } = [];

    public static Task<TinyRegistry> StartAsync(HttpStatusCode refusal) => Task.FromResult(new TinyRegistry(FreePort(), refusal));

    public static Task<TinyRegistry> StartAsync(byte[] layer, string platform)
    {
        var registry = new TinyRegistry(FreePort(), HttpStatusCode.NotFound);
        registry.Name(ManifestType, registry.AddImage(layer, platform));
        return Task.FromResult(registry);
    }

    public static Task<TinyRegistry> StartAsync(IReadOnlyList<(string Platform, byte[] Layer)> images)
    {
        var registry = new TinyRegistry(FreePort(), HttpStatusCode.NotFound);
        var manifests = images
            .Select(image => (image.Platform, Content: registry.AddImage(image.Layer, image.Platform)))
            .Select(image =>
                $$"""
                    { "mediaType": "{{ManifestType}}", "size": {{image.Content.Length}}, "digest": "{{registry.Add(ManifestType, image.Content)}}",
                      "platform": { "os": "linux", "architecture": "{{image.Platform["linux/".Length..]}}" } }
                    """
            );
        registry.Name(
            ListType,
            Encoding.UTF8.GetBytes($$"""{ "schemaVersion": 2, "mediaType": "{{ListType}}", "manifests": [{{string.Join(",", manifests)}}] }""")
        );
        return Task.FromResult(registry);
    }

    private byte[] AddImage(byte[] layer, string platform)
    {
        var config = Encoding.UTF8.GetBytes(BusyboxImage.Config(platform, layer));
        return Encoding.UTF8.GetBytes(
            $$"""
            { "schemaVersion": 2, "mediaType": "{{ManifestType}}",
              "config": { "mediaType": "application/vnd.docker.container.image.v1+json", "size": {{config.Length}}, "digest": "{{Add(
                "application/octet-stream",
                config
            )}}" },
              "layers": [{ "mediaType": "application/vnd.docker.image.rootfs.diff.tar", "size": {{layer.Length}}, "digest": "{{Add(
                "application/octet-stream",
                layer
            )}}" }] }
            """
        );
    }

    private void Name(string type, byte[] manifest)
    {
        Digest = Add(type, manifest);
        _blobs["1"] = (type, manifest);
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Close();
        await _serving;
        _over.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private string Add(string type, byte[] content)
    {
        var digest = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));
        _blobs[digest] = (type, content);
        return digest;
    }

    private async Task ServeAsync()
    {
        try
        {
            // A listener that is closed at the very moment that it is asked never answers: the wait has an end of its own.
            while (true)
                await AnswerAsync(await _listener.GetContextAsync().WaitAsync(_over.Token));
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var path = context.Request.Url!.AbsolutePath;
        Requests.Enqueue($"{context.Request.HttpMethod} {path}");
        using var response = context.Response;
        response.Headers["Docker-Distribution-Api-Version"] = "registry/2.0";
        if (path == "/v2/")
            return;
        if (_blobs.TryGetValue(path.Split('/')[^1], out var blob))
            await SendAsync(context, blob.Type, blob.Content);
        else
            await RefuseAsync(context);
    }

    private async Task RefuseAsync(HttpListenerContext context)
    {
        var (code, message) = _refusal switch
        {
            HttpStatusCode.Unauthorized => ("UNAUTHORIZED", "authentication required"),
            HttpStatusCode.Forbidden => ("DENIED", "requested access to the resource is denied"),
            HttpStatusCode.TooManyRequests => ("TOOMANYREQUESTS", "You have reached your pull rate limit."),
            _ => ("MANIFEST_UNKNOWN", "manifest unknown"),
        };
        context.Response.StatusCode = (int)_refusal;
        if (_refusal == HttpStatusCode.Unauthorized)
            context.Response.Headers["WWW-Authenticate"] = "Basic realm=\"tiny\"";
        await SendAsync(context, "application/json", Encoding.UTF8.GetBytes($$"""{"errors":[{"code":"{{code}}","message":"{{message}}"}]}"""));
    }

    private static async Task SendAsync(HttpListenerContext context, string type, byte[] content)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength64 = content.Length;
        if (type is ManifestType or ListType)
            context.Response.Headers["Docker-Content-Digest"] = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));
        if (context.Request.HttpMethod != "HEAD")
            await context.Response.OutputStream.WriteAsync(content);
    }
}
