using System.Text.Json;
using Springform.Files;
using Springform.Plan;

namespace Springform.Keys;

/// <summary>
/// The inputs that each step last succeeded with, so that a changed key can say which input changed. One file per step; a hint, never a source of truth.
/// </summary>
internal sealed class LastKeys(string folder)
{
    /// <summary>Remembers a key; writes nothing when it is the one already known.</summary>
    public void Save(string step, StepKey key)
    {
        if (key.IsPending || Read(step)?.Key == key.Key.Text)
        {
            return;
        }

        var saved = new LastKey(
            key.Key.Text,
            key.Inputs.ToDictionary(input => input.Name, input => input.Value, StringComparer.Ordinal),
            key.Files.Files.ToDictionary(file => file.Path, file => $"{file.Kind} {file.Sha256}", StringComparer.Ordinal)
        );
        AtomicFile.Write(
            PathOf(step),
            file =>
            {
                JsonSerializer.Serialize(file, saved, LastKeyJson.Default.LastKey);
                return true;
            }
        );
    }

    /// <summary>One line per difference; empty when the key is the one last seen; null when the step was never seen.</summary>
    public IReadOnlyList<string>? Explain(string step, StepKey key)
    {
        if (Read(step) is not { } last)
        {
            return null;
        }

        if (last.Key == key.Key.Text)
        {
            return [];
        }

        var now = key.Inputs.ToDictionary(input => input.Name, input => input.Value, StringComparer.Ordinal);
        var files = key.Files.Files.ToDictionary(file => file.Path, file => $"{file.Kind} {file.Sha256}", StringComparer.Ordinal);
        return [.. Differences("", last.Inputs, now!), .. Differences("file ", last.Files!, files!)];
    }

    private static IEnumerable<string> Differences(string prefix, IReadOnlyDictionary<string, string?> before, Dictionary<string, string?> now) =>
        before
            .Keys.Union(now.Keys, StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Where(name => before.GetValueOrDefault(name) != now.GetValueOrDefault(name))
            .Select(name => $"{prefix}{name} {(before.ContainsKey(name) ? now.ContainsKey(name) ? "changed" : "was removed" : "is new")}");

    private LastKey? Read(string step)
    {
        try
        {
            return File.Exists(PathOf(step)) ? JsonSerializer.Deserialize(PlainFile.ReadAllBytes(PathOf(step)), LastKeyJson.Default.LastKey) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string PathOf(string step) => Path.Combine(folder, Uri.EscapeDataString(step) + ".json");
}
