using System.Text.Json;
using Springform.Archives;
using Springform.Config;
using Springform.Errors;
using Springform.Files;
using Springform.Plan;

namespace Springform.Images;

/// <summary>
/// What the base images of this working copy were resolved to, so that a second run has the same keys: <c>.springform/pins.json</c>. Not for sharing;
/// that is what springform.lock is for. Written beside and renamed.
/// </summary>
internal sealed class LocalPins(string path)
{
    private readonly Lock _turn = new();
    private readonly Dictionary<string, BasePin> _ofThisRun = new(StringComparer.Ordinal);

    /// <summary>
    /// By <see cref="PlanFacts.PinId"/>. A mirror-made base whose suite or packages are no longer what the configuration says is left out: it has to be made
    /// anew. E103 when the file is damaged.
    /// </summary>
    public IReadOnlyDictionary<string, BasePin> Read(ProjectConfig config)
    {
        lock (_turn)
            return Load()
                .Where(pin => pin.Source == BaseSource.Registry || IsCurrent(pin, config))
                .Select(pin => KeyValuePair.Create(pin.Id, pin.Pin))
                .Concat(_ofThisRun)
                .ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>
    /// Remembers what a base was resolved to, in place of what it was before. The image of a running container only for this run: it may be another one in the
    /// next.
    /// </summary>
    public void Set(PlannedBase planned, BasePin pin)
    {
        lock (_turn)
        {
            var added = LocalPin.Of(planned, pin);
            if (pin.Source == BaseSource.Container)
            {
                _ofThisRun[added.Id] = pin;
                return;
            }

            List<LocalPin> pins = [.. Load().Where(known => known.Id != added.Id).Append(added).OrderBy(known => known.Id, StringComparer.Ordinal)];
            AtomicFile.Write(
                path,
                file =>
                {
                    JsonSerializer.Serialize(file, pins, LocalPinJson.Default.IReadOnlyListLocalPin);
                    return true;
                }
            );
        }
    }

    private static bool IsCurrent(LocalPin pin, ProjectConfig config) =>
        config.Bases.Values.Any(declared =>
            Planning.BaseCatalog.IsSame(declared.Image, pin.Image)
            && declared.Mirror is { } mirror
            && mirror.Suite == pin.Suite
            && mirror.Updates == pin.Updates
            && mirror.Packages.SequenceEqual(pin.Packages)
        );

    private IReadOnlyList<LocalPin> Load()
    {
        if (!File.Exists(path))
            return [];
        try
        {
            var pins =
                JsonSerializer.Deserialize(PlainFile.ReadAllBytes(path), LocalPinJson.Default.IReadOnlyListLocalPin) ?? throw new JsonException("it is empty");
            return pins.All(IsWellFormed) && pins.DistinctBy(pin => pin.Id).Count() == pins.Count
                ? pins
                : throw new JsonException("a pin is wrong or is listed twice");
        }
        catch (JsonException error)
        {
            throw new SpringformException(
                new Problem(
                    ErrorCode.InvalidValue,
                    $"the pins of the base images cannot be read: {error.Message}",
                    path,
                    "delete the file: the bases are then resolved anew"
                ),
                error
            );
        }
    }

    private static bool IsWellFormed(LocalPin? pin) =>
        pin?.Digest.Length == 71 && pin.Digest.StartsWith("sha256:", StringComparison.Ordinal) && pin.Digest[7..].All(char.IsAsciiHexDigitLower);
}
