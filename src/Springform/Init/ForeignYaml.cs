using Springform.Config.Reading;

namespace Springform.Init;

/// <summary>A map of another program's YAML, read leniently: what has another shape than was asked for is not there.</summary>
internal sealed class ForeignYaml
{
    private readonly IReadOnlyDictionary<string, YamlNode> entries;

    private ForeignYaml(YamlMap map) =>
        entries = map.Entries.GroupBy(entry => entry.Key.Text, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First().Value);

    public IEnumerable<string> Keys => entries.Keys;

    /// <returns>null: it is not one map, or uses more of YAML than springform.yaml may</returns>
    public static ForeignYaml? Read(string text, string file)
    {
        var problems = new ProblemList(file);
        return YamlTree.Read(text, problems, "") is YamlMap map && !problems.Any ? new ForeignYaml(map) : null;
    }

    /// <returns>null: there is none, or it is no plain value</returns>
    public string? Text(string key) => entries.GetValueOrDefault(key) is YamlText { IsNull: false } text ? text.Text : null;

    /// <summary>The plain values of a list; a plain value counts as a list of itself.</summary>
    public IReadOnlyList<string> Texts(string key) =>
        entries.GetValueOrDefault(key) switch
        {
            YamlText { IsNull: false } text => [text.Text],
            YamlList list => [.. list.Items.OfType<YamlText>().Select(item => item.Text)],
            _ => [],
        };

    /// <summary>The maps of a list.</summary>
    public IReadOnlyList<ForeignYaml> Maps(string key) =>
        entries.GetValueOrDefault(key) is YamlList list ? [.. list.Items.OfType<YamlMap>().Select(map => new ForeignYaml(map))] : [];

    public ForeignYaml? Map(string key) => entries.GetValueOrDefault(key) is YamlMap map ? new ForeignYaml(map) : null;
}
