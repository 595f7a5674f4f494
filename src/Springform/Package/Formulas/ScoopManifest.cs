using System.Text.Encodings.Web;
using System.Text.Json;
using Springform.Plan;

namespace Springform.Package.Formulas;

/// <summary>A manifest of Scoop (github.com/ScoopInstaller/Scoop, schema.json).</summary>
internal static class ScoopManifest
{
    // The file is JSON and never part of a page: what people write in their language stays as it is.
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        IndentSize = 4,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>UTF-8 with a line break at its end.</summary>
    public static byte[] Of(FormulaStep step, IReadOnlyList<FormulaArchive> archives)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("version", step.Version);
            json.WriteString("description", step.Config.Description);
            json.WriteString("homepage", step.Config.Homepage);
            json.WriteString("license", LicenseOf(step.Config.License));
            json.WriteStartObject("architecture");
            foreach (var archive in archives)
                Architecture(json, archive);
            json.WriteEndObject();
            json.WriteStartArray("bin");
            foreach (var program in step.Config.Programs)
                json.WriteStringValue(program.Replace('/', '\\'));
            json.WriteEndArray();
            json.WriteEndObject();
        }

        bytes.WriteByte((byte)'\n');
        return bytes.ToArray();
    }

    private static void Architecture(Utf8JsonWriter json, FormulaArchive archive)
    {
        json.WriteStartObject("64bit"); // the planner takes windows/amd64 alone
        json.WriteString("url", archive.Address.AbsoluteUri);
        json.WriteString("hash", archive.Sha256);
        if (archive.Top is { } top)
            json.WriteString("extract_dir", top);
        json.WriteEndObject();
    }

    /// <summary>Scoop writes | for "or" and , for "and".</summary>
    private static string LicenseOf(string license) => license.Replace(" OR ", "|", StringComparison.Ordinal).Replace(" AND ", ",", StringComparison.Ordinal);
}
