using System.Text.RegularExpressions;
using NuGet.Versioning;

namespace Springform.Names;

/// <summary>
/// Which tags are versions. Without a pattern: v1.2.3 and 1.2.3, three numbers, so that v1 and latest, which move, are none. With one, such as <c>jq-*</c> or
/// <c>lib/v*</c>, its asterisk stands for a version of one to three numbers, with or without a v. What channels make themselves is never a version.
/// </summary>
internal sealed partial class TagPattern
{
    public const string Wildcard = "*";

    /// <summary>v1.2.3 or 1.2.3</summary>
    public static readonly TagPattern Default = new("", "", isShortAllowed: false);

    private readonly string before;
    private readonly string after;
    private readonly bool isShortAllowed;

    private TagPattern(string before, string after, bool isShortAllowed)
    {
        this.before = before;
        this.after = after;
        this.isShortAllowed = isShortAllowed;
    }

    /// <param name="pattern">with one asterisk</param>
    public static TagPattern Of(string pattern)
    {
        var at = pattern.IndexOf(Wildcard, StringComparison.Ordinal);
        return new TagPattern(pattern[..at], pattern[(at + 1)..], isShortAllowed: true);
    }

    /// <returns>null: the tag is no version</returns>
    public VersionTag? Parse(string tag)
    {
        if (
            ChannelTags.IsOfAny(tag)
            || tag.Length <= before.Length + after.Length
            || !tag.StartsWith(before, StringComparison.Ordinal)
            || !tag.EndsWith(after, StringComparison.Ordinal)
        )
        {
            return null;
        }

        var text = tag[before.Length..^after.Length];
        var bare = text.StartsWith('v') ? text[1..] : text;
        return ReadVersion(bare, isShortAllowed) is { } version ? new VersionTag(tag, bare, version) : null;
    }

    /// <summary>What the tag of a version may be called; the usual spelling first.</summary>
    public IReadOnlyList<string> Names(string version) =>
        ReferenceEquals(this, Default) ? [$"v{version}", version] : [$"{before}{version}{after}", $"{before}v{version}{after}"];

    /// <summary>What was declared; null: <see cref="Default"/>.</summary>
    public string? Declared => ReferenceEquals(this, Default) ? null : $"{before}{Wildcard}{after}";

    public override string ToString() => Declared ?? "v1.2.3 or 1.2.3";

    /// <summary>1.7 is compared as 1.7.0. Build metadata is Springform's own, and no part of a version.</summary>
    public static SemanticVersion? ReadVersion(string text, bool isShortAllowed = true)
    {
        if (Numbers().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var missing = 2 - match.Groups["more"].Captures.Count;
        var whole = match.Groups["numbers"].Value + string.Concat(Enumerable.Repeat(".0", missing)) + match.Groups["rest"].Value;
        return (missing == 0 || isShortAllowed) && SemanticVersion.TryParse(whole, out var version) && string.IsNullOrEmpty(version.Metadata) ? version : null;
    }

    [GeneratedRegex(@"^(?<numbers>[0-9]+(?<more>\.[0-9]+){0,2})(?<rest>-.+)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Numbers();
}
