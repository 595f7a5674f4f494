using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Springform.Cache;
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
public sealed class Manifest(
    BuildPlan plan,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> toolchains,
    IReadOnlyDictionary<string, Blob> recipes,
    IReadOnlyList<LoadResult> loads)
{
    public const string FileName = "manifest.json";

    // People read it: a plus sign in a version stays a plus sign. It is never put into a web page.
    private static readonly JsonWriterOptions Layout = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>UTF-8 with a line break at its end.</summary>
    public byte[] Json(IReadOnlyList<StagedArchive> archives)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Layout))
        {
            json.WriteStartObject();
            WriteProject(json);
            WriteArray(json, "targets", plan.Targets.OrderBy(target => target.Id, StringComparer.Ordinal), WriteTarget);
            WriteArray(json, "tools", plan.Recipes.OrderBy(recipe => recipe.Id, StringComparer.Ordinal), WriteTool);
            WriteArray(json, "artifacts", archives.OrderBy(staged => staged.Archive.Name, StringComparer.Ordinal), WriteArtifact);
            json.WriteEndObject();
        }

        bytes.WriteByte((byte)'\n');
        return bytes.ToArray();
    }

    private void WriteProject(Utf8JsonWriter json)
    {
        var project = plan.Project;
        var time = DateTimeOffset.FromUnixTimeSeconds(project.SourceDateEpoch);
        json.WriteString("name", project.Name);
        json.WriteString("version", project.Version);
        json.WriteString("commit", project.Commit);
        json.WriteString("date", time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteString("time", time.ToString("HH:mm:ss", CultureInfo.InvariantCulture));
        json.WriteString("full_version", project.FullVersion);
        json.WriteBoolean("dirty", project.Dirty);
        json.WriteBoolean("partial", plan.IsPartial);
        json.WriteNumber("source_date_epoch", project.SourceDateEpoch);
    }

    private void WriteTarget(Utf8JsonWriter json, Target target)
    {
        json.WriteString("id", target.Id);
        json.WriteString("platform", target.Platform);
        json.WriteString("base", target.Base);
        json.WriteString("variant", target.Variant);
        WriteBuilder(json, target);
        WriteArray(json, "runs_on", loads.Where(load => load.Target == target.Id), WriteLoad);
    }

    private void WriteBuilder(Utf8JsonWriter json, Target target)
    {
        var command = plan.Commands.FirstOrDefault(command => command.Target?.Id == target.Id)
            ?? plan.Commands.FirstOrDefault(command => command.Target is null);
        if (command is null)
            return;

        var builder = plan.Builder(command.BuilderId);
        json.WriteStartObject("builder");
        json.WriteString("key", builder.Key.Key.Text);
        json.WriteString("image", builder.Reference);
        WriteArray(json, "bases", builder.BaseIds.Order(StringComparer.Ordinal).Select(plan.Base), WriteBase);
        json.WriteEndObject();
        json.WriteStartObject("toolchain");
        foreach (var (name, version) in toolchains.GetValueOrDefault(builder.Id, new Dictionary<string, string>()).OrderBy(pair => pair.Key, StringComparer.Ordinal))
            json.WriteString(name, version);
        json.WriteEndObject();
    }

    private static void WriteLoad(Utf8JsonWriter json, LoadResult load)
    {
        json.WriteString("base", load.BaseId);
        json.WriteString("image", load.Image);
        json.WriteString("digest", load.Digest);
        json.WriteString("distribution", load.Distribution);
        json.WriteString("glibc", load.Glibc);
        WriteTexts(json, "started", load.Started);
        WriteTexts(json, "loaded", load.Loaded);
        WriteTexts(json, "not_loaded", load.NotLoaded);
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void WriteBase(Utf8JsonWriter json, PlannedBase planned)
    {
        json.WriteString("name", planned.Name);
        json.WriteString("image", planned.Image);
        json.WriteString("platform", planned.Platform);
        json.WriteString("source", planned.Pin!.Source == BaseSource.Mirror ? "mirror" : "registry");
        json.WriteString("digest", planned.Pin.Digest);
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
    }

    private static void WriteArray<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
