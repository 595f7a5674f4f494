using System.Text.Json.Nodes;

namespace Springform.Package.Merging;

/// <summary>
/// Several JSON objects of one shape as one: what is single must be the same in all; lists of objects are joined by the names of what they describe.
/// </summary>
/// <param name="ignored">names of values that may differ; the first one's stays</param>
internal sealed class JsonUnion(IReadOnlyList<string> ignored)
{
    // What tells the entries of our lists apart.
    private static readonly string[] Names = ["id", "name", "path", "target", "platform", "base", "artifact"];

    private readonly List<string> conflicts = [];

    /// <summary>Where two said different things, e.g. <c>artifacts a.tgz</c>.</summary>
    public IReadOnlyList<string> Conflicts => conflicts;

    public JsonObject Of(IReadOnlyList<JsonObject> objects)
    {
        var union = (JsonObject)objects[0].DeepClone();
        foreach (var other in objects.Skip(1))
        {
            foreach (var (name, value) in other)
                Add(union, name, value);
            conflicts.AddRange(union.Select(pair => pair.Key).Where(name => !other.ContainsKey(name)));
        }

        return union;
    }

    private void Add(JsonObject union, string name, JsonNode? value)
    {
        if (union[name] is JsonArray known && value is JsonArray added && known.Concat(added).All(item => item is JsonObject))
            union[name] = Joined(name, known, added);
        else if (!ignored.Contains(name) && !JsonNode.DeepEquals(union[name], value))
            conflicts.Add(name);
    }

    private JsonArray Joined(string list, JsonArray known, JsonArray added)
    {
        var items = new SortedDictionary<string, JsonNode>(StringComparer.Ordinal);
        foreach (var item in known.Concat(added).OfType<JsonObject>())
        {
            var id = string.Join(' ', Names.Select(name => item[name]).OfType<JsonValue>().Select(value => value.ToString()));
            if (!items.TryAdd(id, item.DeepClone()) && !JsonNode.DeepEquals(items[id], item))
                conflicts.Add($"{list} {id}");
        }

        return [.. items.Values];
    }
}
