using System.Net;
using System.Security.Cryptography;
using Springform.Plan;

namespace Springform.Cache;

/// <summary>Brings one blob from a registry into the store.</summary>
internal sealed class BlobDownload(RegistryClient client, BlobStore store)
{
    private const int PieceBytes = 1 << 18;
    private const int MaximumManifestBytes = 4 << 20;
    private static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(60);

    /// <summary>Null when the registry does not have it.</summary>
    public async Task<Blob?> FetchAsync(string name, ContentKey key, CancellationToken cancellation)
    {
        var manifest = await ManifestAsync(CacheManifest.Tag(name, key.Text), cancellation);
        if (manifest is null)
            return null;
        if (manifest.Name != name || manifest.Key != key.Text)
            throw new InvalidDataException($"the tag holds {manifest.Name} with key {manifest.Key}, not {key.Text}");
        return await store.PutAsync(name, key, (file, token) => CopyAsync(manifest, file, token), cancellation);
    }

    private async Task<CacheManifest?> ManifestAsync(string tag, CancellationToken cancellation)
    {
        using var response = await client.SendAsync(() => ManifestRequest(tag), cancellation);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;
        RegistryAnswer.Require(response, HttpStatusCode.OK, "its manifest");
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        using var json = new MemoryStream();
        await CopyAsync(body, piece => json.Write(piece.Span), MaximumManifestBytes, cancellation);
        return CacheManifest.Parse(json.ToArray()) ?? throw new InvalidDataException("the tag holds something else than a result");
    }

    private HttpRequestMessage ManifestRequest(string tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(client.Address.Root, $"manifests/{tag}"));
        request.Headers.Accept.Add(new(CacheManifest.MediaType));
        return request;
    }

    private async Task CopyAsync(CacheManifest manifest, Stream file, CancellationToken cancellation)
    {
        var address = new Uri(client.Address.Root, $"blobs/{manifest.Digest}");
        using var response = await client.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, address), cancellation);
        RegistryAnswer.Require(response, HttpStatusCode.OK, "its content");
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var size = await CopyAsync(
            body,
            piece =>
            {
                hash.AppendData(piece.Span);
                file.Write(piece.Span);
            },
            manifest.SizeBytes,
            cancellation);
        var digest = $"sha256:{Convert.ToHexStringLower(hash.GetHashAndReset())}";
        if (size != manifest.SizeBytes || digest != manifest.Digest)
            throw new InvalidDataException($"what came is {digest} ({size} bytes), announced was {manifest.Digest} ({manifest.SizeBytes} bytes)");
    }

    // A registry that stops in the middle must not hold up the build, and one that sends without end must not fill the disk.
    private static async Task<long> CopyAsync(Stream body, Action<ReadOnlyMemory<byte>> take, long limitBytes, CancellationToken cancellation)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var piece = new byte[PieceBytes];
        long total = 0;
        while (true)
        {
            silence.CancelAfter(SilenceLimit);
            var count = await body.ReadAsync(piece, silence.Token);
            if (count == 0)
                return total;
            total += count;
            if (total > limitBytes)
                throw new InvalidDataException($"more than the {limitBytes} bytes that were announced came");
            take(piece.AsMemory(0, count));
        }
    }
}
