using System.Net;

namespace Springform.Cache;

/// <summary>Stores one blob in a registry: content, the empty configuration, and last the manifest that makes both visible.</summary>
internal sealed class BlobUpload(RegistryClient client)
{
    public async Task PushAsync(Blob blob, CancellationToken cancellation)
    {
        var manifest = CacheManifest.Of(blob);
        await PushBlobAsync(manifest.Digest, () => new StallGuardedContent(blob.Path, blob.SizeBytes), cancellation);
        await PushBlobAsync(CacheManifest.EmptyDigest, () => new ByteArrayContent(CacheManifest.Empty) { Headers = { ContentType = new("application/octet-stream") } }, cancellation);
        var address = new Uri(client.Address.Root, $"manifests/{CacheManifest.Tag(blob.Name, blob.Key.Text)}");
        using var response = await client.SendAsync(
            () => new HttpRequestMessage(HttpMethod.Put, address)
            {
                Content = new ByteArrayContent(manifest.ToJson()) { Headers = { ContentType = new(CacheManifest.MediaType) } },
            },
            cancellation);
        RegistryAnswer.Require(response, HttpStatusCode.Created, "its manifest");
    }

    private async Task PushBlobAsync(string digest, Func<HttpContent> content, CancellationToken cancellation)
    {
        if (await ExistsAsync(digest, cancellation))
            return;
        var upload = await BeginAsync(cancellation);
        var address = new UriBuilder(upload) { Query = $"{upload.Query.TrimStart('?')}{(upload.Query.Length > 1 ? "&" : "")}digest={Uri.EscapeDataString(digest)}" }.Uri;
        using var response = await client.SendAsync(() => new HttpRequestMessage(HttpMethod.Put, address) { Content = content() }, cancellation);
        RegistryAnswer.Require(response, HttpStatusCode.Created, "its content");
    }

    private async Task<bool> ExistsAsync(string digest, CancellationToken cancellation)
    {
        var address = new Uri(client.Address.Root, $"blobs/{digest}");
        using var response = await client.SendAsync(() => new HttpRequestMessage(HttpMethod.Head, address), cancellation);
        return response.StatusCode == HttpStatusCode.OK;
    }

    private async Task<Uri> BeginAsync(CancellationToken cancellation)
    {
        var address = new Uri(client.Address.Root, "blobs/uploads/");
        using var response = await client.SendAsync(
            () => new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent([]) }, cancellation);
        RegistryAnswer.Require(response, HttpStatusCode.Accepted, "its upload");
        var upload = new Uri(address, response.Headers.Location ?? throw new InvalidDataException("the registry named no place for the upload"));
        return upload.Scheme == Uri.UriSchemeHttps || RegistryAddress.IsLoopback(upload)
            ? upload
            : throw new InvalidDataException($"the registry wants the upload without encryption, at {upload.Host}");
    }
}
