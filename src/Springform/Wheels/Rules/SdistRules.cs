using Springform.Names;

namespace Springform.Wheels.Rules;

/// <summary>Of a source distribution (PEP 625): one folder of its own name, with PKG-INFO and the licences that it names.</summary>
internal static class SdistRules
{
    private const string Ending = ".tar.gz";

    public static IEnumerable<string> Broken(string fileName, IReadOnlyDictionary<string, long> files, IReadOnlyDictionary<string, string> texts)
    {
        var stem = fileName.EndsWith(Ending, StringComparison.Ordinal) ? fileName[..^Ending.Length] : "";
        var dash = stem.IndexOf('-', StringComparison.Ordinal);
        if (dash <= 0 || WheelName.Normal(stem[..dash]) != stem[..dash])
            return [$"must be called NAME-VERSION{Ending}, with the name as it is normalised: {WheelName.Normal(stem[..Math.Max(dash, 0)])}"];
        var tops = files.Keys.Select(file => file.Split('/')[0]).Distinct(StringComparer.Ordinal).ToList();
        if (tops is not [var top] || files.ContainsKey(top))
            return [$"must hold one folder, and has {tops.Count} names at its top"];
        if (!texts.TryGetValue($"{top}/PKG-INFO", out var metadata))
            return [$"has no {top}/PKG-INFO"];
        return
        [
            .. MetadataRules.Broken(metadata, stem[..dash], stem[(dash + 1)..]),
            .. MetadataRules
                .LicenceFiles(metadata)
                .Select(file => $"{top}/{file}")
                .Where(path => !files.ContainsKey(path))
                .Select(path => $"names a licence in PKG-INFO and has no {path}"),
        ];
    }
}
