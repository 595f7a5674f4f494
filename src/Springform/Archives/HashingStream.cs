using System.Security.Cryptography;

namespace Springform.Archives;

/// <summary>Passes bytes on and takes their MD5, SHA-256 and count on the way. Forward only; leaves the inner stream open.</summary>
internal sealed class HashingStream(Stream inner) : WriteOnlyStream
{
    // MD5 because users' scripts run `md5sum -c`; what protects is the SHA-256 beside it.
    private readonly IncrementalHash md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
    private readonly IncrementalHash sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long sizeBytes;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        md5.AppendData(buffer);
        sha256.AppendData(buffer);
        inner.Write(buffer);
        sizeBytes += buffer.Length;
    }

    public override void Flush() => inner.Flush();

    /// <summary>What passed so far; call it once, at the end.</summary>
    internal PackedArchive Result(string? path) =>
        new(path, sizeBytes, Convert.ToHexStringLower(md5.GetHashAndReset()), Convert.ToHexStringLower(sha256.GetHashAndReset()));

    protected override void Dispose(bool disposing)
    {
        md5.Dispose();
        sha256.Dispose();
        base.Dispose(disposing);
    }
}
