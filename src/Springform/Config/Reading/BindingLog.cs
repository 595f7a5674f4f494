using Springform.Errors;
using Springform.Names;

namespace Springform.Config.Reading;

/// <summary>What the binder leaves behind beside the records: places of all values, problems, and which paths they are about.</summary>
internal sealed class BindingLog(ProblemList problems)
{
    private readonly Dictionary<string, SourcePosition> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SourcePosition> _keys = new(StringComparer.Ordinal);

    /// <summary>Paths whose value was refused, so that nothing is reported twice.</summary>
    public HashSet<string> Failed { get; } = new(StringComparer.Ordinal);

    public SourceMap Positions => new(problems.File, _values, _keys);

    public void Value(string path, YamlNode node) => _values[path] = node.At;

    public void Key(string path, YamlText key) => _keys[path] = key.At;

    public void Fail(string path) => Failed.Add(path);

    /// <summary>E103; the result is null, as of a value that is not there.</summary>
    public object? Refuse(YamlNode node, string path, string what, string fix)
    {
        Failed.Add(path);
        problems.Add(ErrorCode.InvalidValue, node.At, what, fix);
        return null;
    }

    public object? WrongType(Type type, YamlNode node, string path)
    {
        var shown = path.Length == 0 ? "the file" : path;
        var found = node switch
        {
            YamlList => "a list",
            YamlMap => "a map",
            _ => "text",
        };
        var fix =
            node is YamlMap { Entries: [{ Key.Text: var name, Value: YamlText { IsNull: true } }] } && Template.Names.Any(known => known.Name == name)
                ? $"quote it: \"{{{name}}}\""
            : node is YamlText text && RecordShape.ItemOf(type) is not null && text.Text.Length < 40 ? $"write it as a list: [{text.Text}]"
            : $"write {TypeWords.Of(type)}";
        return Refuse(node, path, $"{shown} should be {TypeWords.Of(type)}, but is {found}", fix);
    }

    /// <summary>E102. The result is the key that was probably meant: it is not reported as missing too.</summary>
    public string? Unknown(RecordShape shape, YamlText key, string path)
    {
        string[] known = [.. shape.Keys.Select(known => known.Name)];
        problems.Add(ErrorCode.UnknownKey, key.At, $"unknown key {Quoted.Of(key.Text)}{In(path)}", Nearest.Hint(key.Text, known));
        var nearest = Nearest.To(key.Text, known);
        if (nearest is not null)
        {
            Failed.Add(SourcePath.Key(path, nearest));
        }

        return nearest;
    }

    /// <summary>E104 for each required key that is not present.</summary>
    public void Missing(RecordShape shape, YamlNode node, string path, IReadOnlyCollection<string> present)
    {
        foreach (var key in shape.Keys.Where(key => key.IsRequired && !present.Contains(key.Name)))
        {
            Failed.Add(SourcePath.Key(path, key.Name));
            problems.Add(ErrorCode.MissingKey, node.At, $"the key '{key.Name}' is missing{In(path)}", $"add {key.Name}: with {TypeWords.Of(key.Type)}");
        }
    }

    private static string In(string path) => path.Length == 0 ? "" : $" in {path}";
}
