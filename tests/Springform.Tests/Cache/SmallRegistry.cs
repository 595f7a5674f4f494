using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Springform.Tests.Cache;

/// <summary>
/// A registry that stores: uploads in one piece, blobs by digest, manifests by tag. It refuses what the OCI distribution specification 1.1 refuses: content of
/// another digest, and a manifest that names a blob which is not there.
/// </summary>
internal sealed class SmallRegistry : IAsyncDisposable
{
    private readonly LoopbackHttp server;
    private readonly ConcurrentDictionary<string, byte[]> blobs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte[]> manifests = new(StringComparer.Ordinal);
    private int left = int.MaxValue;

    public SmallRegistry() => server = new LoopbackHttp(AnswerAsync);

    /// <summary>127.0.0.1:PORT</summary>
    public string Address => server.Address;

    /// <summary>It refuses to store anything, as for a reader's token.</summary>
    public bool IsReadOnly { get; set; }

    public IReadOnlyList<string> Tags => [.. manifests.Keys.Order(StringComparer.Ordinal)];

    public IEnumerable<string> Written => server.Requests.Where(request => !request.StartsWith("GET", StringComparison.Ordinal));

    /// <summary>So many more requests are answered, and then none: connections are cut.</summary>
    public void DieAfter(int requests) => left = requests;

    /// <summary>As somebody would who may write: the tag keeps its name and key, and holds other content.</summary>
    /// <param name="tag">its beginning</param>
    public void Poison(string tag, byte[] content)
    {
        var name = Tags.Single(name => name.StartsWith(tag, StringComparison.Ordinal));
        var manifest = JsonNode.Parse(manifests[name])!;
        manifest["layers"]![0]!["digest"] = Digest(content);
        manifest["layers"]![0]!["size"] = content.Length;
        blobs[Digest(content)] = content;
        manifests[name] = Encoding.UTF8.GetBytes(manifest.ToJsonString());
    }

    /// <summary>What the tag names is cut off.</summary>
    public void Truncate(string tag)
    {
        var name = Tags.Single(name => name.StartsWith(tag, StringComparison.Ordinal));
        var digest = (string)JsonNode.Parse(manifests[name])!["layers"]![0]!["digest"]!;
        blobs[digest] = blobs[digest][..^1];
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static string Digest(byte[] content) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";

    private async Task AnswerAsync(HttpListenerContext context)
    {
        if (Interlocked.Decrement(ref left) < 0)
        {
            context.Response.ContentLength64 = 2;
            await context.Response.OutputStream.WriteAsync(new byte[1]);
            context.Response.Abort();
            return;
        }

        var path = context.Request.Url!.AbsolutePath;
        var last = path[(path.LastIndexOf('/') + 1)..];
        var body = await BodyAsync(context.Request);
        var answer = context.Request.HttpMethod switch
        {
            "HEAD" or "GET" when path.Contains("/blobs/", StringComparison.Ordinal) => Found(blobs, last),
            "HEAD" or "GET" when path.Contains("/manifests/", StringComparison.Ordinal) => Found(manifests, last),
            _ when IsReadOnly => (HttpStatusCode.Forbidden, Error("DENIED")),
            "POST" => Begin(context.Response, path),
            "PUT" when path.Contains("/uploads/", StringComparison.Ordinal) => PutBlob(context.Request.QueryString["digest"]!, body),
            "PUT" => PutManifest(last, body),
            _ => (HttpStatusCode.MethodNotAllowed, Error("UNSUPPORTED")),
        };
        context.Response.StatusCode = (int)answer.Item1;
        context.Response.ContentLength64 = answer.Item2.Length;
        if (context.Request.HttpMethod != "HEAD")
            await context.Response.OutputStream.WriteAsync(answer.Item2);
    }

    private static (HttpStatusCode Status, byte[] Body) Found(ConcurrentDictionary<string, byte[]> store, string name) =>
        store.TryGetValue(name, out var content) ? (HttpStatusCode.OK, content) : (HttpStatusCode.NotFound, Error("UNKNOWN"));

    private static (HttpStatusCode Status, byte[] Body) Begin(HttpListenerResponse response, string path)
    {
        response.Headers["Location"] = $"{path}{Guid.NewGuid():N}";
        return (HttpStatusCode.Accepted, []);
    }

    private (HttpStatusCode Status, byte[] Body) PutBlob(string digest, byte[] body)
    {
        if (Digest(body) != digest)
            return (HttpStatusCode.BadRequest, Error("DIGEST_INVALID"));
        blobs[digest] = body;
        return (HttpStatusCode.Created, []);
    }

    private (HttpStatusCode Status, byte[] Body) PutManifest(string tag, byte[] body)
    {
        var manifest = JsonNode.Parse(body)!;
        var named = manifest["layers"]!.AsArray().Append(manifest["config"]).Select(descriptor => (string)descriptor!["digest"]!);
        if (!named.All(blobs.ContainsKey))
            return (HttpStatusCode.BadRequest, Error("MANIFEST_BLOB_UNKNOWN"));
        manifests[tag] = body;
        return (HttpStatusCode.Created, []);
    }

    private static byte[] Error(string code) => Encoding.UTF8.GetBytes($$"""{"errors":[{"code":"{{code}}"}]}""");

    private static async Task<byte[]> BodyAsync(HttpListenerRequest request)
    {
        using var body = new MemoryStream();
        await request.InputStream.CopyToAsync(body);
        return body.ToArray();
    }
}
