using YamlDotNet.Core;

namespace Springform.Config.Reading;

/// <summary>The words for a YAML syntax error: YamlDotNet's own, unless the line shows a mistake that they do not name.</summary>
internal static class YamlErrorText
{
    public static (string What, string Fix) Of(YamlException error, string text, SourcePosition at)
    {
        if (error is DescribedException described)
        {
            return (described.Message, described.Fix);
        }

        var line = text.Split('\n').ElementAtOrDefault(at.Line - 1) ?? "";
        if (line.TakeWhile(char.IsWhiteSpace).Contains('\t'))
        {
            return ("a tab indents this line", "indent with spaces: YAML allows no tabs there");
        }

        return ($"this is not YAML: {Sentence(error.Message)}", "look at this line and the one above: indentation, a missing space after a colon, an unclosed quote or bracket");
    }

    private static string Sentence(string message)
    {
        var plain = message.TrimEnd('.', ' ', '\n');
        return plain.Length == 0 ? "it cannot be parsed" : char.ToLowerInvariant(plain[0]) + plain[1..];
    }
}
