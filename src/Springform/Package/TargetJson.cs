using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Springform.Names;
using Springform.Plan;

namespace Springform.Package;

/// <summary>What manifest.json and build-info files say of a target: what it was built on and with, and where its artifacts were seen to run.</summary>
/// <param name="toolchains">by builder id</param>
internal sealed class TargetJson(BuildPlan plan, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> toolchains, IReadOnlyList<LoadResult> loads)
{
    // People read it: a plus sign in a version stays a plus sign. It is never put into a web page.
    public static readonly JsonWriterOptions Layout = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void WriteProject(Utf8JsonWriter json, ProjectFacts project)
    {
        var time = DateTimeOffset.FromUnixTimeSeconds(project.SourceDateEpoch);
        json.WriteString("name", project.Name);
        json.WriteString("version", project.Version);
        json.WriteString("commit", project.Commit);
        json.WriteString("date", time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteString("time", time.ToString("HH:mm:ss", CultureInfo.InvariantCulture));
        json.WriteString("full_version", project.FullVersion);
        json.WriteBoolean("dirty", project.Dirty);
    }

    public void Write(Utf8JsonWriter json, Target target)
    {
        json.WriteString("id", target.Id);
        json.WriteString("platform", target.Platform);
        json.WriteString("build_platform", target.BuildPlatform);
        json.WriteString("base", target.Base);
        json.WriteString("variant", target.Variant);
        if (target.Python is { } python)
            json.WriteString("python", python.ToString());
        WriteBuilder(json, target);
        var own = loads.Where(load => load.Target == target.Id).ToList();
        WriteArray(json, "runs_on", own, WriteLoad);
        if (own.Count == 0 && plan.NotStarted.FirstOrDefault(entry => entry.TargetId == target.Id)?.Reason is { } reason)
            json.WriteString("not_started", reason);
    }

    private void WriteBuilder(Utf8JsonWriter json, Target target)
    {
        var command =
            plan.Commands.FirstOrDefault(command => command.Target?.Id == target.Id) ?? plan.Commands.FirstOrDefault(command => command.Target is null);
        if (command is null)
            return;

        var builder = plan.Builder(command.BuilderId);
        json.WriteStartObject("builder");
        json.WriteString("key", builder.Key.Key.Text);
        json.WriteString("image", builder.Reference);
        WriteArray(json, "bases", builder.BaseIds.Order(StringComparer.Ordinal).Select(plan.Base), WriteBase);
        json.WriteEndObject();
        json.WriteStartObject("toolchain");
        foreach (
            var (name, version) in toolchains.GetValueOrDefault(builder.Id, new Dictionary<string, string>()).OrderBy(pair => pair.Key, StringComparer.Ordinal)
        )
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
        json.WriteString(
            "source",
            planned.Pin!.Source switch
            {
                BaseSource.Mirror => "mirror",
                BaseSource.Container => "container",
                _ => "registry",
            }
        );
        json.WriteString("digest", planned.Pin.Digest);
    }

    /// <summary>Nothing where there is none.</summary>
    public static void WriteBundled(Utf8JsonWriter json, IReadOnlyList<BundledLibrary> libraries)
    {
        if (libraries.Count > 0)
            WriteArray(json, "bundled", libraries, WriteLibrary);
    }

    private static void WriteLibrary(Utf8JsonWriter json, BundledLibrary library)
    {
        json.WriteString("path", library.Path);
        json.WriteString("soname", library.Soname);
        json.WriteString("sha256", library.Sha256);
        json.WriteString("origin", library.Origin);
        json.WriteString("package", library.Package);
        json.WriteString("source", library.Source);
    }

    public static void WriteArray<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
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
