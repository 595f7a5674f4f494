using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Springform.Config.Reading;
using Springform.Names;

namespace Springform.Config;

/// <summary>
/// The JSON schema (draft 2020-12) of springform.yaml, made from the records: keys, types, defaults and allowed values by reflection,
/// descriptions from their doc comments. It is checked in as springform.schema.json, for editors.
/// </summary>
internal sealed class SchemaGenerator(DocComments comments)
{
    public const string FileName = "springform.schema.json";

    // Comparing with a file needs one way of writing: indented, and without \u0027 for an apostrophe.
    private static readonly JsonSerializerOptions Writing = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SortedDictionary<string, JsonNode> _definitions = new(StringComparer.Ordinal);

    /// <summary>The schema's text, ending with a line break.</summary>
    public string Generate()
    {
        _definitions.Clear();
        var schema = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = ConfigReader.FileName };
        foreach (var (name, value) in Record(typeof(ProjectConfig)))
        {
            schema[name] = value?.DeepClone();
        }

        schema["$defs"] = new JsonObject(_definitions.Select(definition => KeyValuePair.Create(definition.Key, (JsonNode?)definition.Value)));
        return schema.ToJsonString(Writing).ReplaceLineEndings("\n") + "\n";
    }

    private JsonObject Record(Type type)
    {
        var shape = RecordShape.Of(type);
        var defaults = Activator.CreateInstance(type)!;
        var properties = new JsonObject(shape.Keys.Select(key => KeyValuePair.Create(key.Name, (JsonNode?)Property(key, defaults))));
        var record = new JsonObject { ["type"] = "object" };
        Describe(record, comments.Of(type));
        record["properties"] = properties;
        record["additionalProperties"] = false;
        if (shape.Keys.Any(key => key.IsRequired))
        {
            record["required"] = Texts(shape.Keys.Where(key => key.IsRequired).Select(key => key.Name));
        }

        return record;
    }

    private JsonObject Property(KeyShape key, object defaults)
    {
        var schema = Value(key.Type, key.Allowed, inMap: false);
        Describe(schema, comments.Of(key.Property));
        if (!key.IsRequired && Default(key.Property.GetValue(defaults)) is { } value)
        {
            schema["default"] = value;
        }

        if (key.Property.IsDefined(typeof(AlsoTrueAttribute), inherit: false))
        {
            schema["type"] = Texts(["string", "boolean"]);
            schema["not"] = new JsonObject { ["const"] = false };
        }
        else if (PlatformsOf(key) is { } platforms)
        {
            var place = key.Type == typeof(string) ? schema : schema["items"]!;
            place["enum"] = Texts(platforms.Select(platform => platform.Docker));
        }

        return schema;
    }

    private JsonObject Value(Type type, IReadOnlyList<string> allowed, bool inMap)
    {
        if (type == typeof(string))
        {
            return Text(allowed, inMap);
        }

        if (type == typeof(bool) || type == typeof(bool?))
        {
            return new JsonObject { ["type"] = "boolean" };
        }

        if (type == typeof(int?))
        {
            return new JsonObject { ["type"] = "integer", ["minimum"] = 1 };
        }

        if (RecordShape.ItemOf(type) is { } item)
        {
            return new JsonObject { ["type"] = "array", ["items"] = Value(item, allowed, inMap: false) };
        }

        return RecordShape.ValueOf(type) is { } value
            ? new JsonObject { ["type"] = "object", ["additionalProperties"] = Value(value, allowed, inMap: true) }
            : Reference(type);
    }

    // The values of env and args are texts even when they look like numbers: CGO_ENABLED: 0.
    private static JsonObject Text(IReadOnlyList<string> allowed, bool inMap)
    {
        var text = new JsonObject { ["type"] = inMap ? Texts(["string", "number", "boolean"]) : "string" };
        if (allowed.Count > 0)
        {
            text["enum"] = Texts(allowed);
        }

        return text;
    }

    private JsonObject Reference(Type type)
    {
        if (!_definitions.ContainsKey(type.Name))
        {
            _definitions[type.Name] = new JsonObject();
            _definitions[type.Name] = type == typeof(CommandLine) ? Command() : WithShorthand(type);
        }

        return new JsonObject { ["$ref"] = $"#/$defs/{type.Name}" };
    }

    private JsonObject WithShorthand(Type type)
    {
        var record = Record(type);
        if (RecordShape.Of(type).Shorthand is not { } key)
        {
            return record;
        }

        var shorthand = Property(key, Activator.CreateInstance(type)!);
        return new JsonObject { ["anyOf"] = new JsonArray(shorthand, record) };
    }

    private JsonObject Command()
    {
        var command = new JsonObject
        {
            ["anyOf"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "array",
                    ["items"] = Text([], inMap: false),
                    ["minItems"] = 1,
                },
                new JsonObject { ["type"] = "string", ["minLength"] = 1 }
            ),
        };
        Describe(command, comments.Of(typeof(CommandLine)));
        return command;
    }

    private static IReadOnlyList<Platform>? PlatformsOf(KeyShape key) =>
        key.Name switch
        {
            _ when key.Allowed.Count > 0 => null,
            "platform" => Platform.All,
            "platforms" or "build_platform" => Platform.OfContainers,
            _ => null,
        };

    private static void Describe(JsonObject schema, string? description)
    {
        if (description is not null)
        {
            schema["description"] = description;
        }
    }

    private static JsonNode? Default(object? value) =>
        value switch
        {
            "" or null => null,
            string text => text,
            bool flag => flag,
            IReadOnlyList<string> { Count: > 0 } texts => Texts(texts),
            _ => null,
        };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
