using Springform.Config;
using Springform.Errors;
using Springform.Keys;
using Springform.Names;
using Springform.Plan;

namespace Springform.Planning;

/// <summary>The release's index for those who fetch: which archives it lists, for which platforms.</summary>
internal static class FetchIndexPlanner
{
    /// <param name="isPartial">its archives may all belong to other parts</param>
    /// <returns>null: the project has none</returns>
    /// <exception cref="SpringformException">E103 it would list nothing, or two archives of one target, or a glob fits no archive</exception>
    public static FetchIndexStep? Plan(PlanContext context, IReadOnlyList<ArtifactStep> artifacts, bool isPartial)
    {
        if (context.Config.FetchIndex is not { } config)
            return null;
        var archives = ReleaseArchives.Of(context, artifacts, config.Archives);
        var packed = archives.Where(archive => archive.Target is not null);
        if (packed.GroupBy(archive => archive.Target!.Id, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } several)
        {
            var names = string.Join(", ", several.Select(archive => archive.Name));
            throw new SpringformException(
                new Problem(
                    ErrorCode.InvalidValue,
                    $"the index would list {several.Count()} archives of the target {several.Key}: {names}",
                    "springform.yaml, fetch_index",
                    "say with archives: which of them is fetched, e.g. archives: [\"*-native-*\"]"
                )
            );
        }

        List<PlannedFetch> listed = [.. archives.Select(archive => new PlannedFetch(archive.Name, archive.Platform, archive.Target?.Variant, archive.Root))];
        if (listed.Count == 0 && !isPartial)
            throw new SpringformException(
                new Problem(
                    ErrorCode.InvalidValue,
                    "the index would list no archive",
                    "springform.yaml, fetch_index",
                    "correct archives:, or remove fetch_index"
                )
            );
        if (!isPartial && ReleaseArchives.Unused(config.Archives, archives) is { } unused)
            throw new SpringformException(
                new Problem(
                    ErrorCode.InvalidValue,
                    $"fetch_index.archives names {Quoted.Of(unused)}, which fits no archive of a target or of prebuilt files with a platform",
                    "springform.yaml, fetch_index.archives",
                    "correct the glob, or remove it"
                )
            );
        List<string> mirrors = [.. config.Mirrors.Select(mirror => Template.Expand(mirror, context.ProjectValues).TrimEnd('/') + "/")];
        var all = config.All is { } bundle ? new PlannedBundle(Template.Expand(bundle.Archive, context.ProjectValues), bundle.Shared) : null;
        var key = new KeyBuilder("fetch index")
            .Add("archives", listed.Select(archive => $"{archive.Archive}|{archive.Platform}|{archive.Variant}|{archive.Root}"))
            .Add("require", config.Require)
            .Add("mirrors", mirrors)
            .Add("all", all?.Archive)
            .Add("shared", all?.Shared ?? [])
            .Build();
        return new FetchIndexStep(context.Config.Name + FetchIndexStep.Suffix, listed, config.Require, mirrors, all, key);
    }

    /// <summary>Names of files in dist/ that the index brings along.</summary>
    public static IReadOnlyList<string> Names(PlanContext context) =>
        context.Config.FetchIndex is not { } config ? []
        : config.All is { } all ? [context.Config.Name + FetchIndexStep.Suffix, Template.Expand(all.Archive, context.ProjectValues)]
        : [context.Config.Name + FetchIndexStep.Suffix];
}
