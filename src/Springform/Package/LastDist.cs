using Springform.Archives;
using Springform.Files;
using Springform.Plan;

namespace Springform.Package;

/// <summary>The dist/ of the last run: what has the same key need not be packed again.</summary>
internal sealed class LastDist(ArtifactLedger ledger, string folder)
{
    public ArtifactLedger Ledger { get; } = ledger;

    /// <summary>
    /// Links (or copies, where links are not to be had) the artifact to <paramref name="path"/>, if the same key made it and every byte is as the
    /// ledger says. Null otherwise, and then nothing is at <paramref name="path"/>.
    /// </summary>
    internal PackedArchive? Take(string name, ContentKey key, string path)
    {
        if (Ledger.Find(name) is not { } artifact || artifact.Key != key.Text || key.IsPending)
            return null;
        var source = Path.Combine(folder, artifact.Path);
        if (FileStat.Of(source) is not { IsRegular: true })
            return null;

        LinkOrCopy(source, path);
        var hashed = Hash(path);
        if (hashed.Sha256 == artifact.Sha256)
            return hashed;
        File.Delete(path);
        return null;
    }

    internal static void LinkOrCopy(string source, string path)
    {
        if (UnixFile.Link(source, path))
            return;
        AtomicFile.Write(
            path,
            file =>
            {
                using var content = File.OpenRead(source);
                content.CopyTo(file);
                return file.Length;
            }
        );
    }

    // Both hashes in one pass: the ledger has no MD5, and the manifest wants one.
    internal static PackedArchive Hash(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        using var hashing = new HashingStream(Stream.Null);
        file.CopyTo(hashing, 1 << 20);
        return hashing.Result(path);
    }
}
