using Springform.Keys;
using Springform.Plan;

namespace Springform.Package.Merging;

/// <summary>
/// Verifies a folder of prebuilt files: it holds a list of SHA-256, every file is on the list and declared by a prebuilt target, and every hash fits.
/// Collects all problems.
/// </summary>
internal sealed class PrebuiltReader(BuildPlan plan, FileHasher hasher, ICollection<Problem> problems)
{
    public DistPart? Read(string folder)
    {
        if (plan.Prebuilt.Count == 0)
        {
            Refuse("this is no part of a dist/: it has no ledger, and springform.yaml declares no prebuilt targets", folder, "give the dist/ of a machine that ran --target=Dist --only");
            return null;
        }

        var present = Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path)).ToHashSet(StringComparer.Ordinal);
        var lists = plan.Prebuilt.Select(prebuilt => prebuilt.Checksums).Distinct(StringComparer.Ordinal).Where(present.Contains).ToList();
        if (lists.Count == 0)
        {
            Refuse($"there is no list of SHA-256 ({string.Join(", ", plan.Prebuilt.Select(prebuilt => prebuilt.Checksums).Distinct(StringComparer.Ordinal))})", folder, "run sha256sum * >LIST where the files are made, and hand the list over with them");
            return null;
        }

        var artifacts = new List<Artifact>();
        var listed = new HashSet<string>(lists, StringComparer.Ordinal);
        foreach (var prebuilt in plan.Prebuilt.Where(prebuilt => lists.Contains(prebuilt.Checksums)))
        {
            var sums = ChecksumList.Read(Path.Combine(folder, prebuilt.Checksums));
            if (sums is null)
            {
                Refuse($"{prebuilt.Checksums} is no list of SHA-256 as sha256sum writes it", Path.Combine(folder, prebuilt.Checksums), "make it with sha256sum, of plain names");
                continue;
            }

            foreach (var name in prebuilt.Files.Where(name => present.Contains(name) || sums.ContainsKey(name)))
            {
                listed.Add(name);
                if (Check(folder, name, sums.GetValueOrDefault(name), prebuilt) is { } artifact)
                    artifacts.Add(artifact);
            }
        }

        foreach (var extra in present.Where(name => !listed.Contains(name)).Order(StringComparer.Ordinal))
            Refuse($"{extra} is handed over, but no prebuilt target declares it", Path.Combine(folder, extra), "add it to the files of its target under prebuilt:, or leave it out");
        return new DistPart(folder, null, artifacts);
    }

    private Artifact? Check(string folder, string name, string? sha256, PrebuiltStep prebuilt)
    {
        var path = Path.Combine(folder, name);
        var problem = (FileStat.Of(path), sha256) switch
        {
            (null, _) => "is on the list of SHA-256, but is not there",
            ({ IsRegular: false }, _) => "is no plain file",
            _ when WheelName.Parse(name) is { } wheel && wheel.Platform.StartsWith("linux_", StringComparison.Ordinal) => $"is tagged {wheel.Platform}, which promises nothing: no index takes such a wheel",
            (_, null) => $"is not in {prebuilt.Checksums}, so nothing vouches for it",
            _ when hasher.Sha256(path) != sha256 => $"is not what was built: {prebuilt.Checksums} has another SHA-256",
            _ => null,
        };
        if (problem is null)
            return new Artifact(name, WheelName.Parse(name) is null ? ArtifactKind.Archive : ArtifactKind.Wheel, name, sha256!, new FileInfo(path).Length, prebuilt.Id, prebuilt.Producer, null);
        Refuse($"{name} {problem}", path, "hand the file and its list over again, as the machine that made them left them");
        return null;
    }

    private void Refuse(string what, string where, string fix) => problems.Add(new Problem(ErrorCode.MergeRefused, what, where, fix));
}
