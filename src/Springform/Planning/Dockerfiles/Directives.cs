using System.Text.RegularExpressions;

namespace Springform.Planning.Dockerfiles;

/// <summary>
/// The parser directives at the top of a Dockerfile (Dockerfile reference, "Parser directives"): comments of a known name, each once, before anything else. Who
/// reads the file is asked before the file is parsed, and by a stricter rule: no blank before the comment, a shebang or // instead of # is fine.
/// </summary>
/// <param name="Escape">backslash, or the backtick that <c># escape=`</c> chooses</param>
/// <param name="Syntax">the image of <c># syntax=</c>; null: none</param>
/// <param name="SyntaxSpan">where it stands</param>
internal sealed partial record Directives(char Escape, string? Syntax, SourceSpan SyntaxSpan)
{
    /// <exception cref="DockerfileException">a directive twice, or an escape character that is none</exception>
    public static Directives Of(string text)
    {
        var start = text.StartsWith('\uFEFF') ? 1 : 0;
        var escape = '\\';
        foreach (var (_, key, value) in Lines(text, start, "#", trim: true))
        {
            if (key == "escape")
            {
                escape = value.Text is "\\" or "`"
                    ? value.Text[0]
                    : throw new DockerfileException(1, $"the escape character is {value.Text}, and may be \\ or `");
            }
        }

        if (text.AsSpan(start).StartsWith("#!"))
        {
            start = text.IndexOf('\n', start) is var end and >= 0 ? end + 1 : text.Length;
        }

        var syntax = Lines(text, start, "#", trim: false).Concat(Lines(text, start, "//", trim: false)).FirstOrDefault(line => line.Key == "syntax").Value;
        return syntax.Text is null
            ? new Directives(escape, null, default)
            : new Directives(escape, syntax.Text.Split(' ')[0], new SourceSpan(syntax.Start, syntax.Start + syntax.Text.Split(' ')[0].Length));
    }

    private static IEnumerable<(int Number, string Key, (string Text, int Start) Value)> Lines(string text, int start, string comment, bool trim)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var number = 1; start < text.Length; number++)
        {
            var end = text.IndexOf('\n', start) is var found and >= 0 ? found : text.Length;
            var line = text[start..end];
            var indent = trim ? line.Length - line.TrimStart().Length : 0;
            if (
                !line.AsSpan(indent).StartsWith(comment, StringComparison.Ordinal)
                || Directive().Match(line[(indent + comment.Length)..]) is not { Success: true } match
                || match.Groups["key"].Value.ToLowerInvariant() is not ("syntax" or "escape" or "check")
            )
            {
                yield break;
            }

            var key = match.Groups["key"].Value.ToLowerInvariant();
            if (!seen.Add(key))
            {
                throw new DockerfileException(number, $"the file has the directive # {key}= twice");
            }

            yield return (number, key, (match.Groups["value"].Value, start + indent + comment.Length + match.Groups["value"].Index));
            start = end + 1;
        }
    }

    [GeneratedRegex(@"^\s*(?<key>[a-zA-Z][a-zA-Z0-9]*)\s*=\s*(?<value>.+?)\s*$")]
    private static partial Regex Directive();
}
