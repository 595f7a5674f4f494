using System.Text.RegularExpressions;

namespace Springform.Config;

/// <summary>The regular expression of <see cref="VersionConfig.Match"/>. It takes time in proportion to the file, whatever it is.</summary>
internal static class VersionMatch
{
    /// <exception cref="ArgumentException">it is none</exception>
    /// <exception cref="NotSupportedException">it has what takes more than one pass</exception>
    public static Regex Of(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Multiline);

    /// <returns>its groups, joined by dots; null: the text has no such place</returns>
    public static string? In(string text, string pattern) =>
        Of(pattern).Match(text) is { Success: true } match
            ? string.Join('.', match.Groups.Values.Skip(1).Where(group => group.Success).Select(group => group.Value.Trim()))
            : null;
}
