using Springform.Config;
using Springform.Names;
using Springform.Plan;

namespace Springform.Planning;

/// <summary>Names of builders in <c>builder.registry</c>.</summary>
internal static class SharedBuilderPlanner
{
    /// <summary>With its tag by key: amd64-HEX.</summary>
    public static BuilderStep Named(BuilderConfig? config, BuilderStep builder) =>
        config?.Registry is { } registry ? builder with { SharedReference = $"{registry}:{builder.Id}-{builder.Key.Key.Short}" } : builder;

    /// <summary>One per base: v1, or v1-bookworm and v1-trixie.</summary>
    public static IReadOnlyList<BuilderTag> Tags(BuilderConfig? config, IReadOnlyDictionary<(string? Base, string Platform), BuilderStep> builders)
    {
        if (config?.Registry is not { } registry)
        {
            return [];
        }

        var repository = PlannedBase.RepositoryOf(config.Image);
        var tag = repository == config.Image ? "latest" : config.Image[(repository.Length + 1)..];
        var bases = builders.GroupBy(builder => builder.Key.Base, builder => builder.Value.Id).ToList();
        return
        [
            .. bases.Select(ids => new BuilderTag($"{registry}:{tag}{(bases.Count == 1 ? "" : $"-{ids.Key}")}", [.. ids])
            {
                IsVersion = tag.Any(char.IsAsciiDigit),
            }),
        ];
    }
}
