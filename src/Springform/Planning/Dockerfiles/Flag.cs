using System.Text;

namespace Springform.Planning.Dockerfiles;

/// <summary>A word of an instruction that begins with two hyphens, before its arguments.</summary>
/// <param name="Text">without quotes and escapes: --from=debian</param>
/// <param name="Span">with them</param>
internal sealed record Flag(string Text, SourceSpan Span)
{
    /// <summary>What follows <c>--NAME=</c>; null for another flag.</summary>
    public string? ValueOf(string name) => Text.StartsWith($"--{name}=", StringComparison.Ordinal) ? Text[(name.Length + 3)..] : null;

    /// <summary>The flags at the front of an instruction's arguments, and what comes after them.</summary>
    public static (IReadOnlyList<Flag> Flags, MappedText Arguments) Parse(MappedText arguments, char escape)
    {
        var flags = new List<Flag>();
        var position = 0;
        while (true)
        {
            while (position < arguments.Text.Length && char.IsWhiteSpace(arguments.Text[position]))
            {
                position++;
            }

            if (!arguments.Text.AsSpan(position).StartsWith("--"))
            {
                return (flags, arguments.From(position));
            }

            var start = position;
            var text = Word(arguments.Text, escape, ref position);
            if (text == "--")
            {
                return (flags, arguments.From(position));
            }

            flags.Add(new Flag(text, arguments.Slice(start, position - start).Span));
        }
    }

    /// <summary>As it has to be written so that it is read as <paramref name="text"/>.</summary>
    public static string Write(string text, char escape)
    {
        var written = new StringBuilder();
        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character) || character is '"' or '\'' || character == escape)
            {
                written.Append(escape);
            }

            written.Append(character);
        }

        return written.ToString();
    }

    private static string Word(string text, char escape, ref int position)
    {
        var word = new StringBuilder();
        char? quote = null;
        for (; position < text.Length && (quote is not null || !char.IsWhiteSpace(text[position])); position++)
        {
            var character = text[position];
            if (quote is null && character is '"' or '\'')
            {
                quote = character;
            }
            else if (character == quote)
            {
                quote = null;
            }
            else if (character != escape)
            {
                word.Append(character);
            }
            else if (position + 1 < text.Length)
            {
                word.Append(text[++position]);
            }
        }

        return word.ToString();
    }
}
