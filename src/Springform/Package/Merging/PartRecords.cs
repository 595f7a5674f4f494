using System.Text.Json;
using System.Text.Json.Nodes;
using Springform.Files;
using Springform.Plan;

namespace Springform.Package.Merging;

/// <summary>
/// What manifest.json and the build-info files of a part say of its archives, against its ledger: who alters a file on the way would have to alter all of them.
/// </summary>
internal static class PartRecords
{
    /// <returns>file and archive that do not fit, e.g. <c>manifest.json</c> and <c>a.tgz</c>; archive null: the file cannot be read</returns>
    public static IEnumerable<(string File, string? Archive)> Unfit(string folder, ArtifactLedger ledger) =>
        from record in ledger.Artifacts
        where record.Kind == ArtifactKind.Manifest || record.Kind == ArtifactKind.BuildInfo && record.Name.EndsWith(".json", StringComparison.Ordinal)
        from archive in ArchivesOf(Path.Combine(folder, record.Path), ledger)
        select (record.Name, archive);

    private static IReadOnlyList<string?> ArchivesOf(string path, ArtifactLedger ledger)
    {
        if (!File.Exists(path))
            return []; // told as missing
        try
        {
            return JsonNode.Parse(PlainFile.ReadAllBytes(path))?["artifacts"] is JsonArray artifacts
                ?
                [
                    .. artifacts
                        .Select(item => ((string?)item?["name"], (string?)item?["sha256"]))
                        .Where(entry => Differs(entry, ledger))
                        .Select(entry => entry.Item1),
                ]
                : [null];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return [null];
        }
    }

    private static bool Differs((string? Name, string? Sha256) entry, ArtifactLedger ledger) =>
        entry.Name is null || ledger.Find(entry.Name) is not { } artifact || artifact.Sha256 != entry.Sha256;
}
