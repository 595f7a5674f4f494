using System.Text.Json;
using System.Text.RegularExpressions;

namespace Springform.Workflows;

/// <summary>An action of GitHub, pinned by commit. Data/actions.json has all of them, with where and when they were looked up.</summary>
/// <param name="Action">OWNER/NAME</param>
/// <param name="Version">the tag, e.g. v7.0.1: shown beside the commit</param>
/// <param name="Commit">40 hexadecimal digits</param>
internal sealed partial record ActionPin(string Action, string Version, string Commit)
{
    private static readonly Lazy<IReadOnlyDictionary<string, ActionPin>> Table = new(Read);

    /// <summary>By action.</summary>
    public static IReadOnlyDictionary<string, ActionPin> All => Table.Value;

    /// <summary>Pins every action of the table, in the lines of a workflow that use it; all other lines stay as they are.</summary>
    /// <param name="moved">called for each line that changes: what it used, and its pin</param>
    public static string Pin(string workflow, Action<string, ActionPin>? moved = null) =>
        Use()
            .Replace(
                workflow,
                match =>
                {
                    if (!All.TryGetValue(match.Groups["action"].Value, out var pin))
                        return match.Value;
                    var pinned = $"{match.Groups["before"].Value}{pin.Action}@{pin.Commit} # {pin.Version}";
                    if (pinned != match.Value)
                        moved?.Invoke(match.Groups["used"].Value, pin);
                    return pinned;
                }
            );

    private static Dictionary<string, ActionPin> Read()
    {
        using var stream = typeof(ActionPin).Assembly.GetManifestResourceStream("Workflows.actions.json")!;
        using var document = JsonDocument.Parse(stream);
        return document
            .RootElement.GetProperty("actions")
            .EnumerateArray()
            .Select(row => new ActionPin(Text(row, "action"), Text(row, "version"), Text(row, "commit")))
            .ToDictionary(pin => pin.Action, StringComparer.Ordinal);
    }

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;

    [GeneratedRegex(
        @"^(?<before>[ \t]*(?:-[ \t]+)?uses:[ \t]+)(?<used>(?<action>[\w.-]+/[\w.-]+)(?:@\S+)?)[ \t]*(?:#[^\r\n]*)?(?=\r?$)",
        RegexOptions.Multiline
    )]
    private static partial Regex Use();
}
