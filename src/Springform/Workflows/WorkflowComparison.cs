using Springform.Errors;
using YamlDotNet.RepresentationModel;

namespace Springform.Workflows;

/// <summary>
/// Holds a workflow against the one that Springform would write. What is ours must be there as we write it; what is added beside it is the user's. The user's
/// are also the values of some keys (<see cref="CiSystem.Free"/>) and the names of secrets. What changes how our jobs and steps run counts as a change of them.
/// </summary>
/// <param name="file">the name that messages show</param>
internal sealed class WorkflowComparison(CiSystem system, string file)
{
    private const string Permissions = "permissions";

    /// <summary>Keys that nobody may add to what is ours.</summary>
    private static readonly HashSet<string> Guarded = ["if", "continue-on-error", "shell", "working-directory", Permissions, "allow_failure", "when", "rules"];

    private readonly List<Problem> problems = [];

    /// <returns>what of ours is missing or changed, in the order of the file that we would write</returns>
    public IReadOnlyList<Problem> Compare(YamlMappingNode ours, YamlMappingNode actual)
    {
        Maps("", ours, actual);
        return problems;
    }

    private void Nodes(string path, string key, YamlNode ours, YamlNode actual)
    {
        switch (ours, actual)
        {
            case (YamlMappingNode map, YamlMappingNode other):
                Maps(path, map, other);
                break;
            case (YamlSequenceNode list, YamlSequenceNode other):
                Lists(path, key, list.Children, other);
                break;
            case (YamlSequenceNode { Children: [YamlScalarNode only] }, YamlScalarNode other):
                Scalars(path, only, other); // a list of one may be written without brackets
                break;
            case (YamlScalarNode text, YamlScalarNode other):
                Scalars(path, text, other);
                break;
            default:
                Refuse($"{path} is {Kind(actual)}, and Workflow writes {Kind(ours)}", actual);
                break;
        }
    }

    private void Maps(string path, YamlMappingNode ours, YamlMappingNode actual)
    {
        foreach (var (node, value) in ours.Children)
        {
            var key = Text(node);
            var inner = path.Length == 0 ? key : $"{path}.{key}";
            if (!actual.Children.TryGetValue(new YamlScalarNode(key), out var other))
                Refuse($"{inner} is missing", actual);
            else if (!system.Free.Contains(key))
                Nodes(inner, key, value, other);
        }

        foreach (var (node, _) in actual.Children.Where(entry => !ours.Children.ContainsKey(entry.Key)))
        {
            if (path == Permissions || path.EndsWith($".{Permissions}", StringComparison.Ordinal) || (path.Length > 0 && Guarded.Contains(Text(node))))
                Refuse($"{path}.{Text(node)} is added, and changes what Workflow writes", node);
        }
    }

    private void Lists(string path, string key, IEnumerable<YamlNode> ours, YamlSequenceNode actual)
    {
        var next = 0;
        foreach (var item in ours)
        {
            var name = NameOf(item);
            var isOrdered = item is not YamlScalarNode || key.EndsWith("script", StringComparison.Ordinal);
            if (Find(actual, name, isOrdered ? next : 0) is { } at)
            {
                next = at + 1;
                Nodes($"{path}[{Shown(name)}]", key, item, actual.Children[at]);
            }
            else if (Find(actual, name, 0) is { } before)
                Refuse($"{path}[{Shown(name)}] stands before what must come first", actual.Children[before]);
            else
                Refuse($"{path}[{Shown(name)}] is missing", actual);
        }
    }

    private static int? Find(YamlSequenceNode list, string name, int from)
    {
        for (var at = from; at < list.Children.Count; at++)
        {
            if (NameOf(list.Children[at]) == name)
                return at;
        }

        return null;
    }

    private void Scalars(string path, YamlScalarNode ours, YamlScalarNode actual)
    {
        if (IsSecret(ours) && actual.Value?.StartsWith("${{", StringComparison.Ordinal) == true && HasGuardOf(ours, actual))
            return;
        if (ours.Value?.TrimEnd() != actual.Value?.TrimEnd())
            Refuse($"{path} is {Quoted.Of(Shown(actual.Value))}, and Workflow writes {Quoted.Of(Shown(ours.Value))}", actual);
    }

    /// <summary>A secret may have another name, or come from elsewhere.</summary>
    private static bool IsSecret(YamlScalarNode node) =>
        node.Value is { } text
        && text.StartsWith("${{", StringComparison.Ordinal)
        && (text.Contains("secrets.", StringComparison.Ordinal) || text.Contains("github.token", StringComparison.Ordinal));

    /// <summary>What keeps it from pull requests stays.</summary>
    private static bool HasGuardOf(YamlScalarNode ours, YamlScalarNode actual) =>
        ours.Value!.IndexOf("&&", StringComparison.Ordinal) is var end && (end < 0 || actual.Value!.StartsWith(ours.Value![..end], StringComparison.Ordinal));

    /// <summary>What a user knows an item of a list by, and what it is found by: the name of a step, the condition of a rule, or the whole text.</summary>
    private static string NameOf(YamlNode item) =>
        item switch
        {
            YamlMappingNode map when (Value(map, "name") ?? Value(map, "if")) is { } name => name,
            YamlMappingNode { Children.Count: 1 } map when map.Children.First() is var (key, value) => value is YamlMappingNode inner
            && Value(inner, "name") is { } name
                ? $"{Text(key)} {name}"
                : Text(key),
            _ => Text(item),
        };

    private static string? Value(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(new YamlScalarNode(key), out var value) && value is YamlScalarNode text ? text.Value : null;

    private static string Text(YamlNode node) => node is YamlScalarNode { Value: { } text } ? text : node.ToString();

    private static string Shown(string? text)
    {
        const int most = 90;
        var line = (text ?? "").Trim().ReplaceLineEndings("; ");
        return line.Length > most ? line[..most] + "..." : line;
    }

    private static string Kind(YamlNode node) =>
        node switch
        {
            YamlMappingNode => "a map",
            YamlSequenceNode => "a list",
            _ => "a text",
        };

    private void Refuse(string what, YamlNode at) =>
        problems.Add(
            new Problem(
                ErrorCode.WorkflowDiffers,
                Quoted.Clean(what),
                $"{file}:{at.Start.Line}",
                what.Contains(".uses is ", StringComparison.Ordinal)
                    ? "--target=UpdatePins --pins=actions pins the actions as this version of Springform does"
                    : "put it back; or move the file away, run --target=Workflow and add what was yours"
            )
        );
}
