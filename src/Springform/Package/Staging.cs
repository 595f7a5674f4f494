using System.Security.Cryptography;
using System.Text;
using Springform.Archives;
using Springform.Errors;
using Springform.Files;
using Springform.Plan;

namespace Springform.Package;

/// <summary>The folder in which the next dist/ is put together, file by file; each is there whole or not at all.</summary>
/// <param name="folder">made by <see cref="DistFolder.BeginStaging"/></param>
/// <param name="archives">packs what cannot be reused</param>
/// <param name="last">the dist/ that is there; null: nothing is reused</param>
internal sealed class Staging(string folder, ArchivePacker archives, LastDist? last)
{
    public string Folder { get; } = folder;

    /// <summary>A text that describes others: checksums, manifest.</summary>
    /// <exception cref="SpringformException">E305 disk full</exception>
    public Artifact Write(string name, ArtifactKind kind, ReadOnlyMemory<byte> content, string? target, string producer)
    {
        AtomicFile.Write(
            Path.Combine(Folder, name),
            file =>
            {
                file.Write(content.Span);
                return content.Length;
            }
        );
        return new Artifact(name, kind, name, Convert.ToHexStringLower(SHA256.HashData(content.Span)), content.Length, target, producer, null);
    }

    /// <param name="entries">asked only when the archive is packed</param>
    internal Task<StagedArchive> ArchiveAsync(
        ArtifactStep step,
        Func<IReadOnlyList<ArchiveEntry>> entries,
        long sourceDateEpoch,
        CancellationToken cancellation
    ) => ArchiveAsync(step, () => Task.FromResult(new ArchiveContents(entries())), sourceDateEpoch, cancellation);

    /// <param name="contents">asked only when the archive is packed</param>
    internal async Task<StagedArchive> ArchiveAsync(
        ArtifactStep step,
        Func<Task<ArchiveContents>> contents,
        long sourceDateEpoch,
        CancellationToken cancellation
    )
    {
        var path = Path.Combine(Folder, step.Archive);
        var reused = last?.Take(step.Archive, step.Key.Key, path);
        var made = reused is null ? await contents() : null;
        var packed = reused ?? await archives.PackAsync(made!.Entries, path, sourceDateEpoch, cancellation, (step.Content as PlannedFiles)?.Image, made.System);
        var artifact = new Artifact(step.Archive, step.Kind, step.Archive, packed.Sha256, packed.SizeBytes, step.Target?.Id, step.Id, step.Key.Key.Text)
        {
            Bundled = made?.Bundled ?? last!.Ledger.Find(step.Archive)!.Bundled,
        };
        return new StagedArchive(artifact, packed.Md5, [.. step.Checksums.Select(file => Checksum(step, file, packed))], reused is not null);
    }

    /// <summary>An archive that is made of others.</summary>
    /// <param name="entries">asked only when the archive is packed</param>
    internal async Task<Artifact> BundleAsync(
        string name,
        ContentKey key,
        Func<Task<IReadOnlyList<ArchiveEntry>>> entries,
        string producer,
        long sourceDateEpoch,
        CancellationToken cancellation
    )
    {
        var path = Path.Combine(Folder, name);
        var packed = last?.Take(name, key, path) ?? await archives.PackAsync(await entries(), path, sourceDateEpoch, cancellation);
        return new Artifact(name, ArtifactKind.Bundle, name, packed.Sha256, packed.SizeBytes, null, producer, key.Text);
    }

    private Artifact Checksum(ArtifactStep step, ChecksumFile file, PackedArchive packed)
    {
        var hash = file.Algorithm == "md5" ? packed.Md5 : packed.Sha256;
        return Write(file.Name, ArtifactKind.Checksum, Encoding.UTF8.GetBytes(ChecksumText.Line(hash, step.Archive)), step.Target?.Id, step.Id);
    }
}
