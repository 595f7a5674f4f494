namespace Springform.Wheels.Rules;

/// <summary>
/// The fields that an index is told: since which version of the metadata there is each, and whether it may come several times. Source: the core metadata
/// specification. An index refuses a field that is newer than the version beside it, and one of the others that comes twice.
/// </summary>
internal static class MetadataFields
{
    public static readonly IReadOnlyList<string> Versions = ["1.0", "1.1", "1.2", "2.1", "2.2", "2.3", "2.4", "2.5"];

    private static readonly Dictionary<string, (string Since, bool IsList)> All = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Metadata-Version"] = ("1.0", false),
        ["Name"] = ("1.0", false),
        ["Version"] = ("1.0", false),
        ["Platform"] = ("1.0", true),
        ["Summary"] = ("1.0", false),
        ["Description"] = ("1.0", false),
        ["Keywords"] = ("1.0", false),
        ["Home-page"] = ("1.0", false),
        ["Author"] = ("1.0", false),
        ["Author-email"] = ("1.0", false),
        ["License"] = ("1.0", false),
        ["Download-URL"] = ("1.1", false),
        ["Classifier"] = ("1.1", true),
        ["Maintainer"] = ("1.2", false),
        ["Maintainer-email"] = ("1.2", false),
        ["Requires-Dist"] = ("1.2", true),
        ["Requires-Python"] = ("1.2", false),
        ["Project-URL"] = ("1.2", true),
        ["Description-Content-Type"] = ("2.1", false),
        ["Provides-Extra"] = ("2.1", true),
        ["License-Expression"] = ("2.4", false),
        ["License-File"] = ("2.4", true),
    };

    /// <summary>Backends wrote it long before PEP 639 gave it a meaning; it is then left unsaid.</summary>
    public const string LicenceFile = "License-File";

    /// <param name="version">of the metadata, one that is known</param>
    /// <returns>null: in every version, or not a field that an index is told</returns>
    public static string? NewerThan(string version, string field) =>
        All.TryGetValue(field, out var row) && Index(row.Since) > Index(version) ? row.Since : null;

    public static bool IsSingle(string field) => All.TryGetValue(field, out var row) && !row.IsList;

    private static int Index(string version) => Versions.ToList().IndexOf(version);
}
