using System.Security.Cryptography;

namespace Springform.Archives.Image;

/// <summary>One layer of an image: a tar on disk, plain or compressed with gzip; engines take either.</summary>
/// <param name="HostPath">of the file</param>
/// <param name="DiffId">SHA-256 of the plain tar, 64 hexadecimal digits without <c>sha256:</c>; engines check it when they load</param>
internal sealed record ImageLayer(string HostPath, string DiffId)
{
    /// <summary>Reads the tar once for its digest; use the constructor where the digest is known already.</summary>
    public static async Task<ImageLayer> FromFileAsync(string hostPath, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(hostPath);
        return new ImageLayer(hostPath, Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation).ConfigureAwait(false)));
    }
}
