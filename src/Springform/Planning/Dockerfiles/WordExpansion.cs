using System.Text;

namespace Springform.Planning.Dockerfiles;

/// <summary>
/// Puts values into one word as BuildKit does (Dockerfile reference, "Environment replacement"): $NAME, ${NAME} and its forms with - + ? # % and /, quotes and
/// escapes as in a shell.
/// </summary>
/// <param name="value">null: unset</param>
internal sealed class WordExpansion(string word, char escape, Func<string, string?> value)
{
    private int position;

    /// <exception cref="FormatException">a form that is not closed or not known, or a value that ${NAME:?...} asks for</exception>
    public static string Expand(string word, char escape, Func<string, string?> value) =>
        new WordExpansion(word, escape, value).Until(null, keepsEscapes: false);

    /// <param name="stop">null: the end of the word</param>
    /// <param name="keepsEscapes">a pattern follows, which has escapes of its own</param>
    private string Until(char? stop, bool keepsEscapes)
    {
        var result = new StringBuilder();
        while (position < word.Length)
        {
            var character = word[position++];
            if (character == stop)
            {
                return result.ToString();
            }

            if (character == '\'')
            {
                result.Append(SingleQuoted());
            }
            else if (character == '"')
            {
                result.Append(DoubleQuoted());
            }
            else if (character == '$')
            {
                result.Append(Dollar());
            }
            else if (character == escape)
            {
                result.Append(keepsEscapes ? escape.ToString() : "").Append(position < word.Length ? word[position++].ToString() : "");
            }
            else
            {
                result.Append(character);
            }
        }

        return stop is null ? result.ToString() : throw new FormatException($"{stop} is missing");
    }

    private string SingleQuoted()
    {
        var end = word.IndexOf('\'', position);
        if (end < 0)
        {
            throw new FormatException("a single quote is not closed");
        }

        var text = word[position..end];
        position = end + 1;
        return text;
    }

    private string DoubleQuoted()
    {
        var result = new StringBuilder();
        while (position < word.Length)
        {
            var character = word[position++];
            if (character == '"')
            {
                return result.ToString();
            }

            if (character == '$')
            {
                result.Append(Dollar());
            }
            else if (character == escape && position < word.Length && (word[position] is '"' or '$' || word[position] == escape))
            {
                result.Append(word[position++]);
            }
            else
            {
                result.Append(character);
            }
        }

        throw new FormatException("a double quote is not closed");
    }

    private string Dollar()
    {
        if (position >= word.Length || word[position] != '{')
        {
            return Name() is { Length: > 0 } plain ? value(plain) ?? "" : "$";
        }

        position++;
        var name = Name();
        if (name.Length == 0 || position >= word.Length)
        {
            throw new FormatException(position >= word.Length ? "} is missing" : "${ is followed by no name");
        }

        var form = word[position++];
        return form switch
        {
            '}' => value(name) ?? "",
            ':' when position < word.Length && word[position] is '-' or '+' or '?' => Default(name, word[position++], emptyIsUnset: true),
            '-' or '+' or '?' => Default(name, form, emptyIsUnset: false),
            '#' or '%' => Trimmed(name, form),
            '/' => Replaced(name),
            _ => throw new FormatException($"${{{name}{form}...}} is not a known form"),
        };
    }

    private string Default(string name, char form, bool emptyIsUnset)
    {
        var other = Until('}', keepsEscapes: false);
        var given = value(name) is { } set && !(emptyIsUnset && set.Length == 0) ? set : null;
        return form switch
        {
            '-' => given ?? other,
            '+' => given is null ? "" : other,
            _ => given ?? throw new FormatException($"{name}: {(other.Length > 0 ? other : "a value is asked for")}"),
        };
    }

    /// <summary># takes off the front what fits, % the end; once as little, twice as much as possible.</summary>
    private string Trimmed(string name, char form)
    {
        var pattern = Until('}', keepsEscapes: true);
        var most = pattern.StartsWith(form);
        var text = value(name) ?? "";
        var fits = new ShellPattern(most ? pattern[1..] : pattern, escape);
        var counts = Enumerable.Range(0, text.Length + 1);
        foreach (var count in most ? counts.Reverse() : counts)
        {
            var (taken, left) = form == '#' ? (text[..count], text[count..]) : (text[^count..], text[..^count]);
            if (fits.IsWhole(taken))
            {
                return left;
            }
        }

        return text;
    }

    private string Replaced(string name)
    {
        var all = position < word.Length && word[position] == '/';
        position += all ? 1 : 0;
        var pattern = Until('/', keepsEscapes: true);
        var replacement = Until('}', keepsEscapes: false);
        return new ShellPattern(pattern, escape).Replace(value(name) ?? "", replacement, all);
    }

    /// <summary>Letters, digits and _; digits alone when it begins with one; or one of the shell's special characters.</summary>
    private string Name()
    {
        var start = position;
        if (position < word.Length && "@*#?-$!".Contains(word[position], StringComparison.Ordinal))
        {
            return word[position++].ToString();
        }

        var digits = position < word.Length && char.IsDigit(word[position]);
        while (position < word.Length && (digits ? char.IsDigit(word[position]) : char.IsLetterOrDigit(word[position]) || word[position] == '_'))
        {
            position++;
        }

        return word[start..position];
    }
}
