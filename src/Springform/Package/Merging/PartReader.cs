using System.Security.Cryptography;
using Springform.Errors;
using Springform.Files;
using Springform.Keys;
using Springform.Names;
using Springform.Plan;

namespace Springform.Package.Merging;

/// <summary>
/// Verifies a part that Springform made with --only: each file against the ledger, against checksums.txt, against its own checksum file and against manifest
/// and build-info, and no file that the ledger does not list. Collects all problems.
/// </summary>
internal sealed class PartReader(FileHasher hasher, ICollection<Problem> problems)
{
    private const string Again = "hand the part over again, as the machine that made it left it";

    /// <returns>null when there is no readable ledger; the problem is told</returns>
    public DistPart? Read(string folder)
    {
        try
        {
            if (LedgerFile.Read(folder) is not { } ledger)
                return null;
            var report = new DistVerifier(folder, hasher).Verify(ledger);
            foreach (var problem in report.Problems)
                problems.Add(problem with { Fix = Again });
            foreach (var extra in report.Extra)
                Refuse($"{extra} is in the part, but its ledger does not list it", Path.Combine(folder, extra));
            if (ledger.Artifacts.Count == 0)
                Refuse("the part holds no artifact", folder);
            CheckSums(folder, ledger);
            foreach (var (file, archive) in PartRecords.Unfit(folder, ledger))
                Refuse(
                    archive is null ? $"{file} cannot be read" : $"{file} has another SHA-256 of {Quoted.Of(archive)} than the ledger",
                    Path.Combine(folder, file)
                );
            return new DistPart(
                folder,
                ledger,
                [
                    .. ledger.Artifacts.Where(artifact =>
                        artifact.Kind is not (ArtifactKind.Manifest or ArtifactKind.Checksums or ArtifactKind.Report or ArtifactKind.Bundle)
                    ),
                ]
            );
        }
        catch (SpringformException broken)
        {
            foreach (var problem in broken.Problems)
                problems.Add(problem with { Fix = Again });
            return null;
        }
    }

    private void CheckSums(string folder, ArtifactLedger ledger)
    {
        var path = Path.Combine(folder, DistFile.Checksums);
        var listed = ledger
            .Artifacts.Where(artifact => artifact.Kind != ArtifactKind.Checksums)
            .ToDictionary(artifact => artifact.Path, artifact => artifact.Sha256, StringComparer.Ordinal);
        var sums = ChecksumList.Read(path);
        if (sums.Problem is { } problem)
            Refuse($"{DistFile.Checksums} cannot be read: {problem}", path);
        else if (sums.Hashes.Count != listed.Count || listed.Any(entry => sums.Hashes.GetValueOrDefault(entry.Key) != entry.Value))
            Refuse($"{DistFile.Checksums} and the ledger do not say the same", path);
        foreach (var checksum in ledger.Artifacts.Where(artifact => artifact.Kind == ArtifactKind.Checksum))
            CheckOwn(folder, ledger, checksum);
    }

    /// <summary>A .sha256 or .md5 file names one artifact and its hash.</summary>
    private void CheckOwn(string folder, ArtifactLedger ledger, Artifact checksum)
    {
        var path = Path.Combine(folder, checksum.Path);
        var sha256 = ChecksumList.Read(path);
        var read = sha256.Problem is null ? sha256 : ChecksumList.Read(path, 32);
        var fits =
            read.Hashes.Count == 1
            && read.Hashes.Single() is var (name, hash)
            && ledger.Find(name) is { } artifact
            && (sha256.Problem is null ? artifact.Sha256 == hash : Md5Of(Path.Combine(folder, artifact.Path)) == hash);
        if (!fits)
            Refuse($"{checksum.Name} does not fit the file that it is for", path);
    }

    /// <summary>Empty for a file that is missing, which was told.</summary>
    private static string Md5Of(string path)
    {
        if (FileStat.Of(path) is not { IsRegular: true })
            return "";
        using var file = PlainFile.OpenRead(path);
#pragma warning disable CA5351 // the format of md5sum, beside SHA-256
        return Convert.ToHexStringLower(MD5.HashData(file));
#pragma warning restore CA5351
    }

    private void Refuse(string what, string where) => problems.Add(new Problem(ErrorCode.MergeRefused, what, where, Again));
}
