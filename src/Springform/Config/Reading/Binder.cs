using System.Globalization;
using Springform.Errors;
using Springform.Names;

namespace Springform.Config.Reading;

/// <summary>
/// Fills records from YAML and goes on after a problem, which YamlDotNet's deserializer does not. A value that does not fit
/// is reported and left at its default.
/// </summary>
internal sealed class Binder(BindingLog log)
{
    private readonly Dictionary<Type, RecordShape> _shapes = [];

    /// <summary>The root record; of a root that is no map, an empty one.</summary>
    public T BindRoot<T>(YamlNode root)
        where T : new() => (T)(BindRecord(typeof(T), root, "") ?? new T());

    /// <param name="isFree">commands and values of variables, which may hold anything that the operating system takes</param>
    private object? Bind(Type type, YamlNode node, string path, IReadOnlyList<string> allowed, bool isFree = false)
    {
        log.Value(path, node);
        if (node is YamlText { IsNull: true })
        {
            return log.Refuse(node, path, $"{path} has no value", $"give it {TypeWords.Of(type)}, or remove the key");
        }

        if (type == typeof(string))
        {
            return BindText(node, path, allowed, isFree);
        }

        if (type == typeof(bool) || type == typeof(bool?))
        {
            return BindBool(node, path);
        }

        if (type == typeof(int?))
        {
            return BindNumber(node, path);
        }

        if (type == typeof(CommandLine))
        {
            return BindCommand(node, path);
        }

        return RecordShape.ItemOf(type) is { } item ? BindList(item, node, path, allowed, isFree)
            : RecordShape.ValueOf(type) is { } value ? BindMap(value, node, path)
            : BindRecord(type, node, path);
    }

    private string? BindText(YamlNode node, string path, IReadOnlyList<string> allowed, bool isFree)
    {
        if (node is not YamlText text)
        {
            return (string?)log.WrongType(typeof(string), node, path);
        }

        if (text.Text.Contains('\0', StringComparison.Ordinal))
        {
            return (string?)log.Refuse(node, path, $"{path} holds a NUL character, which ends a text for the operating system", "remove \"\\0\" from it");
        }

        // A block of YAML ends in a line break.
        if (!isFree && FileName.Hidden(text.Text.TrimEnd('\n')) is { Length: > 0 } refusal)
        {
            return (string?)log.Refuse(node, path, $"{path} is {Quoted.Of(text.Text)}: it {refusal}", "write it with characters that are seen, on one line");
        }

        return allowed.Count == 0 || allowed.Contains(text.Text)
            ? text.Text
            : (string?)log.Refuse(node, path, $"{path} cannot be {Quoted.Of(text.Text)}", Nearest.Hint(text.Text, allowed));
    }

    private object? BindBool(YamlNode node, string path) =>
        node switch
        {
            YamlText { Plain: true, Text: "true" } => true,
            YamlText { Plain: true, Text: "false" } => false,
            YamlText text => log.Refuse(node, path, $"{path} should be true or false, but is {Quoted.Of(text.Text)}", "write true or false, without quotes"),
            _ => log.WrongType(typeof(bool), node, path),
        };

    private object? BindNumber(YamlNode node, string path) =>
        node switch
        {
            YamlText { Plain: true } text when int.TryParse(text.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
            YamlText text => log.Refuse(node, path, $"{path} should be a whole number, but is {Quoted.Of(text.Text)}", "write digits alone, without quotes"),
            _ => log.WrongType(typeof(int?), node, path),
        };

    private object? BindCommand(YamlNode node, string path)
    {
        if (node is YamlText)
        {
            return BindText(node, path, [], isFree: true) is not { } script ? null
                : script.Trim().Length > 0 ? CommandLine.Shell(script)
                : log.Refuse(node, path, $"{path} is an empty command", "write a command, or remove the key");
        }

        if (node is YamlList { Items.Count: 0 })
        {
            return log.Refuse(node, path, $"{path} is an empty command", "write a command, or remove the key");
        }

        return node is YamlList
            ? new CommandLine { Arguments = (IReadOnlyList<string>)BindList(typeof(string), node, path, [], isFree: true)! }
            : log.WrongType(typeof(CommandLine), node, path);
    }

    private object? BindList(Type item, YamlNode node, string path, IReadOnlyList<string> allowed, bool isFree)
    {
        if (node is not YamlList list)
        {
            return log.WrongType(typeof(IReadOnlyList<>).MakeGenericType(item), node, path);
        }

        var items = (System.Collections.IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
        for (var index = 0; index < list.Items.Count; index++)
        {
            // A refused item keeps its place, so that the positions of those after it stay right.
            items.Add(Bind(item, list.Items[index], SourcePath.Item(path, index), allowed, isFree) ?? Empty(item));
        }

        return items;
    }

    private object? BindMap(Type value, YamlNode node, string path)
    {
        if (node is not YamlMap map)
        {
            return log.WrongType(typeof(IReadOnlyDictionary<,>).MakeGenericType(typeof(string), value), node, path);
        }

        var values = (System.Collections.IDictionary)
            Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), value), StringComparer.Ordinal)!;
        foreach (var entry in map.Entries)
        {
            var at = SourcePath.Key(path, entry.Key.Text);
            log.Key(at, entry.Key);
            // A refused value keeps its name, so that references to it are not reported as well.
            values[entry.Key.Text] = Bind(value, entry.Value, at, [], isFree: value == typeof(string)) ?? Empty(value);
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

        if (shape.Shorthand is { } key && (key.Type == typeof(CommandLine) || (node is YamlList) == (RecordShape.ItemOf(key.Type) is not null)))
        {
            var record = Activator.CreateInstance(type)!;
            Set(record, key, node, path, SourcePath.Key(path, key.Name));
            log.Missing(shape, node, path, [key.Name]);
            return record;
        }

        return log.WrongType(type, node, path);
    }

    private object BindKeys(RecordShape shape, YamlMap map, string path)
    {
        var record = Activator.CreateInstance(shape.Type)!;
        var present = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in map.Entries)
        {
            var at = SourcePath.Key(path, entry.Key.Text);
            log.Key(at, entry.Key);
            if (shape.Keys.FirstOrDefault(key => key.Name == entry.Key.Text) is { } key)
            {
                present.Add(key.Name);
                Set(record, key, entry.Value, at, at);
            }
            else
            {
                var nearest = log.Unknown(shape, entry.Key, path);
                present.UnionWith(nearest is null ? [] : [nearest]);
            }
        }

        log.Missing(shape, map, path, present);
        return record;
    }

    private void Set(object record, KeyShape key, YamlNode node, string shownPath, string path)
    {
        var value = Bind(key.Type, node, shownPath, key.Allowed, key.HasParagraphs);
        log.Value(path, node);
        if (value is not null)
        {
            key.Property.SetValue(record, value);
        }
        else
        {
            log.Fail(path);
        }
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
}
