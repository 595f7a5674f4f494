using Springform.Plan;

namespace Springform.Config.Reading;

/// <summary>
/// Fills records from YAML and goes on after a problem, which YamlDotNet's deserializer does not. A value that does not fit
/// is reported and left at its default, and <see cref="Failed"/> remembers its path, so that nothing is reported twice.
/// </summary>
internal sealed class Binder(ProblemList problems)
{
    private readonly Dictionary<Type, RecordShape> _shapes = [];
    private readonly Dictionary<string, SourcePosition> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SourcePosition> _keys = new(StringComparer.Ordinal);

    /// <summary>Paths whose value was refused.</summary>
    public HashSet<string> Failed { get; } = new(StringComparer.Ordinal);

    public SourceMap Positions => new(problems.File, _values, _keys);

    /// <summary>The root record; of a root that is no map, an empty one.</summary>
    public T BindRoot<T>(YamlNode root)
        where T : new() => (T)(BindRecord(typeof(T), root, "") ?? new T());

    private object? Bind(Type type, YamlNode node, string path, IReadOnlyList<string> allowed)
    {
        _values[path] = node.At;
        if (node is YamlText { IsNull: true })
        {
            return Refuse(node, path, $"{path} has no value", $"give it {Wanted(type)}, or remove the key");
        }

        if (type == typeof(string))
        {
            return BindText(node, path, allowed);
        }

        if (type == typeof(bool))
        {
            return BindBool(node, path);
        }

        if (type == typeof(CommandLine))
        {
            return BindCommand(node, path);
        }

        return RecordShape.ItemOf(type) is { } item ? BindList(item, node, path, allowed)
            : RecordShape.ValueOf(type) is { } value ? BindMap(value, node, path)
            : BindRecord(type, node, path);
    }

    private string? BindText(YamlNode node, string path, IReadOnlyList<string> allowed)
    {
        if (node is not YamlText text)
        {
            return (string?)WrongType(typeof(string), node, path);
        }

        return allowed.Count == 0 || allowed.Contains(text.Text)
            ? text.Text
            : (string?)Refuse(node, path, $"{path} cannot be {Quoted.Of(text.Text)}", Nearest.Hint(text.Text, allowed));
    }

    private object? BindBool(YamlNode node, string path) => node switch
    {
        YamlText { Plain: true, Text: "true" } => true,
        YamlText { Plain: true, Text: "false" } => false,
        YamlText text => Refuse(node, path, $"{path} should be true or false, but is {Quoted.Of(text.Text)}", "write true or false, without quotes"),
        _ => WrongType(typeof(bool), node, path),
    };

    private object? BindCommand(YamlNode node, string path)
    {
        if (node is YamlText text)
        {
            return text.Text.Trim().Length > 0 ? CommandLine.Shell(text.Text) : Refuse(node, path, $"{path} is an empty command", "write a command, or remove the key");
        }

        if (node is YamlList { Items.Count: 0 })
        {
            return Refuse(node, path, $"{path} is an empty command", "write a command, or remove the key");
        }

        return node is YamlList
            ? new CommandLine { Arguments = (IReadOnlyList<string>)BindList(typeof(string), node, path, [])! }
            : WrongType(typeof(CommandLine), node, path);
    }

    private object? BindList(Type item, YamlNode node, string path, IReadOnlyList<string> allowed)
    {
        if (node is not YamlList list)
        {
            return WrongType(typeof(IReadOnlyList<>).MakeGenericType(item), node, path);
        }

        var items = (System.Collections.IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
        for (var index = 0; index < list.Items.Count; index++)
        {
            // A refused item keeps its place, so that the positions of those after it stay right.
            items.Add(Bind(item, list.Items[index], SourcePath.Item(path, index), allowed) ?? Empty(item));
        }

        return items;
    }

    private object? BindMap(Type value, YamlNode node, string path)
    {
        if (node is not YamlMap map)
        {
            return WrongType(typeof(IReadOnlyDictionary<,>).MakeGenericType(typeof(string), value), node, path);
        }

