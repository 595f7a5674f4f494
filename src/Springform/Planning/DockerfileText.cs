using System.Text.RegularExpressions;

namespace Springform.Planning;

/// <summary>
/// Finds the images that a Dockerfile builds on, and writes others in their place: FROM lines, COPY --from and RUN --mount from=.
/// Knows line continuations, comments, heredocs, stage names and ARG defaults before the first FROM (Dockerfile reference, "FROM", "ARG").
/// </summary>
public sealed partial class DockerfileText
{
    private readonly string text;
    private readonly List<Mention> mentions = [];
    private readonly List<string> unknown = [];

    private sealed record Mention(int Start, int Length, string Image);

    /// <param name="arguments">build arguments, which win over ARG defaults</param>
    public DockerfileText(string text, IReadOnlyDictionary<string, string> arguments)
    {
        this.text = text;
        Scan(arguments);
    }

    /// <summary>External images in order of appearance, without scratch and stage names.</summary>
    public IReadOnlyList<string> Images => [.. mentions.Select(mention => mention.Image).Distinct(StringComparer.Ordinal)];

    /// <summary>What FROM lines name by an argument that has no value, as it is written.</summary>
    public IReadOnlyList<string> Unknown => unknown;

    /// <summary>The same text with other images; the rest stays byte for byte.</summary>
    public string WithImages(Func<string, string> replace)
    {
        var result = text;
        foreach (var mention in Enumerable.Reverse(mentions))
        {
            result = result[..mention.Start] + replace(mention.Image) + result[(mention.Start + mention.Length)..];
        }

        return result;
    }

    private void Scan(IReadOnlyDictionary<string, string> arguments)
    {
        var stages = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "scratch" };
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var sawFrom = false;
        foreach (var (start, line) in Instructions())
        {
            if (FromLine().Match(line) is { Success: true } from)
            {
                sawFrom = true;
                AddFrom(start, from, values, stages);
            }
            else if (!sawFrom && ArgLine().IsMatch(line))
            {
                foreach (Match arg in ArgWord().Matches(line))
                {
                    var name = arg.Groups["name"].Value;
                    values[name] = arguments.GetValueOrDefault(name) ?? Expand(arg.Groups["value"].Value.Trim('"', '\''), values);
                }
            }
            else if (FileOrRunLine().Match(line) is { Success: true } instruction)
            {
                var flags = instruction.Groups["flags"];
                foreach (Match use in FromFlag().Matches(flags.Value))
                {
                    AddMention(start + flags.Index, use.Groups["image"], use.Groups["image"].Value, stages);
                }
            }
        }
    }

    private void AddFrom(int start, Match from, Dictionary<string, string> values, HashSet<string> stages)
    {
        var image = Expand(from.Groups["image"].Value, values);
        if (image.Length == 0 || image.Contains('$', StringComparison.Ordinal))
        {
            unknown.Add(from.Groups["image"].Value);
        }

        AddMention(start, from.Groups["image"], image, stages);
        if (from.Groups["stage"].Success)
        {
            stages.Add(from.Groups["stage"].Value);
        }
    }

    private void AddMention(int start, Group group, string image, HashSet<string> stages)
    {
        if (image.Length > 0 && !image.Contains('$', StringComparison.Ordinal) && !stages.Contains(image) && !image.All(char.IsAsciiDigit))
        {
            mentions.Add(new Mention(start + group.Index, group.Length, image));
        }
    }

    private static string Expand(string text, Dictionary<string, string> values) =>
        Variable().Replace(text, match =>
        {
            var name = match.Groups["name"].Success ? match.Groups["name"].Value : match.Groups["bare"].Value;
            return values.TryGetValue(name, out var value) && value.Length > 0
                ? value
                : match.Groups["default"].Success ? match.Groups["default"].Value : match.Value;
        });

    /// <summary>Logical instructions with their offset; continuation line breaks stay in the text, heredoc bodies and comments are left out.</summary>
    private IEnumerable<(int Start, string Line)> Instructions()
    {
        var position = 0;
        while (position < text.Length)
        {
            var start = position;
            var line = NextLine(ref position);
            if (line.TrimStart().StartsWith('#'))
            {
                continue;
            }

            var last = line;
            while (last.TrimEnd().EndsWith('\\') && position < text.Length)
            {
                last = NextLine(ref position);
                while ((string.IsNullOrWhiteSpace(last) || last.TrimStart().StartsWith('#')) && position < text.Length)
                {
                    last = NextLine(ref position);
                }
            }

            line = text[start..position];
            yield return (start, line);
            foreach (Match heredoc in FileOrRunLine().IsMatch(line) ? Heredoc().Matches(line) : Enumerable.Empty<Match>())
            {
                position = AfterHeredoc(position, heredoc.Groups["word"].Value, heredoc.Groups["tabs"].Length > 0);
            }
        }
    }

    /// <summary>What looks like a heredoc but has no end is none: an arithmetic shift, or a word in quotes.</summary>
    private int AfterHeredoc(int start, string terminator, bool tabs)
    {
        for (var position = start; position < text.Length;)
        {
            var line = NextLine(ref position).TrimEnd('\r', '\n');
            if ((tabs ? line.TrimStart('\t') : line) == terminator)
            {
                return position;
            }
        }

        return start;
    }

    private string NextLine(ref int position)
    {
        var end = text.IndexOf('\n', position);
        var next = end < 0 ? text.Length : end + 1;
        var line = text[position..next];
        position = next;
        return line;
    }

    [GeneratedRegex(@"^\s*FROM(?:\s|\\\r?\n)+(?:--platform=\S+(?:\s|\\\r?\n)+)?[""']?(?<image>[^\s\\""']+)[""']?(?:(?:\s|\\\r?\n)+AS\s+(?<stage>\S+))?", RegexOptions.IgnoreCase)]
    private static partial Regex FromLine();

    [GeneratedRegex(@"^\s*ARG\s", RegexOptions.IgnoreCase)]
    private static partial Regex ArgLine();

    [GeneratedRegex(@"(?<=\s)(?<!^\s*)(?<name>[A-Za-z_]\w*)(?:=(?<value>""[^""]*""|'[^']*'|[^\s""']*))?")]
    private static partial Regex ArgWord();

    [GeneratedRegex(@"^\s*(?:ONBUILD\s+)?(?:COPY|ADD|RUN)(?<flags>(?:(?:\s|\\\r?\n)+--\S+)*)\s", RegexOptions.IgnoreCase)]
    private static partial Regex FileOrRunLine();

    [GeneratedRegex(@"(?:--from=|--mount=\S*\bfrom=)(?<image>[^\s,\\""']+)")]
    private static partial Regex FromFlag();

    [GeneratedRegex(@"\$\{(?<name>\w+)(?::?-(?<default>[^}]*))?\}|\$(?<bare>\w+)")]
    private static partial Regex Variable();

    /// <summary>A word of its own, as BuildKit's parser asks for.</summary>
    [GeneratedRegex("(?<=\\s)[0-9]*<<(?<tabs>-?)(?<quote>[\"']?)(?<word>[A-Za-z_]\\w*)\\k<quote>(?=[\\s>|;&]|$)")]
    private static partial Regex Heredoc();
}
