using System.Text.RegularExpressions;

namespace Springform.Publish.Notes;

/// <summary>A commit's message, read as conventionalcommits.org 1.0 has it.</summary>
/// <param name="Type">lower case; null when the message does not follow the convention</param>
/// <param name="Subject">without type and scope</param>
internal sealed partial record ConventionalCommit(string Commit, string? Type, string? Scope, bool IsBreaking, string Subject)
{
    /// <param name="commit">40 hex digits</param>
    /// <param name="message">whole, with its footers</param>
    public static ConventionalCommit Parse(string commit, string message)
    {
        var lines = message.Trim().Split('\n');
        var footer = lines.Skip(1).Any(line => Breaking().IsMatch(line));
        return Header().Match(lines[0].Trim()) is { Success: true } match
            ? new ConventionalCommit(
                commit,
                match.Groups["type"].Value.ToLowerInvariant(),
                match.Groups["scope"] is { Success: true } scope ? scope.Value : null,
                footer || match.Groups["breaking"].Success,
                match.Groups["subject"].Value
            )
            : new ConventionalCommit(commit, null, null, footer, lines[0].Trim());
    }

    [GeneratedRegex(@"^(?<type>[A-Za-z]{2,20})(\((?<scope>[^()]{1,60})\))?(?<breaking>!)?: +(?<subject>\S.*)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Header();

    [GeneratedRegex("^BREAKING[ -]CHANGE: ")]
    private static partial Regex Breaking();
}
