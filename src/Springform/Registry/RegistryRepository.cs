using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Springform.Archives.Image;

namespace Springform.Registry;

/// <summary>
/// Blobs and manifests of one repository (OCI distribution specification 1.1). What comes is compared with what was asked for before anybody uses it. Throws
/// <see cref="RegistryAnswer"/> for a status that is not the expected one, <see cref="InvalidDataException"/> for content that is not what was announced.
/// </summary>
internal sealed class RegistryRepository(RegistryClient client)
{
    /// <summary>The specification's own limit for manifests; ours for image configurations too.</summary>
    public const int MaximumDocumentBytes = 4 << 20;
    private const int PieceBytes = 1 << 18;
    private static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(60);

    public RegistryAddress Address => client.Address;

    /// <summary>Null when there is none.</summary>
    /// <param name="reference">a tag or a digest; what comes for a digest is compared with it</param>
    public async Task<byte[]?> ManifestAsync(string reference, IReadOnlyList<string> mediaTypes, CancellationToken cancellation)
    {
        using var response = await client.SendAsync(() => Get(reference, mediaTypes), cancellation);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;
        RegistryAnswer.Require(response, HttpStatusCode.OK, "its manifest");
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        using var document = new MemoryStream();
        await CopyAsync(body, piece => document.Write(piece.Span), MaximumDocumentBytes, cancellation);
        var manifest = document.ToArray();
        return !Descriptor.IsDigest(reference) || Descriptor.DigestOf(manifest) == reference
            ? manifest
            : throw new InvalidDataException($"the manifest that came is {Descriptor.DigestOf(manifest)}, asked for was {reference}");
    }

    public async Task PutManifestAsync(string reference, string mediaType, byte[] manifest, CancellationToken cancellation)
    {
        using var response = await client.SendAsync(
            () =>
                new HttpRequestMessage(HttpMethod.Put, At($"manifests/{reference}"))
                {
                    Content = new ByteArrayContent(manifest) { Headers = { ContentType = new(mediaType) } },
                },
            cancellation
        );
        RegistryAnswer.Require(response, HttpStatusCode.Created, "its manifest");
    }

    /// <summary>In bytes; null when it is not there, -1 when the registry does not say.</summary>
    public async Task<long?> BlobSizeAsync(string digest, CancellationToken cancellation)
    {
        using var response = await client.SendAsync(() => new HttpRequestMessage(HttpMethod.Head, At($"blobs/{digest}")), cancellation);
        return response.StatusCode == HttpStatusCode.OK ? response.Content.Headers.ContentLength ?? -1 : null;
    }

    /// <returns>false: it was there already</returns>
    public async Task<bool> PutBlobAsync(string digest, Func<HttpContent> content, CancellationToken cancellation)
    {
        if (await BlobSizeAsync(digest, cancellation) is not null)
            return false;
        var upload = await BeginAsync(cancellation);
        var address = new UriBuilder(upload)
        {
            Query = $"{upload.Query.TrimStart('?')}{(upload.Query.Length > 1 ? "&" : "")}digest={Uri.EscapeDataString(digest)}",
        }.Uri;
        using var response = await client.SendAsync(() => new HttpRequestMessage(HttpMethod.Put, address) { Content = content() }, cancellation);
        RegistryAnswer.Require(response, HttpStatusCode.Created, "its content");
        return true;
    }

    /// <summary>Writes a blob of that digest and size, or throws; then what was written is not to be used.</summary>
    public async Task CopyBlobAsync(string digest, long sizeBytes, Stream destination, CancellationToken cancellation)
    {
        using var response = await client.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, At($"blobs/{digest}")), cancellation);
        RegistryAnswer.Require(response, HttpStatusCode.OK, "its content");
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var size = await CopyAsync(
            body,
            piece =>
            {
                hash.AppendData(piece.Span);
                destination.Write(piece.Span);
            },
            sizeBytes,
            cancellation
        );
        var came = $"sha256:{Convert.ToHexStringLower(hash.GetHashAndReset())}";
        if (size != sizeBytes || came != digest)
            throw new InvalidDataException($"what came is {came} ({size} bytes), announced was {digest} ({sizeBytes} bytes)");
    }

    private Uri At(string path) => new(client.Address.Root, path);

    private HttpRequestMessage Get(string reference, IReadOnlyList<string> mediaTypes)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, At($"manifests/{reference}"));
        foreach (var type in mediaTypes)
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
        return request;
    }

    private async Task<Uri> BeginAsync(CancellationToken cancellation)
    {
        var address = At("blobs/uploads/");
        using var response = await client.SendAsync(
            () => new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent([]) },
            cancellation
        );
        RegistryAnswer.Require(response, HttpStatusCode.Accepted, "its upload");
        var upload = new Uri(address, response.Headers.Location ?? throw new InvalidDataException("the registry named no place for the upload"));
        return upload.Scheme == Uri.UriSchemeHttps || RegistryAddress.IsLoopback(upload)
            ? upload
            : throw new InvalidDataException($"the registry wants the upload without encryption, at {upload.Host}");
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
