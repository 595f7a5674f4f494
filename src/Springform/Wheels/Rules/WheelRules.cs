using System.Text.RegularExpressions;
using Springform.Errors;
using Springform.Names;

namespace Springform.Wheels.Rules;

/// <summary>Of a wheel: its name, its dist-info folder, RECORD and entry points.</summary>
internal static partial class WheelRules
{
    private static readonly IReadOnlyList<string> ScriptSections = ["console_scripts", "gui_scripts"];

    private static readonly IReadOnlyList<string> Required = ["WHEEL", "METADATA", "RECORD"];

    public static IEnumerable<string> Broken(string fileName, IReadOnlyDictionary<string, long> files, IReadOnlyDictionary<string, string> texts)
    {
        if (WheelName.Parse(fileName) is not { } name)
            return ["has no wheel's name"];
        var broken = new List<string>();
        if (!fileName.StartsWith(name.Distribution + "-", StringComparison.Ordinal))
            broken.Add($"must be called {name.Distribution}-..., the name as it is normalised");
        broken.AddRange(
            name.Platform.Split('.').Where(tag => !PlatformTags.IsTaken(tag)).Select(tag => $"has the platform tag {Quoted.Of(tag)}, which no index takes")
        );
        var info = $"{name.Distribution}-{name.Version}.dist-info/";
        var others = files
            .Keys.Select(file => file.Split('/')[0])
            .Where(top => top.EndsWith(".dist-info", StringComparison.Ordinal) && !info.StartsWith($"{top}/", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        foreach (var file in Required.Where(file => !texts.ContainsKey(info + file)))
            broken.Add($"has no {info}{file}{(others is [var other] ? $", but {other}/: an index looks for the folder of the normalised name alone" : "")}");
        if (texts.TryGetValue(info + "METADATA", out var metadata))
        {
            broken.AddRange(MetadataRules.Broken(metadata, name.Distribution, name.Version));
            broken.AddRange(
                MetadataRules
                    .LicenceFiles(metadata)
                    .Select(file => $"{info}licenses/{file}")
                    .Where(path => !files.ContainsKey(path))
                    .Select(path => $"names a licence in METADATA and has no {path}")
            );
        }

        if (texts.TryGetValue(info + "RECORD", out var record))
            broken.AddRange(Unrecorded(record, info, files.Keys));
        if (texts.TryGetValue(info + "entry_points.txt", out var points))
            broken.AddRange(Unnamable(points));
        return broken;
    }

    private static IEnumerable<string> Unrecorded(string record, string info, IEnumerable<string> files)
    {
        var listed = WheelRecord.Rows(record).Select(row => row[0].Replace('\\', '/')).ToHashSet(StringComparer.Ordinal);
        var present = files.Where(file => file != $"{info}RECORD.jws" && file != $"{info}RECORD.p7s").ToHashSet(StringComparer.Ordinal);
        return present
            .Except(listed, StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(file => $"has {Quoted.Of(file)}, which its RECORD does not list")
            .Concat(
                listed.Except(present, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(file => $"has no {Quoted.Of(file)}, which its RECORD lists")
            );
    }

    /// <summary>A script's name is a file name of letters, digits and <c>_.-</c>.</summary>
    private static IEnumerable<string> Unnamable(string points)
    {
        var section = "";
        foreach (
            var line in points.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] is not ('#' or ';'))
        )
        {
            if (line[0] == '[')
                section = line.Trim('[', ']');
            else if (line.IndexOf('=', StringComparison.Ordinal) is var equals && equals < 0)
                yield return $"has a line in entry_points.txt that is none: {Quoted.Of(line)}";
            else if (ScriptSections.Contains(section) && !ScriptName().IsMatch(line[..equals].Trim()))
                yield return $"has a script {Quoted.Of(line[..equals].Trim())}, and a script's name has letters, digits, '_', '.' and '-' alone";
        }
    }

    [GeneratedRegex(@"^[\w.-]+\z")]
    private static partial Regex ScriptName();
}
