using Springform.Errors;
using Springform.Names;

namespace Springform.Wheels;

/// <summary>The files of <c>*.dist-info/</c> that say what a wheel is: WHEEL and METADATA, both lines of <c>Name: value</c>.</summary>
internal sealed class WheelMetadata
{
    private const string Ending = ".dist-info/";
    private const string Data = ".data";
    private readonly WheelFolder folder;
    private readonly string where;

    /// <param name="where">the wheel's name, for messages</param>
    /// <exception cref="SpringformException">E421 it has none, or several, or one that is not whole</exception>
    public WheelMetadata(WheelFolder folder, string where)
    {
        this.folder = folder;
        this.where = where;
        var infos = folder
            .Files.Select(file => file.Split('/')[0] + "/")
            .Where(name => name.EndsWith(Ending, StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        Info = infos.Count == 1 ? infos[0] : throw Wrong($"it has {infos.Count} .dist-info folders instead of one");
        var missing = new[] { RecordPath, WheelPath, MetadataPath }.Where(path => !folder.Files.Contains(path)).ToList();
        if (missing.Count > 0)
        {
            throw Wrong($"it has no {string.Join(" and no ", missing)}");
        }
    }

    public string RecordPath => Info + "RECORD";

    private string Info { get; set; }

    private string Stem => Info[..^Ending.Length];

    private string WheelPath => Info + "WHEEL";

    private string MetadataPath => Info + "METADATA";

    /// <summary>E421 when the wheel is another one than its name says, or of a format that is not known.</summary>
    public void Check(WheelName name)
    {
        var wheel = Fields(WheelPath);
        var metadata = Fields(MetadataPath);
        if (!wheel.Any(field => field.Name == "Wheel-Version" && field.Value.StartsWith("1.", StringComparison.Ordinal)))
        {
            throw Wrong("its WHEEL has no Wheel-Version: 1.x");
        }

        Same("Name", WheelName.Normal(Value(metadata, "Name")), name.Distribution);
        Same("Version", Value(metadata, "Version"), name.Version);
        if (!IsOf(name, Stem))
            throw Wrong($"its folder is {Quoted.Of(Info)}, but {Quoted.Of($"{name.Distribution}-{name.Version}{Ending}")} was planned");
    }

    /// <summary>A wheel that says so is installed where nothing native may lie.</summary>
    public bool IsPure => Fields(WheelPath).Contains(("Root-Is-Purelib", "true"));

    /// <summary>
    /// Backends keep capitals, dots and hyphens in the names of the folders, and not always the same; an index looks for the normalised ones alone, and an
    /// installer for <c>.data</c> beside them.
    /// </summary>
    public void Respell(WheelName name)
    {
        folder.Rename(Stem + Ending[..^1], $"{name.Distribution}-{name.Version}{Ending[..^1]}");
        var data = folder
            .Files.Select(file => file.Split('/')[0])
            .Where(top => top.EndsWith(Data, StringComparison.Ordinal) && IsOf(name, top[..^Data.Length]))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (data.Count > 1)
            throw Wrong($"it has {data.Count} .data folders instead of one: {string.Join(", ", data.Order(StringComparer.Ordinal))}");
        if (data is [var only])
            folder.Rename(only, $"{name.Distribution}-{name.Version}{Data}");
        Info = $"{name.Distribution}-{name.Version}{Ending}";
    }

    /// <summary>A backend on a system without that mark leaves it out, and pip installs what the wheel says ("Binary distribution format", scripts).</summary>
    public void MakeScriptsExecutable() => folder.MakeExecutable($"{Stem}{Data}/scripts/");

    /// <summary>Writes the tags of the name into WHEEL.</summary>
    public void Retag(WheelName name)
    {
        var lines = File.ReadAllLines(folder.FullPath(WheelPath))
            .Where(line => line.Length > 0 && !line.StartsWith("Tag:", StringComparison.OrdinalIgnoreCase));
        var tags =
            from python in name.Python.Split('.')
            from abi in name.Abi.Split('.')
            from platform in name.Platform.Split('.')
            select $"Tag: {python}-{abi}-{platform}";
        File.WriteAllText(folder.FullPath(WheelPath), string.Concat(lines.Concat(tags).Select(line => line + "\n")));
    }

    public void WriteRecord() => File.WriteAllText(folder.FullPath(RecordPath), WheelRecord.Write(folder, RecordPath));

    /// <summary>NAME-VERSION, the name as it is or normalised.</summary>
    private static bool IsOf(WheelName name, string stem) =>
        stem.EndsWith($"-{name.Version}", StringComparison.OrdinalIgnoreCase) && WheelName.Normal(stem[..^(name.Version.Length + 1)]) == name.Distribution;

    private void Same(string what, string found, string planned)
    {
        if (!string.Equals(found, planned, StringComparison.OrdinalIgnoreCase))
        {
            throw Wrong($"its {what} is {Quoted.Of(found)}, but {Quoted.Of(planned)} was planned");
        }
    }

    private static string Value(IReadOnlyList<(string Name, string Value)> fields, string name) =>
        fields.FirstOrDefault(field => field.Name == name).Value ?? "";

    private List<(string Name, string Value)> Fields(string path) =>
        [.. HeaderFields.Parse(File.ReadAllText(folder.FullPath(path))).Select(field => (field.Key, field.Value))];

    private SpringformException Wrong(string what) =>
        new(
            new Problem(
                ErrorCode.WrongWheel,
                $"the wheel is not the planned one: {what}",
                where,
                "give the backend the version {pep440}, and check wheels.distribution"
            )
        );
}
