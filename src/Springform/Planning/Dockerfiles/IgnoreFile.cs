using System.Text;
using System.Text.RegularExpressions;

namespace Springform.Planning.Dockerfiles;

/// <summary>
/// A .dockerignore (docker's "Build context", ".dockerignore files"): a pattern a line, the last that fits a path or one of its folders decides, ! takes back.
/// * and ? stay within a name, ** goes over any number of folders; a slash at the front or the end means nothing.
/// </summary>
internal sealed class IgnoreFile
{
    private readonly List<(Regex Pattern, bool TakesBack)> rules = [];

    /// <exception cref="DockerfileException">a pattern that is none</exception>
    public IgnoreFile(string text)
    {
        var number = 0;
        foreach (var line in text.TrimStart('\uFEFF').Split('\n'))
        {
            number++;
            if (line.StartsWith('#') || line.AsSpan().Trim().IsEmpty)
            {
                continue;
            }

            var pattern = line.Trim();
            var takesBack = pattern.StartsWith('!');
            if (takesBack)
            {
                pattern = pattern[1..].Trim();
            }

            rules.Add(
                (
                    new Regex(Expression(Cleaned(pattern), number), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline),
                    takesBack
                )
            );
        }
    }

    /// <param name="path">relative to the context, with /</param>
    public bool Excludes(string path)
    {
        var excluded = false;
        foreach (var (pattern, takesBack) in rules)
        {
            // A rule that would change nothing need not be asked.
            if (takesBack == excluded && PathAndFolders(path).Any(part => pattern.IsMatch(part)))
            {
                excluded = !takesBack;
            }
        }

        return excluded;
    }

    private static IEnumerable<string> PathAndFolders(string path)
    {
        yield return path;
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
        {
            yield return path[..slash];
        }
    }

    /// <summary>Without empty parts, dots and what .. takes back.</summary>
    private static string Cleaned(string pattern)
    {
        var parts = new List<string>();
        foreach (var part in pattern.Split('/').Where(part => part is not ("" or ".")))
        {
            if (part == ".." && parts.Count > 0 && parts[^1] != "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".." || !pattern.StartsWith('/'))
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    private static string Expression(string pattern, int line)
    {
        if (pattern.Length == 0)
        {
            // Such as "!", "." or "/": docker refuses the first and takes the others for nothing.
            return @"^\z.";
        }

        var result = new StringBuilder("^");
        for (var index = 0; index < pattern.Length; index++)
        {
            var character = pattern[index];
            if (character == '*' && index + 1 < pattern.Length && pattern[index + 1] == '*')
            {
                index += index + 2 < pattern.Length && pattern[index + 2] == '/' ? 2 : 1;
                result.Append(index + 1 == pattern.Length ? ".*" : "(.*/)?");
            }
            else if (character == '\\')
            {
                result.Append(++index < pattern.Length ? Regex.Escape(pattern[index].ToString()) : throw New(pattern, line, "ends in a backslash"));
            }
            else if (character == '[')
            {
                result.Append(Class(pattern, ref index, line));
            }
            else
            {
                result.Append(
                    character switch
                    {
                        '*' => "[^/]*",
                        '?' => "[^/]",
                        _ => Regex.Escape(character.ToString()),
                    }
                );
            }
        }

        return result.Append(@"\z").ToString();
    }

    /// <summary>[a-z], [^a-z], with \ as escape.</summary>
    private static string Class(string pattern, ref int index, int line)
    {
        var result = new StringBuilder("[");
        var start = ++index;
        if (index < pattern.Length && pattern[index] == '^')
        {
            result.Append('^');
            start = ++index;
        }

        for (; index < pattern.Length && (pattern[index] != ']' || index == start); index++)
        {
            if (pattern[index] == '\\' && index + 1 < pattern.Length)
            {
                index++;
                result.Append('\\').Append(pattern[index]);
            }
            else
            {
                result.Append(pattern[index] is '[' or ']' or '^' ? $"\\{pattern[index]}" : pattern[index].ToString());
            }
        }

        if (index >= pattern.Length || index == start)
        {
            throw New(pattern, line, "has a bracket that is not closed");
        }

        return result.Append(']').ToString();
    }

    private static DockerfileException New(string pattern, int line, string what) => new(line, $"the pattern {pattern} {what}");
}
