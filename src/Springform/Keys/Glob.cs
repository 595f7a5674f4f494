using Microsoft.Extensions.FileSystemGlobbing;

namespace Springform.Keys;

/// <summary>
/// Path patterns as configuration writes them: <c>**</c>, <c>*</c>, <c>?</c>-free names; a name of a folder stands for all below it;
/// a leading <c>!</c> leaves out what it matches. Case matters.
/// </summary>
public static class Glob
{
    /// <summary>No wildcard: names a file or folder itself, and is taken even if git ignores it.</summary>
    public static bool IsLiteral(string pattern) => !pattern.StartsWith('!') && pattern.IndexOfAny(['*', '?']) < 0;

    /// <summary>The paths that match, in their own order.</summary>
    public static IReadOnlyList<string> Match(IReadOnlyList<string> patterns, IReadOnlyCollection<string> paths)
    {
        var matched = Compile(patterns).Match(paths).Files.Select(match => match.Path).ToHashSet(StringComparer.Ordinal);
        return [.. paths.Where(matched.Contains)];
    }

    /// <summary>The same for one path after another.</summary>
    public static Func<string, bool> Matcher(IReadOnlyList<string> patterns)
    {
        var matcher = Compile(patterns);
        return path => matcher.Match(path).HasMatches;
    }

    private static Matcher Compile(IReadOnlyList<string> patterns)
    {
        var matcher = new Matcher(StringComparison.Ordinal);
        foreach (var pattern in patterns)
        {
            Add(matcher, pattern);
        }

        return matcher;
    }

    /// <summary>What a pattern names before its first wildcard: <c>publish/any/**</c> -> publish/any, <c>*.whl</c> -> empty.</summary>
    public static string LiteralPrefix(string pattern)
    {
        var path = pattern.StartsWith("./", StringComparison.Ordinal) ? pattern[2..] : pattern;
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return string.Join('/', segments.TakeWhile(segment => segment.IndexOfAny(['*', '?']) < 0));
    }

    private static void Add(Matcher matcher, string pattern)
    {
        if (pattern.StartsWith('!'))
        {
            matcher.AddExclude(pattern[1..]);
            matcher.AddExclude(pattern[1..].TrimEnd('/') + "/**");
            return;
        }

        var path = pattern.StartsWith("./", StringComparison.Ordinal) ? pattern[2..] : pattern;
        matcher.AddInclude(path.EndsWith('/') ? path + "**" : path);
        if (IsLiteral(path) && !path.EndsWith('/'))
        {
            matcher.AddInclude(path + "/**");
        }
    }
}
