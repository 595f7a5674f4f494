using System.Text;
using System.Text.Json;
using Springform.Names;
using Springform.Plan;

namespace Springform.Package;

/// <summary>
/// dist/build-info-TARGET.json: one leg's record, with the digest of its base, glibc, compilers, versions, commit and the commit's date, and the hashes of what
/// it made. The same in a part and in a whole dist/. Beside a wheel there is also build-info-TARGET.txt, for people.
/// </summary>
/// <param name="toolchains">by builder id</param>
/// <param name="loads">what was seen in bare bases</param>
internal sealed class BuildInfo(BuildPlan plan, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> toolchains, IReadOnlyList<LoadResult> loads)
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
            TargetJson.WriteArray(
                json,
                "artifacts",
                archives.Where(staged => staged.Archive.Target == target.Id).OrderBy(staged => staged.Archive.Name, StringComparer.Ordinal),
                WriteArtifact
            );
            json.WriteEndObject();
        }

        bytes.WriteByte((byte)'\n');
        return bytes.ToArray();
    }

    /// <summary>The fields that people look up, one a line: <c>Name: value</c>.</summary>
    public byte[] Text(Target target, IReadOnlyList<StagedArchive> archives)
    {
        var command = plan.Commands.First(command => command.Target?.Id == target.Id);
        var builder = plan.Builder(command.BuilderId);
        var toolchain = toolchains.GetValueOrDefault(builder.Id, new Dictionary<string, string>());
        var platform = Platform.Of(target.Platform);
        var own = archives.Where(staged => staged.Archive.Target == target.Id).ToList();
        var lines = new List<string>
        {
            $"Build Date: {DateTimeOffset.FromUnixTimeSeconds(plan.Project.SourceDateEpoch):yyyy-MM-ddTHH:mm:ssZ}",
            $"Version: {plan.Project.FullVersion}",
            $"Commit: {plan.Project.Commit}",
            $"Target: {target.Id}",
            $"Build Platform: {target.BuildPlatform}",
            $"Target Platform: {target.Platform}",
            $"Target OS: {platform.Os}",
            $"Target Arch: {platform.Architecture}",
            $"Architecture: {platform.Kernel}",
            $"Python: {target.Python}",
        };
        lines.AddRange(
            builder.BaseIds.Order(StringComparer.Ordinal).Select(plan.Base).Select(planned => $"Base Image: {planned.Image} ({planned.Pin!.Digest})")
        );
        lines.AddRange(toolchain.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"Toolchain {pair.Key}: {pair.Value}"));
        lines.Add($"Wheels Built: {own.Count(staged => staged.Archive.Kind == ArtifactKind.Wheel)}");
        foreach (var archive in own.Select(staged => staged.Archive))
        {
            lines.Add($"Artifact: {archive.Name} (SHA-256 {archive.Sha256})");
            lines.AddRange(archive.Bundled.Select(library => $"Bundled: {library.Path} from {library.Origin} ({library.Package ?? "no package"})"));
        }

        return Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
    }

    private static void WriteArtifact(Utf8JsonWriter json, StagedArchive staged)
    {
        json.WriteString("name", staged.Archive.Name);
        json.WriteNumber("size", staged.Archive.SizeBytes);
        json.WriteString("sha256", staged.Archive.Sha256);
        TargetJson.WriteBundled(json, staged.Archive.Bundled);
    }
}
