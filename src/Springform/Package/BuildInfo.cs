using System.Text.Json;
using Springform.Plan;

namespace Springform.Package;

/// <summary>
/// dist/build-info-TARGET.json: one leg's record, with the digest of its base, glibc, compilers, versions, commit and the commit's date, and the hashes of what it made.
/// The same in a part and in a whole dist/.
/// </summary>
/// <param name="toolchains">by builder id</param>
/// <param name="loads">what was seen in bare bases</param>
public sealed class BuildInfo(BuildPlan plan, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> toolchains, IReadOnlyList<LoadResult> loads)
{
    /// <summary>UTF-8 with a line break at its end.</summary>
    public byte[] Json(Target target, IReadOnlyList<StagedArchive> archives)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, TargetJson.Layout))
        {
            json.WriteStartObject();
            TargetJson.WriteProject(json, plan.Project);
            json.WriteStartObject("target");
            new TargetJson(plan, toolchains, loads).Write(json, target);
            json.WriteEndObject();
            TargetJson.WriteArray(json, "artifacts", archives.Where(staged => staged.Archive.Target == target.Id).OrderBy(staged => staged.Archive.Name, StringComparer.Ordinal), WriteArtifact);
            json.WriteEndObject();
        }

        bytes.WriteByte((byte)'\n');
        return bytes.ToArray();
    }

    private static void WriteArtifact(Utf8JsonWriter json, StagedArchive staged)
    {
        json.WriteString("name", staged.Archive.Name);
        json.WriteNumber("size", staged.Archive.SizeBytes);
        json.WriteString("sha256", staged.Archive.Sha256);
    }
}
