using System.Security.Cryptography;
using Springform.Archives;
using Springform.Files;

namespace Springform.Package;

/// <summary>Reads a file and compares it with what the plan knows of it; at its end, E406 when it is another.</summary>
internal sealed class HashedFile(string path, FileFact fact) : ReadOnlyStream
{
    private readonly FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool atEnd;

    public override int Read(Span<byte> buffer)
    {
        if (atEnd || buffer.Length == 0)
            return 0;

        var count = file.Read(buffer);
        hash.AppendData(buffer[..count]);
        if (count == 0)
        {
            atEnd = true;
            if (Convert.ToHexStringLower(hash.GetHashAndReset()) != fact.Sha256)
                throw WorkTreeFile.Changed(path, fact.Path);
        }

        return count;
    }

    protected override void Dispose(bool disposing)
    {
        file.Dispose();
        hash.Dispose();
        base.Dispose(disposing);
    }
}
