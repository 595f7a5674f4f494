using Springform.Archives;
using Springform.Names;
using Springform.Plan;

namespace Springform.Planning;

/// <summary>The archives of a release that programs download: one platform each, and no images or packages of a system.</summary>
internal static class ReleaseArchives
{
    /// <param name="globs">of their names; empty: all</param>
    public static IReadOnlyList<ReleaseArchive> Of(PlanContext context, IReadOnlyList<ArtifactStep> artifacts, IReadOnlyList<string> globs)
    {
        var isListed = globs.Count == 0 ? _ => true : Glob.Matcher(globs);
        IEnumerable<ReleaseArchive> all =
        [
            .. artifacts
                .Where(step => step is { Target: not null, Kind: ArtifactKind.Archive, IsForAny: false })
                .Select(step => new ReleaseArchive(step.Archive, step.Target!.Platform, step.Target, (step.Content as PlannedFiles)?.Root)),
            .. from prebuilt in context.Config.Prebuilt
            where prebuilt.Value.Platform is not null
            from file in prebuilt.Value.Files
            select new ReleaseArchive(Template.Expand(file, context.ProjectValues), prebuilt.Value.Platform!, null, null),
        ];
        return [.. all.Where(archive => ArchiveFormats.IsOffered(archive.Name) && isListed(archive.Name))];
    }

    /// <summary>The first glob that fits none of them; null: each fits one.</summary>
    public static string? Unused(IReadOnlyList<string> globs, IReadOnlyList<ReleaseArchive> archives) =>
        globs.FirstOrDefault(glob => !archives.Any(archive => Glob.Matcher([glob])(archive.Name)));
}
