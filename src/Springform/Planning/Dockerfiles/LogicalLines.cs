using System.Text;

namespace Springform.Planning.Dockerfiles;

/// <summary>
/// Takes a Dockerfile apart into instructions (Dockerfile reference, "Format"): comments and blank lines go, also between continued lines; a line that ends in
/// the escape character goes on in the next one, and the end of the file ends it too. The bodies of heredocs are skipped by whoever knows where one begins.
/// </summary>
internal sealed class LogicalLines(string text, char escape)
{
    private int position = text.StartsWith('\uFEFF') ? 1 : 0;
    private int number;

    /// <summary>Null at the end.</summary>
    public MappedText? Next()
    {
        while (position < text.Length)
        {
            var (start, end) = Physical();
            while (start < end && char.IsWhiteSpace(text[start]))
            {
                start++;
            }

            if (start == end || text[start] == '#')
            {
                continue;
            }

            var line = Continued(start, end);
            if (line.Text.Length > 0)
            {
                return line;
            }
        }

        return null;
    }

    /// <summary>Goes behind the line that ends a heredoc. What has no such line is none: an arithmetic shift, say.</summary>
    public void Skip(Heredoc heredoc)
    {
        var (before, line) = (position, number);
        while (position < text.Length)
        {
            var (start, end) = Physical();
            var found = text.AsSpan(start, end - start);
            if ((heredoc.StripsTabs ? found.TrimStart('\t') : found).SequenceEqual(heredoc.Name))
            {
                return;
            }
        }

        (position, number) = (before, line);
    }

    private MappedText Continued(int start, int end)
    {
        var first = number;
        var characters = new StringBuilder();
        var offsets = new List<int>();
        var goesOn = Append(start, end, characters, offsets);
        while (goesOn && position < text.Length)
        {
            (start, end) = Physical();
            var line = text.AsSpan(start, end - start).Trim();
            if (line.Length > 0 && line[0] != '#')
            {
                goesOn = Append(start, end, characters, offsets);
            }
        }

        return new MappedText(characters.ToString(), offsets, first);
    }

    /// <summary>True when the next line belongs to this one.</summary>
    private bool Append(int start, int end, StringBuilder characters, List<int> offsets)
    {
        var last = end;
        while (last > start && text[last - 1] is ' ' or '\t')
        {
            last--;
        }

        // Two escape characters are one of them, and no continuation.
        var goesOn = last > start && text[last - 1] == escape && (last - 1 == start || text[last - 2] != escape);
        for (var index = start; index < (goesOn ? last - 1 : end); index++)
        {
            characters.Append(text[index]);
            offsets.Add(index);
        }

        return goesOn;
    }

    /// <summary>The next line of the file without its end.</summary>
    private (int Start, int End) Physical()
    {
        var start = position;
        var end = text.IndexOf('\n', start) is var found and >= 0 ? found : text.Length;
        position = Math.Min(end + 1, text.Length);
        number++;
        while (end > start && text[end - 1] == '\r')
        {
            end--;
        }

        return (start, end);
    }
}
