using Springform.Errors;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Springform.Config.Reading;

/// <summary>
/// Turns YamlDotNet's events into <see cref="YamlNode"/>s. Its own node classes would stop at the first duplicate key and recurse without limit;
/// here depth, and size after aliases are put in, are bounded, and duplicates are all reported. Syntax errors (E101) end the reading.
/// </summary>
internal sealed class YamlTree(IParser parser, ProblemList problems)
{
    private const int MaxDepth = 40;
    private const long MaxValues = 200_000;

    private readonly Dictionary<AnchorName, YamlNode> _anchors = [];

    /// <summary>The one document; null when there is none, or after a syntax error: a problem says so.</summary>
    /// <param name="whenEmpty">what to do about an empty file</param>
    public static YamlNode? Read(string text, ProblemList problems, string whenEmpty)
    {
        try
        {
            return new YamlTree(new GuardedParser(new Parser(new StringReader(text))), problems).ReadDocument(whenEmpty);
        }
        catch (YamlException error)
        {
            var (at, what, fix) = YamlErrorText.Of(error, text);
            problems.Add(ErrorCode.YamlSyntax, at, what, fix);
            return null;
        }
    }

    private YamlNode? ReadDocument(string whenEmpty)
    {
        parser.Consume<StreamStart>();
        if (parser.TryConsume<StreamEnd>(out _))
        {
            problems.Add(ErrorCode.YamlSyntax, new SourcePosition(1, 1), "the file is empty", whenEmpty);
            return null;
        }

        parser.Consume<DocumentStart>();
        var root = ReadNode(0);
        parser.Consume<DocumentEnd>();
        if (parser.Accept<DocumentStart>(out var second))
        {
            throw Error(second, "a second document begins here", "keep one document: remove the line --- and what follows, or join the two");
        }

        parser.Consume<StreamEnd>();
        return root;
    }

    private YamlNode ReadNode(int depth)
    {
        if (depth > MaxDepth)
        {
            throw Error(parser.Current!, $"values are nested more than {MaxDepth} deep", "no key of springform.yaml needs that: look for an unclosed bracket");
        }

        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            return Resolve(alias);
        }

        var start = parser.Consume<NodeEvent>();
        if (!start.Tag.IsEmpty)
        {
            throw Error(start, $"the tag {Quoted.Of(start.Tag.Value)} is not understood", "remove the tag: every key has one type already");
        }

        YamlNode node = start switch
        {
            Scalar scalar => new YamlText(Position(scalar.Start), scalar.Value, scalar.Style == ScalarStyle.Plain),
            SequenceStart => ReadList(Position(start.Start), depth),
            _ => ReadMap(Position(start.Start), depth),
        };
        if (!start.Anchor.IsEmpty)
        {
            _anchors[start.Anchor] = node;
        }

        return node;
    }

    private YamlNode Resolve(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value, out var node))
        {
            throw Error(
                alias,
                $"the alias {Quoted.Of("*" + alias.Value.Value)} names no anchor before it",
                Nearest.Hint(
                    alias.Value.Value,
                    [.. _anchors.Keys.Select(anchor => anchor.Value)],
                    $"mark the value that is meant with &{alias.Value.Value}, above this line"
                )
            );
        }

        return node;
    }

    private YamlList ReadList(SourcePosition at, int depth)
    {
        var items = new List<YamlNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(depth + 1));
        }

        var list = new YamlList(at, items);
        Bound(list);
        return list;
    }

    private YamlMap ReadMap(SourcePosition at, int depth)
    {
        var entries = new List<YamlEntry>();
        var seen = new Dictionary<string, SourcePosition>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var keyEvent = parser.Current!;
            if (ReadNode(depth + 1) is not YamlText key)
            {
                throw Error(keyEvent, "a key is a list or a map", "keys are plain words; quote a value that begins with [ or {");
            }

            var value = ReadNode(depth + 1);
            if (Accept(key, seen))
            {
                entries.Add(new YamlEntry(key, value));
            }
        }

        var map = new YamlMap(at, entries);
        Bound(map);
        return map;
    }

    private bool Accept(YamlText key, Dictionary<string, SourcePosition> seen)
    {
        if (key is { Plain: true, Text: "<<" })
        {
            problems.Add(
                ErrorCode.InvalidValue,
                key.At,
                "merge keys (<<) are not part of YAML 1.2",
                "write the keys out, or use an alias for a whole value: env: *common"
            );
            return false;
        }

        if (seen.TryAdd(key.Text, key.At))
        {
            return true;
        }

        problems.Add(
            ErrorCode.InvalidValue,
            key.At,
            $"one map has the key {Quoted.Of(key.Text)} twice; the first is in line {seen[key.Text].Line}",
            "keep one of the two"
        );
        return false;
    }

    private void Bound(YamlNode node)
    {
        if (node.Size > MaxValues)
        {
            throw Error(
                parser.Current!,
                $"the value that ends here holds more than {MaxValues} values once its aliases are put in",
                "use fewer aliases of aliases"
            );
        }
    }

    private static DescribedException Error(ParsingEvent at, string what, string fix) => new(at.Start, at.End, what, fix);

    private static SourcePosition Position(Mark mark) => YamlErrorText.Position(mark);
}
