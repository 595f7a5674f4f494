using System.Text.RegularExpressions;
using YamlDotNet.Core;

namespace Springform.Config.Reading;

/// <summary>The words for a YAML syntax error: YamlDotNet's own, unless the line shows a mistake that they do not name.</summary>
internal static partial class YamlErrorText
{
    public static (SourcePosition At, string What, string Fix) Of(YamlException error, string text)
    {
        var at = Position(error.Start);
        if (error is DescribedException described)
        {
            return (at, described.Message, described.Fix);
        }

        // The parser notices a tab at the value before it, or where the map around it begins.
        var lines = text.Split('\n');
        var last = error.Message.Contains("tab", StringComparison.Ordinal) ? lines.Length : error.End.Line + 1;
        for (var line = at.Line; line <= Math.Min(lines.Length, last); line++)
        {
            var tab = lines[line - 1].TakeWhile(char.IsWhiteSpace).ToList().IndexOf('\t');
            if (tab >= 0)
            {
                return (new SourcePosition(line, tab + 1), "a tab indents this line", "indent with spaces: YAML allows no tabs there");
            }
        }

        // What follows the brace of a map is noticed at the next token, which may be a line further.
        for (var line = Math.Max(1, at.Line - 1); line <= Math.Min(lines.Length, at.Line); line++)
        {
            if (UnquotedTemplate().Match(lines[line - 1]) is { Success: true } match)
            {
                var value = match.Groups["value"];
                return (new SourcePosition(line, value.Index + 1), "a value that begins with { is a map", $"quote it: \"{value.Value}\"");
            }
        }

        return (
            at,
            $"this is not YAML: {Sentence(error.Message)}",
            "look at this line and the one above: indentation, a missing space after a colon, an unclosed quote or bracket"
        );
    }

    public static SourcePosition Position(Mark mark) => new((int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));

    [GeneratedRegex(@"(?:[:-]|\[|,)\s+(?<value>\{[a-z0-9_]+\}(?:\{[a-z0-9_]+\}|[^\s,\[\]{}])+)", RegexOptions.CultureInvariant)]
    private static partial Regex UnquotedTemplate();

    private static string Sentence(string message)
    {
        var plain = message.TrimEnd('.', ' ', '\n');
        return plain.Length == 0 ? "it cannot be parsed" : char.ToLowerInvariant(plain[0]) + plain[1..];
    }
}
