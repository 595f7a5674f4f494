using System.Text.RegularExpressions;

namespace Springform.Init;

/// <summary>The -ldflags of a .goreleaser.yaml as a shell has them in double quotes; what cannot be said so is lost.</summary>
/// <param name="Text">null: none of it could be carried over, and the usual ones are</param>
/// <param name="UsesCommit">$COMMIT is in it</param>
/// <param name="Lost">what was left out, for people</param>
internal sealed partial record LinkerFlags(string? Text, bool UsesCommit, IReadOnlyList<string> Lost)
{
    /// <summary>What GoReleaser does where the file says nothing, but for the date: the same commit would give other bytes.</summary>
    public static readonly LinkerFlags Default = new("-s -w -X main.version=$VERSION -X main.commit=$COMMIT", true, []);

    public static LinkerFlags Of(IReadOnlyList<string> given)
    {
        if (given.Count == 0)
            return Default;
        var text = Templates().Replace(string.Join(' ', given.Select(part => part.Trim())), match => Variable(match.Groups["name"].Value) ?? match.Value);
        List<string> lost = [];
        var kept = Flag()
            .Matches(text)
            .Select(match => match.Value.Trim())
            .Where(flag =>
            {
                if (Plain().IsMatch(flag))
                    return true;
                lost.Add(flag);
                return false;
            })
            .ToList();
        // Half of what quotes hold together is no flag.
        if (lost.Any(flag => flag.Contains('\'', StringComparison.Ordinal)))
            return new LinkerFlags(null, false, [text]);
        var joined = string.Join(' ', kept);
        return new LinkerFlags(joined.Length == 0 ? null : joined, joined.Contains("$COMMIT", StringComparison.Ordinal), lost);
    }

    private static string? Variable(string template) =>
        template switch
        {
            "Version" => "$VERSION",
            "Tag" => "v$VERSION",
            "Commit" or "FullCommit" => "$COMMIT",
            _ => null,
        };

    [GeneratedRegex("\\{\\{-?[ ]*\\.(?<name>[A-Za-z]+)[ ]*-?\\}\\}")]
    private static partial Regex Templates();

    /// <summary>-X with its value, or another word.</summary>
    [GeneratedRegex("-X[ =]?[ ]*(?:\\{\\{[^}]*\\}\\}|[^ ])+|(?:\\{\\{[^}]*\\}\\}|[^ ])+")]
    private static partial Regex Flag();

    /// <summary>Nothing that a shell reads otherwise in double quotes, but for our own variables.</summary>
    [GeneratedRegex("^(?:[A-Za-z0-9 _./=+:,'@-]|\\$VERSION\\b|\\$COMMIT\\b)+$")]
    private static partial Regex Plain();
}
