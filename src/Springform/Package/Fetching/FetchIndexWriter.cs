using System.Security.Cryptography;
using Springform.Archives;
using Springform.Errors;
using Springform.Names;
using Springform.Plan;

namespace Springform.Package.Fetching;

/// <summary>Makes the index from the finished archives: what it says of a file was read from the archive that is shipped.</summary>
internal static class FetchIndexWriter
{
    /// <param name="artifacts">those of dist/; an archive that is not among them belongs to another part, and is left out</param>
    /// <param name="folder">where they lie</param>
    /// <returns>null: the plan has none</returns>
    /// <exception cref="SpringformException">
    /// E403 an archive holds nothing that is required, or a glob of what is required fits nothing in any of them
    /// </exception>
    public static async Task<byte[]?> MakeAsync(BuildPlan plan, IReadOnlyList<Artifact> artifacts, string folder, CancellationToken cancellation)
    {
        if (plan.FetchIndex is not { } step)
            return null;
        var assets = new List<FetchAsset>();
        foreach (var planned in step.Archives.OrderBy(planned => planned.Archive, StringComparer.Ordinal))
        {
            if (artifacts.FirstOrDefault(artifact => artifact.Name == planned.Archive) is { } artifact)
                assets.Add(await AssetAsync(step, planned, artifact, Path.Combine(folder, artifact.Path), cancellation));
        }

        // A part has not all archives, and what one glob names may be in another part's.
        var unused =
            assets.Count < step.Archives.Count
                ? null
                : step.Require.FirstOrDefault(pattern => !assets.SelectMany(asset => asset.Files).Any(file => Glob.Matcher([pattern])(file.Path)));
        if (unused is not null)
        {
            throw new SpringformException(
                new Problem(
                    ErrorCode.NoOutput,
                    $"fetch_index.require names {Quoted.Of(unused)}, which fits no file of any archive",
                    "springform.yaml, fetch_index.require",
                    "correct the glob, which is a path in the archive without its root, or remove it"
                )
            );
        }

        return FetchIndexFile.Json(
            new FetchIndex
            {
                Schema = FetchIndex.CurrentSchema,
                Name = plan.Project.Name,
                Version = plan.Project.Version,
                Mirrors = step.Mirrors,
                Assets = assets,
            }
        );
    }

    private static async Task<FetchAsset> AssetAsync(FetchIndexStep step, PlannedFetch planned, Artifact artifact, string path, CancellationToken cancellation)
    {
        var isRequired = step.Require.Count == 0 ? _ => true : Glob.Matcher(step.Require);
        var prefix = planned.Root is { } root ? root + "/" : "";
        var files = new List<FetchFile>();
        var entries = 0;
        var unpacked = 0L;
        await new ArchiveReader().ReadAsync(
            path,
            (item, content) =>
            {
                entries++;
                unpacked += item.SizeBytes;
                if (item.Kind == ArchiveEntryKind.File && item.Path.StartsWith(prefix, StringComparison.Ordinal) && isRequired(item.Path[prefix.Length..]))
                    files.Add(new FetchFile(item.Path[prefix.Length..], item.SizeBytes, Convert.ToHexStringLower(SHA256.HashData(content))));
            },
            cancellation
        );
        if (files.Count == 0)
        {
            throw new SpringformException(
                new Problem(
                    ErrorCode.NoOutput,
                    $"{artifact.Name} holds no file that fetch_index.require names, so nobody could tell whether it was fetched whole",
                    "springform.yaml, fetch_index.require",
                    "correct the globs: they are paths in the archive, without its root"
                )
            );
        }

        var platform = Platform.Of(planned.Platform);
        var (library, processor) = FetchFloor.Of(artifact.Floor);
        return new FetchAsset
        {
            Name = artifact.Name,
            Platform = platform.Docker,
            Os = platform.Os,
            Arch = platform.Arch,
            Variant = planned.Variant,
            Floor = library,
            Processor = processor,
            Size = artifact.SizeBytes,
            Sha256 = artifact.Sha256,
            Root = planned.Root,
            Entries = entries,
            UnpackedSize = unpacked,
            Files = [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)],
        };
    }
}
