using System.Text;
using System.Text.RegularExpressions;

namespace Springform.Planning.Dockerfiles;

/// <summary>A text below an instruction (Dockerfile reference, "Here-Documents").</summary>
/// <param name="Name">the line that ends it</param>
/// <param name="StripsTabs"><c>&lt;&lt;-</c>: tabs before that line do not count</param>
internal sealed partial record Heredoc(string Name, bool StripsTabs)
{
    /// <summary>Those that a line begins, in order. A word is one: <c>&lt;&lt;EOF</c>, <c>3&lt;&lt;-"EOF"</c>; none inside quotes or other words.</summary>
    public static IReadOnlyList<Heredoc> In(string line)
    {
        if (!line.Contains("<<", StringComparison.Ordinal) || Words(line) is not { } words)
        {
            return [];
        }

        return
        [
            .. from word in words
            let match = Word().Match(word)
            where match.Success && match.Groups["name"].Length > 0
            let name = Plain(match.Groups["name"].Value)
            where name.Length > 0
            select new Heredoc(name, match.Groups["tabs"].Length > 0),
        ];
    }

    /// <summary>As a shell would part them, quotes and escapes kept; null when a quote has no end.</summary>
    private static List<string>? Words(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (var index = 0; index < line.Length; index++)
        {
            var character = line[index];
            if (character is '\'' or '"')
            {
                var end = EndOfQuote(line, index);
                if (end < 0)
                {
                    return null;
                }

                word.Append(line, index, end - index + 1);
                index = end;
            }
            else if (character == '\\' && index + 1 < line.Length)
            {
                word.Append(line, index++, 2);
            }
            else if (!char.IsWhiteSpace(character))
            {
                word.Append(character);
            }
            else if (!EndsInMark(word, line, index))
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        words.Add(word.ToString());
        return words;
    }

    // Blanks between << and its word do not part them.
    private static bool EndsInMark(StringBuilder word, string line, int index) =>
        word.Length >= 2 && word[^1] == '<' && word[^2] == '<' && line.AsSpan(index).TrimStart().Length > 0;

    private static int EndOfQuote(string line, int start)
    {
        for (var index = start + 1; index < line.Length; index++)
        {
            if (line[index] == line[start])
            {
                return index;
            }

            if (line[index] == '\\' && line[start] == '"')
            {
                index++;
            }
        }

        return -1;
    }

    private static string Plain(string word) => Quoting().Replace(word, "$1$2");

    [GeneratedRegex(@"^[0-9]*<<(?<tabs>-?)(?<name>[^<]*)$")]
    private static partial Regex Word();

    [GeneratedRegex(@"\\(.)|([^'""\\])|['""\\]")]
    private static partial Regex Quoting();
}
