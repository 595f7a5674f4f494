using System.Text.Json;
using System.Text.Json.Nodes;
using Springform.Errors;
using Springform.Files;

namespace Springform.Engine.Health;

/// <summary>
/// What Springform wants in docker's daemon.json: images kept by containerd, which lets one tag hold two architectures and builds export their layer cache. An
/// existing file keeps all that it says, also about this very feature.
/// </summary>
internal static class DaemonSettings
{
    private const string Feature = "containerd-snapshotter";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>E308 when the file is not a JSON object.</summary>
    public static void Merge(string path, Action<string> say)
    {
        var before = File.Exists(path) ? PlainFile.ReadAllText(path) : "";
        if (Merged(before, path) is not { } after)
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var beside = path + ".springform";
        File.WriteAllText(beside, after);
        File.Move(beside, path, overwrite: true);
        say($"{path}: features.{Feature} on");
    }

    /// <summary>The new text; null when nothing has to change.</summary>
    internal static string? Merged(string text, string path)
    {
        var settings = Parse(text, path);
        if (settings["features"] is not JsonObject features)
        {
            if (settings["features"] is not null)
                throw NotAnObject(path, "features is not an object");
            settings["features"] = features = [];
        }

        if (features.ContainsKey(Feature))
            return null;
        features[Feature] = true;
        return settings.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Parse(string text, string path)
    {
        if (string.IsNullOrWhiteSpace(text))
            return [];
        try
        {
            return JsonNode.Parse(text, documentOptions: Lenient) as JsonObject ?? throw NotAnObject(path, "it is not a JSON object");
        }
        catch (JsonException error)
        {
            throw NotAnObject(path, error.Message);
        }
    }

    private static SpringformException NotAnObject(string path, string reason) =>
        new(
            new Problem(
                ErrorCode.ProvisionFailed,
                $"daemon.json cannot be read: {reason}",
                path,
                "mend the file, or move it away; docker could not start with it either"
            )
        );
}
