using System.Text;
using Springform.Archives;
using Springform.Errors;
using Springform.Plan;
using Springform.Wheels;

namespace Springform.Index;

/// <summary>Reads METADATA out of a wheel, or PKG-INFO out of a source distribution (core metadata specification).</summary>
internal static class IndexMetadata
{
    private const int MaxBytes = 4 << 20;

    /// <exception cref="SpringformException">E654 without a name and version, E502 and E503 an unsafe or damaged archive</exception>
    public static async Task<IndexFile> ReadAsync(Artifact artifact, string path, CancellationToken cancellation)
    {
        string? text = null;
        await new ArchiveReader().ReadAsync(
            path,
            (item, content) =>
            {
                if (IsMetadata(item.Path, artifact.Kind) && item.SizeBytes <= MaxBytes)
                    text = new StreamReader(content, Encoding.UTF8).ReadToEnd();
            },
            cancellation
        );
        var fields = HeaderFields.Parse(text ?? "");
        return fields.Any(field => field.Key == "Name") && fields.Any(field => field.Key == "Version")
            ? new IndexFile(artifact, path, fields)
            : throw new SpringformException(
                new Problem(
                    ErrorCode.NotUploadable,
                    $"{artifact.Name} has no metadata with a name and a version",
                    path,
                    "build it again: --target=Dist --no-cache"
                )
            );
    }

    private static bool IsMetadata(string path, ArtifactKind kind) =>
        path.Split('/') is [var folder, var name]
        && (kind == ArtifactKind.Wheel ? name == "METADATA" && folder.EndsWith(".dist-info", StringComparison.Ordinal) : name == "PKG-INFO");
}
