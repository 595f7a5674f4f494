using System.Security.Cryptography;

namespace Springform.Archives;

/// <summary>One layer of an image: an uncompressed tar on disk.</summary>
/// <param name="HostPath">of the tar</param>
/// <param name="DiffId">SHA-256 of the tar, 64 hexadecimal digits without <c>sha256:</c>; engines check it when they load</param>
public sealed record ImageLayer(string HostPath, string DiffId)
{
    /// <summary>Reads the tar once for its digest; use the constructor where the digest is known already.</summary>
    public static async Task<ImageLayer> FromFileAsync(string hostPath, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(hostPath);
        return new ImageLayer(hostPath, Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation).ConfigureAwait(false)));
    }
}
