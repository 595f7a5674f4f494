using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Springform.Cache;
using Springform.Names;
using Springform.Plan;

namespace Springform.Package;

/// <summary>
/// dist/manifest.json: what was built, from what, with what. Everything in it follows from the inputs: date and time are
/// SOURCE_DATE_EPOCH, which is the commit's unless the environment sets it. UTC, snake_case, stable order.
/// </summary>
/// <param name="plan">with all keys known</param>
/// <param name="toolchains">by builder id: what a toolchain's parts report as their versions, e.g. <c>glibc</c>: <c>2.36</c></param>
/// <param name="recipes">verified blobs by recipe id</param>
/// <param name="loads">what was seen in bare bases</param>
internal sealed class Manifest(
    BuildPlan plan,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> toolchains,
    IReadOnlyDictionary<string, Blob> recipes,
    IReadOnlyList<LoadResult> loads
)
{
    /// <summary>UTF-8 with a line break at its end.</summary>
    public byte[] Json(IReadOnlyList<StagedArchive> archives)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, TargetJson.Layout))
        {
            json.WriteStartObject();
            TargetJson.WriteProject(json, plan.Project);
            json.WriteBoolean("partial", plan.IsPartial || plan.Prebuilt.Count > 0);
            json.WriteNumber("source_date_epoch", plan.Project.SourceDateEpoch);
            TargetJson.WriteArray(
                json,
                "targets",
                plan.Targets.OrderBy(target => target.Id, StringComparer.Ordinal),
                new TargetJson(plan, toolchains, loads).Write
            );
            TargetJson.WriteArray(json, "tools", plan.Recipes.OrderBy(recipe => recipe.Id, StringComparer.Ordinal), WriteTool);
            TargetJson.WriteArray(json, "artifacts", archives.OrderBy(staged => staged.Archive.Name, StringComparer.Ordinal), WriteArtifact);
            json.WriteEndObject();
        }

        bytes.WriteByte((byte)'\n');
        return bytes.ToArray();
    }

    private void WriteTool(Utf8JsonWriter json, RecipeStep recipe)
    {
        json.WriteString("name", recipe.Tool);
        json.WriteString("platform", recipe.Platform);
        json.WriteString("key", recipe.Key.Key.Text);
        json.WriteString("sha256", PackInputs.ResultOf(recipe.Id, "dist", recipes).Sha256);
    }

    private static void WriteArtifact(Utf8JsonWriter json, StagedArchive staged)
    {
        json.WriteString("name", staged.Archive.Name);
        json.WriteString("target", staged.Archive.Target);
        json.WriteNumber("size", staged.Archive.SizeBytes);
        json.WriteString("sha256", staged.Archive.Sha256);
        json.WriteString("md5", staged.Md5);
        json.WriteString("lowest_system", staged.Archive.Floor);
        TargetJson.WriteBundled(json, staged.Archive.Bundled);
    }
}
