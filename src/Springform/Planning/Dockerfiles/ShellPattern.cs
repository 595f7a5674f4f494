using System.Text;
using System.Text.RegularExpressions;

namespace Springform.Planning.Dockerfiles;

/// <summary>A shell's pattern in ${NAME#...}, ${NAME%...} and ${NAME/...}: * and ?, without brackets.</summary>
internal sealed class ShellPattern
{
    private readonly string expression;

    /// <exception cref="FormatException">an escape of what needs none</exception>
    public ShellPattern(string pattern, char escape)
    {
        var text = new StringBuilder();
        for (var index = 0; index < pattern.Length; index++)
        {
            var character = pattern[index];
            if (character == escape)
            {
                character =
                    ++index < pattern.Length && (pattern[index] is '*' or '?' or '}' or '/' || pattern[index] == escape)
                        ? pattern[index]
                        : throw new FormatException($"the pattern {pattern} escapes what needs no escape");
                text.Append(Regex.Escape(character.ToString()));
            }
            else
            {
                text.Append(
                    character switch
                    {
                        '*' => ".*",
                        '?' => ".",
                        _ => Regex.Escape(character.ToString()),
                    }
                );
            }
        }

        expression = text.ToString();
    }

    public bool IsWhole(string text) => New($@"^(?:{expression})\z").IsMatch(text);

    /// <param name="all">else only the first place</param>
    public string Replace(string text, string replacement, bool all) =>
        expression.Length == 0 ? text : New(expression).Replace(text, _ => replacement, all ? -1 : 1);

    private static Regex New(string expression) => new(expression, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
