using Springform.Names;

namespace Springform.Report;

/// <summary>What changed between two releases of an archive, as far as their abi.json tell: the floor, libraries, SONAMEs and versions of symbols.</summary>
internal static class AbiComparison
{
    /// <param name="keyBefore">what makes two paths the same: of the earlier release</param>
    /// <param name="keyNow">of the later one</param>
    public static IEnumerable<AbiChange> Of(AbiArtifact before, AbiArtifact now, Func<string, string> keyBefore, Func<string, string> keyNow)
    {
        if (before.Floor != now.Floor)
            yield return new AbiChange(now.Name, null, $"the lowest system was {before.Floor ?? "none"} and is {now.Floor ?? "none"}", !IsLower(before, now));
        var earlier = before.Files.ToLookup(file => keyBefore(file.Path), StringComparer.Ordinal);
        var later = now.Files.ToLookup(file => keyNow(file.Path), StringComparer.Ordinal);
        foreach (var file in before.Files.Where(file => !later.Contains(keyBefore(file.Path))))
            yield return new AbiChange(now.Name, file.Path, "the file is gone", IsBreak: true);
        foreach (var file in now.Files)
        {
            if (earlier[keyNow(file.Path)].FirstOrDefault() is not { } last)
                yield return new AbiChange(now.Name, file.Path, "the file is new", IsBreak: false);
            else
            {
                foreach (var (what, isBreak) in Changes(last, file))
                    yield return new AbiChange(now.Name, file.Path, what, isBreak);
            }
        }
    }

    // It runs wherever the last one ran. Of other floors, such as processor levels, that is not known.
    private static bool IsLower(AbiArtifact before, AbiArtifact now) =>
        before.Floor == $"glibc {before.LowestGlibc}"
        && now.Floor == $"glibc {now.LowestGlibc}"
        && VersionNumber.Find(before.LowestGlibc ?? "") is { } high
        && VersionNumber.Find(now.LowestGlibc ?? "") is { } low
        && low < high;

    private static IEnumerable<(string What, bool IsBreak)> Changes(AbiElfFile before, AbiElfFile now)
    {
        if (before.Soname != now.Soname)
            yield return ($"the SONAME was {before.Soname ?? "none"} and is {now.Soname ?? "none"}", true);
        if (Only(before.Defines, now.Defines) is { Length: > 0 } gone)
            yield return ($"versions of symbols are gone: {gone}", true);
        if (Only(now.Defines, before.Defines) is { Length: > 0 } added)
            yield return ($"versions of symbols are new: {added}", false);
        if (Only(now.Needed, before.Needed) is { Length: > 0 } needed)
            yield return ($"libraries are needed that were not: {needed}", true);
        if (Only(before.Needed, now.Needed) is { Length: > 0 } unneeded)
            yield return ($"libraries are needed no more: {unneeded}", false);
    }

    private static string Only(IReadOnlyList<string> of, IReadOnlyList<string> not) =>
        string.Join(", ", of.Except(not, StringComparer.Ordinal).Order(StringComparer.Ordinal));
}
