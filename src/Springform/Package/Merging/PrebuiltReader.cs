using Springform.Errors;
using Springform.Files;
using Springform.Keys;
using Springform.Names;
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
            Refuse(
                "this is not a part of a dist/: it has no ledger, and springform.yaml declares no prebuilt targets",
                folder,
                "give the dist/ of a machine that ran --target=Dist --only"
            );
            return null;
        }

        var present = Directory
            .EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path))
            .ToHashSet(StringComparer.Ordinal);
        var lists = plan.Prebuilt.Select(prebuilt => prebuilt.Checksums).Distinct(StringComparer.Ordinal).Where(present.Contains).ToList();
        if (lists.Count == 0)
        {
            Refuse(
                $"there is no list of SHA-256 ({string.Join(", ", plan.Prebuilt.Select(prebuilt => prebuilt.Checksums).Distinct(StringComparer.Ordinal))})",
                folder,
                "run sha256sum * >LIST where the files are made, and hand the list over with them"
            );
            return null;
        }

        var artifacts = new List<Artifact>();
        var known = new HashSet<string>(lists, StringComparer.Ordinal);
        foreach (var list in lists)
        {
            var declared = plan.Prebuilt.Where(prebuilt => prebuilt.Checksums == list).ToList();
            var sums = Sums(folder, list, present);
            var files = declared
                .SelectMany(prebuilt => prebuilt.Files, (prebuilt, name) => (prebuilt, name))
                .Where(file => sums is null || present.Contains(file.name) || sums.ContainsKey(file.name))
                .ToList();
            known.UnionWith(files.Select(file => file.name));
            artifacts.AddRange(
                files
                    .Where(_ => sums is not null)
                    .Select(file => Check(folder, file.name, sums!.GetValueOrDefault(file.name), file.prebuilt))
                    .OfType<Artifact>()
            );
        }

        foreach (var extra in present.Where(name => !known.Contains(name)).Order(StringComparer.Ordinal))
            Refuse(
                $"{extra} is handed over, but no prebuilt target declares it",
                Path.Combine(folder, extra),
                "add it to the files of its target under prebuilt:, or leave it out"
            );
        return new DistPart(folder, null, artifacts)
        {
            Refused = known.Except(artifacts.Select(artifact => artifact.Name), StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal),
        };
    }

    /// <returns>null when the list cannot be used; the one problem is told, and none of its files is looked at</returns>
    private IReadOnlyDictionary<string, string>? Sums(string folder, string list, HashSet<string> present)
    {
        var path = Path.Combine(folder, list);
        var read = ChecksumList.Read(path);
        var aside = read.Hashes.Keys.FirstOrDefault(name =>
            name.Contains('/', StringComparison.Ordinal)
            && !present.Contains(name)
            && present.Contains(Path.GetFileName(name))
            && !read.Hashes.ContainsKey(Path.GetFileName(name))
        );
        var problem = read.Problem ?? (aside is null ? null : $"it names {Quoted.Of(aside)}, and the file lies beside the list");
        if (problem is null)
            return read.Hashes;
        Refuse($"{list} cannot be read as a list of SHA-256: {problem}", path, $"make it where the files are: cd FOLDER && sha256sum FILES >{list}");
        return null;
    }

    private Artifact? Check(string folder, string name, string? sha256, PrebuiltStep prebuilt)
    {
        var path = Path.Combine(folder, name);
        var problem = (FileStat.Of(path), sha256) switch
        {
            (null, _) => "is on the list of SHA-256, but is not there",
            ({ IsRegular: false }, _) => "is not a plain file",
            _ when WheelName.Parse(name) is { } wheel && wheel.Platform.Split('.').FirstOrDefault(tag => !PlatformTags.IsTaken(tag)) is { } tag =>
                $"is tagged {tag}: no index takes such a wheel",
            (_, null) => $"is not in {prebuilt.Checksums}, so nothing vouches for it",
            _ when hasher.Sha256(path) != sha256 => $"is not what was built: {prebuilt.Checksums} has another SHA-256",
            _ => null,
        };
        if (problem is null)
            return new Artifact(
                name,
                WheelName.Parse(name) is null ? ArtifactKind.Archive : ArtifactKind.Wheel,
                name,
                sha256!,
                new FileInfo(path).Length,
                prebuilt.Name,
                prebuilt.Id,
                null
            );
        Refuse($"{name} {problem}", path, "hand the file and its list over again, as the machine that made them left them");
        return null;
    }

    private void Refuse(string what, string where, string fix) => problems.Add(new Problem(ErrorCode.MergeRefused, what, where, fix));
}
