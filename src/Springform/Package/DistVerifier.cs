using System.IO.Enumeration;
using Springform.Errors;
using Springform.Files;
using Springform.Keys;
using Springform.Names;
using Springform.Plan;

namespace Springform.Package;

/// <summary>Compares a folder of artifacts with its ledger. Links are never followed: in their place stands a problem.</summary>
/// <param name="hasher">its stat cache spares reading what did not change</param>
internal sealed class DistVerifier(string folder, FileHasher hasher)
{
    public DistReport Verify(ArtifactLedger ledger) => new([.. ledger.Artifacts.Select(Check).OfType<Problem>()], Extra([ledger]));

    /// <summary>Files and links below the folder that none of the ledgers lists.</summary>
    public IReadOnlyList<string> Extra(IEnumerable<ArtifactLedger> ledgers)
    {
        var listed = ledgers.SelectMany(ledger => ledger.Artifacts).Select(artifact => artifact.Path).Append(DistFile.Ledger).ToHashSet(StringComparer.Ordinal);
        return !Directory.Exists(folder) ? [] : [.. Files().Where(path => !listed.Contains(path)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Null when the artifact is there as the ledger says.</summary>
    public Problem? Check(Artifact artifact)
    {
        var path = Path.Combine(folder, artifact.Path);
        if (FileStat.Of(path) is not { } stat)
            return Problem(path, $"the artifact {artifact.Name} is missing");
        if (!stat.IsRegular)
            return Problem(path, $"the artifact {artifact.Name} is not a plain file");
        return stat.SizeBytes == artifact.SizeBytes && hasher.Sha256(path) == artifact.Sha256
            ? null
            : Problem(path, $"the artifact {artifact.Name} is not what was built: its size or SHA-256 differs from the ledger");
    }

    private static Problem Problem(string path, string what) => new(ErrorCode.ChecksumMismatch, what, path, "run --target=Dist: it makes dist/ anew");

    private FileSystemEnumerable<string> Files() =>
        new(
            folder,
            (ref FileSystemEntry entry) => Path.GetRelativePath(folder, entry.ToFullPath()),
            new EnumerationOptions
            {
                RecurseSubdirectories = true,
                AttributesToSkip = 0,
                IgnoreInaccessible = false,
            }
        )
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory || IsLink(ref entry),
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsLink(ref entry),
        };

    private static bool IsLink(ref FileSystemEntry entry) => entry.Attributes.HasFlag(FileAttributes.ReparsePoint);
}
