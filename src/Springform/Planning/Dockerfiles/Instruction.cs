using System.Text;
using System.Text.Json;

namespace Springform.Planning.Dockerfiles;

/// <summary>One instruction.</summary>
/// <param name="Name">in upper case</param>
internal sealed record Instruction(string Name, IReadOnlyList<Flag> Flags, MappedText Arguments)
{
    public int Line => Arguments.Line;

    /// <summary>What ONBUILD keeps for the images that build on this one; null for other instructions.</summary>
    public Instruction? Trigger { get; private init; }

    public static Instruction Parse(MappedText line, char escape)
    {
        var end = 0;
        while (end < line.Text.Length && !MappedText.IsBlank(line.Text[end]))
        {
            end++;
        }

        var name = line.Text[..end].ToUpperInvariant();
        var (flags, rest) = Flag.Parse(line.From(end), escape);
        return new Instruction(name, flags, rest) { Trigger = name == "ONBUILD" && rest.Text.Length > 0 ? Parse(rest, escape) : null };
    }

    /// <summary>Only what may copy or run has any, and the form of a JSON list has none.</summary>
    public IReadOnlyList<Heredoc> Heredocs(string line) =>
        (Trigger ?? this) is { Name: "ADD" or "COPY" or "RUN" } holder && !IsJson(holder.Arguments.Text) ? Heredoc.In(line) : [];

    /// <summary>Words of ARG and ENV: blanks in quotes do not part them, and quotes and escapes stay.</summary>
    public IReadOnlyList<string> QuotedWords(char escape)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        char? quote = null;
        var text = Arguments.Text;
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (character == escape && quote != '\'' && index + 1 < text.Length)
            {
                word.Append(character).Append(text[++index]);
                continue;
            }

            quote = quote is null
                ? character is '"' or '\''
                    ? character
                    : null
                : character == quote
                    ? null
                    : quote;
            if (quote is not null || !char.IsWhiteSpace(character))
            {
                word.Append(character);
            }
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        return word.Length > 0 ? [.. words, word.ToString()] : words;
    }

    private static bool IsJson(string text)
    {
        if (!text.TrimStart().StartsWith('['))
        {
            return false;
        }

        try
        {
            using var json = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
