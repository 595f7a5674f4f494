using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Springform.Errors;
using Springform.Files;
using Springform.Names;
using Springform.Plan;

namespace Springform.Package.Merging;

/// <summary>The manifests of all parts as one, and their ABI reports.</summary>
internal sealed class MergedDocuments(IReadOnlyList<DistPart> parts, ICollection<Problem> problems)
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="prebuilt">files that no manifest has yet</param>
    /// <returns>UTF-8 with a line break at its end; empty when there is none, which is told</returns>
    public byte[] Manifest(IEnumerable<Artifact> prebuilt)
    {
        var manifests = parts
            .Where(part => part.Ledger is not null)
            .Select(part => Read(Path.Combine(part.Folder, DistFile.Manifest)))
            .OfType<JsonObject>()
            .ToList();
        if (manifests.Count == 0)
            return [];
        var union = new JsonUnion(["partial"]);
        var merged = union.Of(manifests);
        foreach (var conflict in union.Conflicts.Distinct(StringComparer.Ordinal))
            Refuse($"the manifests of the parts do not say the same about {conflict}", DistFile.Manifest);
        merged["partial"] = false;
        var artifacts = merged["artifacts"] as JsonArray ?? [];
        merged["artifacts"] = new JsonArray([
            .. artifacts.Select(item => item!.DeepClone()).Concat(prebuilt.Select(Entry)).OrderBy(item => (string?)item["name"], StringComparer.Ordinal),
        ]);
        return [.. JsonSerializer.SerializeToUtf8Bytes<JsonNode>(merged, Layout), (byte)'\n'];
    }

    /// <summary>abi.json, of all parts or of none.</summary>
    /// <returns>as <see cref="Manifest"/></returns>
    public byte[] AbiReport()
    {
        var made = parts.Where(part => part.Ledger is not null).ToList();
        var reports = made.Where(part => part.Ledger!.Find(DistFile.AbiReport) is not null)
            .Select(part => Read(Path.Combine(part.Folder, DistFile.AbiReport)))
            .OfType<JsonObject>()
            .ToList();
        if (reports.Count == 0)
            return [];
        foreach (var part in made.Where(part => part.Ledger!.Find(DistFile.AbiReport) is null))
            Refuse($"the part has no {DistFile.AbiReport}, and others do", part.Folder);
        var union = new JsonUnion([]);
        var merged = union.Of(reports);
        foreach (var conflict in union.Conflicts.Distinct(StringComparer.Ordinal))
            Refuse($"the ABI reports of the parts do not say the same about {conflict}", DistFile.AbiReport);
        return [.. JsonSerializer.SerializeToUtf8Bytes<JsonNode>(merged, Layout), (byte)'\n'];
    }

    private static JsonObject Entry(Artifact artifact) =>
        new()
        {
            ["name"] = artifact.Name,
            ["target"] = artifact.Target,
            ["size"] = artifact.SizeBytes,
            ["sha256"] = artifact.Sha256,
            ["prebuilt"] = true,
        };

    private JsonObject? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonNode.Parse(PlainFile.ReadAllBytes(path)) as JsonObject : null; // told as missing
        }
        catch (JsonException)
        {
            Refuse("the manifest is not JSON", path);
            return null;
        }
    }

    private void Refuse(string what, string where) =>
        problems.Add(new Problem(ErrorCode.MergeRefused, what, where, "make all parts with the same version of Springform, from one commit"));
}
