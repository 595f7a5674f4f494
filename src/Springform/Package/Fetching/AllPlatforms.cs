using System.Security.Cryptography;
using Springform.Archives;
using Springform.Errors;
using Springform.Files;
using Springform.Keys;
using Springform.Names;
using Springform.Plan;

namespace Springform.Package.Fetching;

/// <summary>
/// The archive of all platforms: lib/linux_amd64/ holds what a fetch unpacks there, but for the files that are the same for every platform, which are in it
/// once. Made from the finished archives, whichever machine made them.
/// </summary>
internal static class AllPlatforms
{
    /// <param name="artifacts">those of dist/</param>
    /// <param name="producer">the step that makes it</param>
    /// <returns>null: the plan has none, or an archive of it belongs to another part: Merge makes it</returns>
    /// <exception cref="SpringformException">E403 a glob of shared files fits nothing, E407 a shared file differs between platforms</exception>
    public static async Task<Artifact?> MakeAsync(
        BuildPlan plan,
        IReadOnlyList<Artifact> artifacts,
        Staging staging,
        string producer,
        CancellationToken cancellation
    )
    {
        if (plan.FetchIndex is not { All: { } all } step)
            return null;
        var parts = step
            .Archives.OrderBy(planned => planned.Archive, StringComparer.Ordinal)
            .Select(planned => (Planned: planned, Artifact: artifacts.FirstOrDefault(artifact => artifact.Name == planned.Archive)))
            .ToList();
        if (plan.IsPartial || parts.Any(part => part.Artifact is null))
            return null;
        var key = new KeyBuilder("all platforms")
            .Add("step", step.Key.Key)
            .Add("archives", parts.Select(part => part.Artifact!.Sha256))
            .Add("epoch", $"{plan.Project.SourceDateEpoch}")
            .Build()
            .Key;
        var scratch = Path.Combine(staging.Folder, ".all-platforms");
        try
        {
            return await staging.BundleAsync(all.Archive, key, EntriesAsync, producer, plan.Project.SourceDateEpoch, cancellation);
        }
        finally
        {
            if (Directory.Exists(scratch))
                Directory.Delete(scratch, recursive: true);
        }

        async Task<IReadOnlyList<ArchiveEntry>> EntriesAsync()
        {
            var entries = new Dictionary<string, ArchiveEntry>(StringComparer.Ordinal);
            foreach (var (planned, artifact) in parts)
            {
                var folder = Path.Combine(scratch, planned.Archive);
                await new ArchiveReader().ExtractToAsync(Path.Combine(staging.Folder, artifact!.Path), folder, cancellation);
                Add(entries, all, planned, planned.Root is { } root ? Path.Combine(folder, root) : folder);
            }

            if (all.Shared.FirstOrDefault(pattern => !entries.Keys.Any(Glob.Matcher([pattern]))) is { } unused)
                throw Failure(
                    ErrorCode.NoOutput,
                    $"fetch_index.all.shared names {Quoted.Of(unused)}, which fits no file of any archive",
                    "correct the glob, which is a path in the archive without its root, or remove it"
                );
            return [.. entries.Values];
        }
    }

    private static void Add(Dictionary<string, ArchiveEntry> entries, PlannedBundle all, PlannedFetch planned, string folder)
    {
        var isShared = all.Shared.Count == 0 ? _ => false : Glob.Matcher(all.Shared);
        var own = $"lib/{FetchAsset.FolderOf(Platform.Of(planned.Platform))}{(planned.Variant is { } variant ? $"-{variant}" : "")}/";
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(folder, file.FullName).Replace('\\', '/');
            var path = isShared(relative) ? relative : own + relative;
            var entry = file.LinkTarget is { } target ? ArchiveEntry.Symlink(path, target) : ArchiveEntry.FromFile(path, file.FullName);
            if (!entries.TryAdd(path, entry) && !IsSame(entries[path], entry))
                throw Failure(
                    ErrorCode.DuplicateEntry,
                    $"{relative} of {planned.Archive} is not that of the archives before it, and would be {path} in {all.Archive} too",
                    "take it out of fetch_index.all.shared"
                );
        }
    }

    private static bool IsSame(ArchiveEntry left, ArchiveEntry right) =>
        left is { HostPath: { } one }
            ? right is { HostPath: { } other } && new FileInfo(one).Length == new FileInfo(other).Length && Sha256(one) == Sha256(other)
            : left.LinkTarget == right.LinkTarget;

    private static string Sha256(string path)
    {
        using var file = PlainFile.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private static SpringformException Failure(ErrorCode code, string what, string fix) =>
        new(new Problem(code, what, "springform.yaml, fetch_index.all", fix));
}
