using Springform.Names;

namespace Springform.Config;

/// <summary>The declared bases in which a target's artifacts have to load.</summary>
internal static class LoadBases
{
    /// <returns>
    /// those that smoke names; none for another system than linux; else each with the glibc of the ABI policy, or of the target's own base, or a newer one;
    /// every one for a static program; in the order of the file; empty when nothing says which
    /// </returns>
    public static IReadOnlyList<string> Of(ProjectConfig config, TargetConfig target)
    {
        if (Platform.Find(target.Platform) is { IsLinux: false })
        {
            return [];
        }

        var smoke = target.Smoke ?? config.Smoke;
        if (smoke is { Bases.Count: > 0 })
        {
            return smoke.Bases;
        }

        var policy = FloorOf((target.Abi ?? config.Abi)?.Policy);
        var own = target.Base ?? (smoke is not null && config.Bases.Count == 1 ? config.Bases.Keys.First() : null);
        if (policy is null && own is null && IsStatic((target.Abi ?? config.Abi)?.Policy))
            return [.. config.Bases.Keys];

        var floor = policy ?? (own is null ? null : GlibcOf(config, own));
        return [.. config.Bases.Keys.Where(name => IsAtLeast(GlibcOf(config, name), floor) || (name == own && policy is null))];
    }

    /// <summary>It runs on every system.</summary>
    private static bool IsStatic(string? policy) =>
        policy is not null && AbiTerms.Refusal(policy) is null && AbiTerms.Parse(policy).Any(term => term.Name == "static");

    /// <summary>The lowest glibc that a policy promises: 2.31 of <c>glibc 2.31</c>, 2.28 of <c>manylinux_2_28</c>; null for those without.</summary>
    private static string? FloorOf(string? policy)
    {
        const string manylinux = "manylinux_";
        return policy is null || AbiTerms.Refusal(policy) is not null
            ? null
            : AbiTerms
                .Parse(policy)
                .Select(term =>
                    term.Name switch
                    {
                        "glibc" => term.Version!.ToString(),
                        var name when name.StartsWith(manylinux, StringComparison.Ordinal) => name[manylinux.Length..].Replace('_', '.'),
                        _ => null,
                    }
                )
                .OfType<string>()
                .FirstOrDefault();
    }

    /// <summary>As configured, else as <see cref="GlibcReleases"/> knows it; null for neither, and for a name that is not defined.</summary>
    public static string? GlibcOf(ProjectConfig config, string name) =>
        config.Bases.GetValueOrDefault(name) is { } image ? image.Glibc ?? GlibcReleases.Of(image.Image, image.Mirror?.Suite) : null;

    private static bool IsAtLeast(string? glibc, string? floor) =>
        Version.TryParse(glibc, out var version) && Version.TryParse(floor, out var lowest) && version >= lowest;
}
