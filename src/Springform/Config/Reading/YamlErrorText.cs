using YamlDotNet.Core;

namespace Springform.Config.Reading;

/// <summary>The words for a YAML syntax error: YamlDotNet's own, unless the line shows a mistake that they do not name.</summary>
internal static class YamlErrorText
{
    public static (SourcePosition At, string What, string Fix) Of(YamlException error, string text)
    {
        var at = Position(error.Start);
        if (error is DescribedException described)
        {
            return (at, described.Message, described.Fix);
        }

        // The parser notices a tab at the value before it.
        var lines = text.Split('\n');
        for (var line = at.Line; line <= Math.Min(lines.Length, error.End.Line + 1); line++)
        {
            var tab = lines[line - 1].TakeWhile(char.IsWhiteSpace).ToList().IndexOf('\t');
            if (tab >= 0)
            {
                return (new SourcePosition(line, tab + 1), "a tab indents this line", "indent with spaces: YAML allows no tabs there");
            }
        }

        return (
            at,
            $"this is not YAML: {Sentence(error.Message)}",
            "look at this line and the one above: indentation, a missing space after a colon, an unclosed quote or bracket"
        );
    }

    public static SourcePosition Position(Mark mark) => new((int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));

    private static string Sentence(string message)
    {
        var plain = message.TrimEnd('.', ' ', '\n');
        return plain.Length == 0 ? "it cannot be parsed" : char.ToLowerInvariant(plain[0]) + plain[1..];
    }
}
