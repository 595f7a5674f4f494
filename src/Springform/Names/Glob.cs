using Microsoft.Extensions.FileSystemGlobbing;

namespace Springform.Names;

/// <summary>
/// Path patterns as configuration writes them: <c>**</c>, <c>*</c>, <c>?</c>-free names; a name of a folder stands for all below it;
/// a leading <c>!</c> leaves out what it matches. Case matters.
/// </summary>
internal static class Glob
{
    /// <summary>No wildcard: names a file or folder itself, and is taken even if git ignores it.</summary>
    public static bool IsLiteral(string pattern) => !pattern.StartsWith('!') && pattern.IndexOfAny(['*', '?']) < 0;

    /// <summary>It leaves out what it matches, wherever it stands in a list.</summary>
    public static bool IsException(string pattern) => pattern.StartsWith('!');

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

    /// <summary>Whether a path is thinkable that both patterns match; a folder's name stands for all below it here too.</summary>
    public static bool CanMeet(string one, string other) => Readings(one).Any(mine => Readings(other).Any(theirs => CanMeet(mine, theirs)));

    private static IEnumerable<ReadOnlyMemory<string>> Readings(string pattern)
    {
        var path = (pattern.StartsWith("./", StringComparison.Ordinal) ? pattern[2..] : pattern).TrimEnd('/');
        yield return path.Split('/');
        if (IsLiteral(path))
            yield return (string[])[.. path.Split('/'), "**"];
    }

    private static bool CanMeet(ReadOnlyMemory<string> one, ReadOnlyMemory<string> other)
    {
        if (one.IsEmpty || other.IsEmpty)
            return one.IsEmpty ? other.ToArray().All(part => part == "**") : CanMeet(other, one);
        if (one.Span[0] == "**")
            return CanMeet(one[1..], other) || CanMeet(one, other[1..]);
        return other.Span[0] == "**" ? CanMeet(other, one) : NamesCanMeet(one.Span[0], other.Span[0]) && CanMeet(one[1..], other[1..]);
    }

    // What stands before the first * and behind the last has to agree.
    private static bool NamesCanMeet(string one, string other)
    {
        if (!one.Contains('*', StringComparison.Ordinal) && !other.Contains('*', StringComparison.Ordinal))
            return one == other;
        if (!one.Contains('*', StringComparison.Ordinal) || !other.Contains('*', StringComparison.Ordinal))
            return (one.Contains('*', StringComparison.Ordinal) ? Matcher([one]) : Matcher([other]))(one.Contains('*', StringComparison.Ordinal) ? other : one);
        var (front, otherFront) = (one[..one.IndexOf('*')], other[..other.IndexOf('*')]);
        var (back, otherBack) = (one[(one.LastIndexOf('*') + 1)..], other[(other.LastIndexOf('*') + 1)..]);
        return (front.StartsWith(otherFront, StringComparison.Ordinal) || otherFront.StartsWith(front, StringComparison.Ordinal))
            && (back.EndsWith(otherBack, StringComparison.Ordinal) || otherBack.EndsWith(back, StringComparison.Ordinal));
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
