using Springform.Plan;

namespace Springform.Config;

/// <summary>The declared bases in which a target's artifacts have to load.</summary>
public static class LoadBases
{
    /// <returns>names of bases, in the order of the file; empty when nothing says which</returns>
    public static IReadOnlyList<string> Of(ProjectConfig config, TargetConfig target)
    {
        var smoke = target.Smoke ?? config.Smoke;
        if (smoke is { Bases.Count: > 0 })
        {
            return smoke.Bases;
        }

        var own = target.Base ?? (smoke is not null && config.Bases.Count == 1 ? config.Bases.Keys.First() : null);
        if (own is null)
        {
            return [];
        }

        return GlibcOf(config, own) is { } floor
            ? [.. config.Bases.Keys.Where(name => name == own || IsAtLeast(GlibcOf(config, name), floor))]
            : [own];
    }

    /// <summary>As configured, else as <see cref="GlibcReleases"/> knows it; null for neither, and for a name that is not defined.</summary>
    public static string? GlibcOf(ProjectConfig config, string name) =>
        config.Bases.GetValueOrDefault(name) is { } image ? image.Glibc ?? GlibcReleases.Of(image.Image, image.Mirror?.Suite) : null;

    private static bool IsAtLeast(string? glibc, string floor) =>
        Version.TryParse(glibc, out var version) && Version.TryParse(floor, out var lowest) && version >= lowest;
}
