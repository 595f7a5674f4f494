using Springform.Config;
using Springform.Errors;
using Springform.Files;
using Springform.Machine;

namespace Springform.Pinning;

/// <summary>Values that several files repeat: holds them together, and changes them everywhere at once.</summary>
/// <param name="root">full path of the project</param>
/// <param name="builderTag">asked for pins that take the builder's</param>
internal sealed class DeclaredPins(string root, IReadOnlyDictionary<string, PinConfig> pins, Func<string> builderTag, IOutput output)
{
    /// <summary>Lists every pin with its value and places.</summary>
    /// <returns>pins, and places, that agree</returns>
    /// <exception cref="SpringformException">E541 a place is not found, E542 places of one pin differ; all at once</exception>
    public (int Pins, int Places) Check()
    {
        var problems = new List<Problem>();
        var places = 0;
        foreach (var (name, pin) in pins)
        {
            var found = Find(name, pin, problems);
            var wanted = pin.From is null ? found.FirstOrDefault()?.Value : builderTag();
            foreach (var other in found.Where(value => value.Value != wanted))
            {
                problems.Add(
                    new Problem(
                        ErrorCode.PinsDiffer,
                        $"the pin {name} is {other.Value} in {other.Place}, and {wanted} "
                            + (pin.From is null ? $"in {found[0].Place}" : "is the builder's tag"),
                        other.Place,
                        $"--target=UpdatePins --pins={name}{(pin.From is null ? " --to=VALUE" : "")} writes one value into all places"
                    )
                );
            }

            if (found.Count > 0 && found.TrueForAll(value => value.Value == wanted))
                output.Line($"    {name} is {wanted}: {string.Join(", ", found.Select(value => value.Place))}");
            places += found.Count;
        }

        return problems.Count == 0 ? (pins.Count, places) : throw new SpringformException(problems);
    }

    /// <summary>Writes a value into all places of a pin, each exactly once, and shows what changed. No file is written when one place is not found.</summary>
    /// <param name="value">null: that of the builder, for a pin that takes it</param>
    /// <returns>the value, and how many places it was not in yet</returns>
    /// <exception cref="SpringformException">E103 no such pin, or no value; E541 a place is not found</exception>
    public (string Value, int Changed) Update(string name, string? value)
    {
        if (!pins.TryGetValue(name, out var pin))
            throw Usage($"there is no pin {Quoted.Of(name)}", Nearest.Hint(name, [.. pins.Keys, "images", "fetch", "actions"]));
        if (value is null && pin.From is null)
            throw Usage($"--pins={name} needs a value", "give it: --to=VALUE");
        var wanted = value ?? builderTag();
        if (!PinPlace.IsValue(wanted))
            throw Usage($"{Quoted.Of(wanted)} cannot be the value of a pin", "use letters, digits and . _ + : @ / ~ -, beginning with a letter or digit");
        var problems = new List<Problem>();
        var found = Find(name, pin, problems);
        if (problems.Count > 0)
            throw new SpringformException(problems);
        var changed = found.Where(place => place.Value != wanted).ToList();
        // Two places may be in one file: each is put where the one before it left the file.
        foreach (var config in pin.Places)
        {
            var place = new PinPlace(root, name, config);
            if (place.Find().Value != wanted)
                Write(place.FullPath, place.With(wanted));
        }

        foreach (var place in changed)
            output.Line($"    {place.Place}: {place.Value} -> {wanted}");
        return (wanted, changed.Count);
    }

    private List<PinnedValue> Find(string name, PinConfig pin, List<Problem> problems)
    {
        var found = new List<PinnedValue>();
        foreach (var place in pin.Places)
        {
            try
            {
                found.Add(new PinPlace(root, name, place).Find());
            }
            catch (SpringformException missing)
            {
                problems.AddRange(missing.Problems);
            }
        }

        return found;
    }

    private static void Write(string path, byte[] content)
    {
        UnixFileMode? mode = OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(path);
        AtomicFile.Write(
            path,
            file =>
            {
                file.Write(content);
                if (mode is { } bits && !OperatingSystem.IsWindows())
                    File.SetUnixFileMode(file.SafeFileHandle, bits);
                return content.Length;
            }
        );
    }

    private static SpringformException Usage(string what, string fix) => new(new Problem(ErrorCode.InvalidValue, what, "command line", fix));
}
