using System.Security.Cryptography;
using Springform.Files;

namespace Springform.Images;

/// <summary>
/// Reads a file and at its end compares it with the hash that went into the step's key: what is built is what was keyed, also when somebody saves a
/// file in between. E406 when they differ.
/// </summary>
internal sealed class HashCheckedStream(Stream inner, FileFact fact) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool _ended;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        if (count > 0)
            _hash.AppendData(buffer[..count]);
        else if (buffer.Length > 0 && !_ended)
            Compare();
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Compare()
    {
        _ended = true;
        if (Convert.ToHexStringLower(_hash.GetHashAndReset()) != fact.Sha256)
            throw ContextFolder.Changed(fact);
    }
}