        var values = (System.Collections.IDictionary)Activator.CreateInstance(
            typeof(Dictionary<,>).MakeGenericType(typeof(string), value), StringComparer.Ordinal)!;
        foreach (var entry in map.Entries)
        {
            var at = SourcePath.Key(path, entry.Key.Text);
            _keys[at] = entry.Key.At;
            // A refused value keeps its name, so that references to it are not reported as well.
            values[entry.Key.Text] = Bind(value, entry.Value, at, []) ?? Empty(value);
        }

        return values;
    }

    private object? BindRecord(Type type, YamlNode node, string path)
    {
        var shape = ShapeOf(type);
        if (node is YamlMap map)
        {
            return BindKeys(shape, map, path);
        }

        if (shape.Shorthand is { } key && (node is YamlList) == (RecordShape.ItemOf(key.Type) is not null))
        {
            var record = Activator.CreateInstance(type)!;
            Set(record, key, node, path, SourcePath.Key(path, key.Name));
            ReportMissing(shape, node, path, [key.Name]);
            return record;
        }

        return WrongType(type, node, path);
    }

    private object BindKeys(RecordShape shape, YamlMap map, string path)
    {
        var record = Activator.CreateInstance(shape.Type)!;
        var present = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in map.Entries)
        {
            var at = SourcePath.Key(path, entry.Key.Text);
            _keys[at] = entry.Key.At;
            if (shape.Keys.FirstOrDefault(key => key.Name == entry.Key.Text) is { } key)
            {
                present.Add(key.Name);
                Set(record, key, entry.Value, at, at);
            }
            else
            {
                var nearest = ReportUnknown(shape, entry.Key, path);
                present.UnionWith(nearest is null ? [] : [nearest]);
            }
        }

        ReportMissing(shape, map, path, present);
        return record;
    }

    // A key that was meant is not reported as missing too; its value is unknown all the same.
    private string? ReportUnknown(RecordShape shape, YamlText key, string path)
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

    private void Set(object record, KeyShape key, YamlNode node, string shownPath, string path)
    {
        var value = Bind(key.Type, node, shownPath, key.Allowed);
        _values[path] = node.At;
        if (value is not null)
        {
            key.Property.SetValue(record, value);
        }
        else
        {
            Failed.Add(path);
        }
    }

    private void ReportMissing(RecordShape shape, YamlNode node, string path, IReadOnlyCollection<string> present)
    {
        foreach (var key in shape.Keys.Where(key => key.IsRequired && !present.Contains(key.Name)))
        {
            Failed.Add(SourcePath.Key(path, key.Name));
            problems.Add(ErrorCode.MissingKey, node.At, $"the key '{key.Name}' is missing{In(path)}", $"add {key.Name}: with {Wanted(key.Type)}");
        }
    }

    private object? WrongType(Type type, YamlNode node, string path)
    {
        var shown = path.Length == 0 ? "the file" : path;
        var found = node switch { YamlList => "a list", YamlMap => "a map", _ => "text" };
        var fix = node is YamlText text && RecordShape.ItemOf(type) is not null && text.Text.Length < 40
            ? $"write it as a list: [{text.Text}]"
            : $"write {Wanted(type)}";
        return Refuse(node, path, $"{shown} should be {Wanted(type)}, but is {found}", fix);
    }

    private object? Refuse(YamlNode node, string path, string what, string fix)
    {
        Failed.Add(path);
        problems.Add(ErrorCode.InvalidValue, node.At, what, fix);
        return null;
    }

    private string Wanted(Type type)
    {
        if (type == typeof(string))
        {
            return "text";
        }

        if (type == typeof(bool))
        {
            return "true or false";
        }

        if (type == typeof(CommandLine))
        {
            return "a command: a list of arguments, or text for a shell";
        }

        return RecordShape.ItemOf(type) is not null ? "a list"
            : RecordShape.ValueOf(type) is not null ? "a map of names"
            : $"a map with {string.Join(", ", ShapeOf(type).Keys.Select(key => key.Name).Take(4))}";
    }

    private RecordShape ShapeOf(Type type)
    {
        if (!_shapes.TryGetValue(type, out var shape))
        {
            _shapes[type] = shape = RecordShape.Of(type);
        }

        return shape;
    }

    private static object Empty(Type type) => type == typeof(string) ? "" : Activator.CreateInstance(type)!;

    private static string In(string path) => path.Length == 0 ? "" : $" in {path}";
}
