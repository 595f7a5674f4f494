using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Springform.Tests.Cache;

namespace Springform.Tests.Publish;

/// <summary>
/// A registry (OCI distribution specification 1.1) in memory, with a login. It keeps to the rules: a blob has its digest, and a manifest names what is there.
/// </summary>
internal sealed class MemoryRegistry : IAsyncDisposable
{
    public const string User = "ann";
    public const string Password = "correct-horse-battery";

    private readonly LoopbackHttp server;

    public MemoryRegistry() => server = new LoopbackHttp(AnswerAsync);

    public string Address => server.Address;

    public ConcurrentDictionary<string, byte[]> Blobs { get; } = [];

    /// <summary>By tag and by digest.</summary>
    public ConcurrentDictionary<string, byte[]> Manifests { get; } = [];

    /// <summary>PUT manifests/1.0.0: what was written, in order.</summary>
    public ConcurrentQueue<string> Writes { get; } = [];

    /// <summary>May answer instead; given the number of writes so far.</summary>
    public Func<HttpListenerContext, int, bool> Instead { get; set; } = (_, _) => false;

    /// <summary>Names alone.</summary>
    public IReadOnlyList<string> Tags => [.. Manifests.Keys.Where(name => !name.StartsWith("sha256:", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var request = context.Request;
        var path = request.Url!.AbsolutePath;
        var name = path[(path.LastIndexOf('/') + 1)..];
        using var body = new MemoryStream();
        await request.InputStream.CopyToAsync(body);
        if (request.Headers["Authorization"] != "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}")))
        {
            context.Response.Headers["WWW-Authenticate"] = "Basic realm=\"memory\"";
            await SendAsync(context, HttpStatusCode.Unauthorized, []);
            return;
        }

        if (request.HttpMethod is "PUT" or "POST")
        {
            if (Instead(context, Writes.Count))
                return;
            if (request.HttpMethod == "PUT")
                Writes.Enqueue(path.Contains("/manifests/", StringComparison.Ordinal) ? $"manifest {name}" : "blob");
        }
        else if (Instead(context, Writes.Count))
        {
            return;
        }

        await (
            (request.HttpMethod, path.Contains("/manifests/", StringComparison.Ordinal)) switch
            {
                ("POST", false) => BeginAsync(context, path),
                ("PUT", false) => PutBlobAsync(context, body.ToArray()),
                ("PUT", true) => PutManifestAsync(context, name, body.ToArray()),
                (_, true) => FindAsync(context, Manifests, name),
                _ => FindAsync(context, Blobs, name),
            }
        );
    }

    private static Task BeginAsync(HttpListenerContext context, string path)
    {
        context.Response.Headers["Location"] = $"{path}1";
        return SendAsync(context, HttpStatusCode.Accepted, []);
    }

    private Task PutBlobAsync(HttpListenerContext context, byte[] content)
    {
        var digest = context.Request.QueryString["digest"]!;
        if (digest != Digest(content))
            return SendAsync(context, HttpStatusCode.BadRequest, []);
        Blobs[digest] = content;
        return SendAsync(context, HttpStatusCode.Created, []);
    }

    private Task PutManifestAsync(HttpListenerContext context, string name, byte[] content)
    {
        var manifest = JsonNode.Parse(content)!;
        var parts = manifest["manifests"]?.AsArray() is { } images
            ? images.Select(image => Manifests.ContainsKey((string)image!["digest"]!))
            : manifest["layers"]!.AsArray().Append(manifest["config"]).Select(blob => Blobs.ContainsKey((string)blob!["digest"]!));
        if (!parts.All(isThere => isThere) || context.Request.ContentType != (string?)manifest["mediaType"])
            return SendAsync(context, HttpStatusCode.BadRequest, []);
        Manifests[Digest(content)] = content;
        Manifests[name] = content;
        return SendAsync(context, HttpStatusCode.Created, []);
    }

    private static Task FindAsync(HttpListenerContext context, ConcurrentDictionary<string, byte[]> store, string name) =>
        store.TryGetValue(name, out var content) ? SendAsync(context, HttpStatusCode.OK, content) : SendAsync(context, HttpStatusCode.NotFound, []);

    private static async Task SendAsync(HttpListenerContext context, HttpStatusCode status, byte[] content)
    {
        context.Response.StatusCode = (int)status;
        context.Response.ContentLength64 = content.Length;
        if (context.Request.HttpMethod != "HEAD")
            await context.Response.OutputStream.WriteAsync(content);
        context.Response.Close();
    }

    private static string Digest(byte[] content) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";
}
