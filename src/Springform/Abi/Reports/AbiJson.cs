using System.Text.Encodings.Web;
using System.Text.Json;
using Springform.Abi.Policies;

namespace Springform.Abi.Reports;

/// <summary>
/// Reports for programs: dist/abi.json, and AbiReport --output json. UTF-8, snake_case, by name: parts that are joined give the same bytes; all facts of each
/// ELF file.
/// </summary>
internal static class AbiJson
{
    // People read it too: a plus sign stays one. It is never put into a web page.
    private static readonly JsonWriterOptions Layout = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>With a line break at its end.</summary>
    public static byte[] Of(IReadOnlyList<ExaminedArtifact> artifacts)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Layout))
        {
            json.WriteStartObject();
            WriteArray(json, "artifacts", artifacts.OrderBy(artifact => artifact.Name, StringComparer.Ordinal), Write);
            json.WriteEndObject();
        }

        bytes.WriteByte((byte)'\n');
        return bytes.ToArray();
    }

    private static void Write(Utf8JsonWriter json, ExaminedArtifact artifact)
    {
        json.WriteString("name", artifact.Name);
        json.WriteString("target", artifact.Target);
        json.WriteString("policy", artifact.Policy);
        json.WriteString("floor", artifact.Floor?.Text);
        json.WriteString("lowest_glibc", artifact.Floor?.Glibc?.ToString());
        json.WriteString("lowest_gcc", artifact.Floor?.Gcc?.ToString());
        json.WriteString("set_by", artifact.Floor?.Because);
        var bundle = Bundle.Of(artifact.Contents.Files);
        WriteArray(json, "files", artifact.Contents.Files, (writer, file) => ElfJson.Write(writer, file, AbiFloor.Of(file, bundle)));
        WriteArray(
            json,
            "foreign_files",
            artifact.Contents.Natives,
            (writer, file) =>
            {
                writer.WriteString("path", file.Path);
                writer.WriteString("format", file.Image.Format);
                writer.WriteString("kind", file.Image.Kind);
                WriteTexts(writer, "runs_on", file.Image.Words);
                WriteTexts(writer, "needed", file.Image.Libraries);
            }
        );
        json.WriteNumber("other_files", artifact.Contents.OtherFiles);
        WriteArray(
            json,
            "unreadable",
            artifact.Contents.Unreadable,
            (writer, problem) =>
            {
                writer.WriteString("code", problem.Code.ToString());
                writer.WriteString("path", problem.Where);
                writer.WriteString("reason", problem.What);
            }
        );
        WriteArray(json, "violations", artifact.Violations, Write);
        WriteArray(json, "warnings", artifact.Warnings, Write);
    }

    private static void Write(Utf8JsonWriter json, Violation violation)
    {
        json.WriteString("code", violation.Code.ToString());
        json.WriteString("path", violation.Path);
        json.WriteString("reason", violation.What);
    }

    internal static void WriteArray<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
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

    internal static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
