using System.Text.RegularExpressions;

namespace Springform.Wheels.Rules;

/// <summary>
/// Whether a text has the form of an SPDX licence expression ("SPDX License Expressions", annex of the SPDX specification; PEP 639). Whether a licence of the
/// name is on SPDX's list is not known here.
/// </summary>
internal static partial class LicenceExpression
{
    /// <returns>what is wrong, as the end of a sentence; null: nothing</returns>
    public static string? Fault(string text)
    {
        var words = Words().Matches(text).Select(match => match.Value).ToList();
        var open = 0;
        var wantsLicence = true;
        foreach (var word in words)
        {
            var isOperator = word.ToUpperInvariant() is "AND" or "OR" or "WITH";
            var fault = wantsLicence ? NoLicence(word, isOperator) : NoOperator(word, isOperator, open);
            if (fault is not null)
                return fault;
            open += word switch
            {
                "(" => 1,
                ")" => -1,
                _ => 0,
            };
            wantsLicence = isOperator || word == "(";
        }

        return words.Count == 0 ? "it is empty"
            : wantsLicence ? "it ends where a licence should be named"
            : open > 0 ? "a parenthesis is not closed"
            : null;
    }

    private static string? NoLicence(string word, bool isOperator) =>
        isOperator || word == ")" ? $"'{word}' stands where a licence should be named"
        : word == "(" || Identifier().IsMatch(word) ? null
        : $"'{word}' is no licence's identifier";

    private static string? NoOperator(string word, bool isOperator, int open) =>
        word == ")"
            ? open > 0
                ? null
                : "a parenthesis is closed that was not opened"
            : isOperator
                ? null
                : $"AND, OR or WITH is missing before '{word}'";

    [GeneratedRegex(@"[()]|[^\s()]+")]
    private static partial Regex Words();

    /// <summary>Apache-2.0, GPL-2.0+, LicenseRef-Proprietary, DocumentRef-a:LicenseRef-b, an exception after WITH.</summary>
    [GeneratedRegex(@"^(?:DocumentRef-[A-Za-z0-9.-]+:LicenseRef-[A-Za-z0-9.-]+|[A-Za-z0-9][A-Za-z0-9.-]*\+?)\z")]
    private static partial Regex Identifier();
}
