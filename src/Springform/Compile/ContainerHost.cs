using Springform.Archives;
using Springform.Engine;
using Springform.Keys;
using Springform.Plan;

namespace Springform.Compile;

/// <summary>Runs a command in a temporary container; files go in and out as streams.</summary>
public sealed class ContainerHost(IContainerEngine engine, string project) : ICommandHost
{
    private const string WorkDirectory = "/src";

    public Task<ContainerResult> RunAsync(
        CommandStep step, BuilderStep builder, IReadOnlyList<ArchiveEntry> inputs, OutputFolder outputs, IOutput log, CancellationToken cancellation) =>
        engine.RunAsync(
            new ContainerRun(builder.Reference, builder.Platform, step.Command)
            {
                Name = step.Id,
                WorkDirectory = WorkDirectory,
                Network = step.Network,
                Environment = step.Environment,
                Secrets = step.Secrets,
                Caches = step.Caches.ToDictionary(
                    cache => VolumeName(cache.Key, builder), cache => cache.Value, StringComparer.Ordinal),
                Inputs = (stream, token) => TarArchive.WriteAsync(inputs, stream, CommandRunner.InputEpoch, token),
                Outputs = [.. Roots(step.Outputs).Select(root => Copy(root, outputs))],
            },
            log,
            cancellation);

    private static ContainerCopy Copy(string root, OutputFolder outputs)
    {
        // The engine names entries from the last segment of the path on: /src/a/b gives b/..., and /src itself src/...
        var parent = root.Length == 0 ? null : Path.GetDirectoryName(root)!;
        return new ContainerCopy(
            root.Length == 0 ? WorkDirectory : $"{WorkDirectory}/{root}",
            (stream, token) => new ArchiveReader().ReadTarAsync(
                stream,
                (item, content) => outputs.Add(InProject(item.Path, parent), InProject(item, parent), content),
                token),
            Optional: true); // what is missing is told by OutputFolder, with the pattern that asked for it
    }

    private static ArchivedItem InProject(ArchivedItem item, string? parent) =>
        item.Kind == ArchiveEntryKind.HardLink ? item with { LinkTarget = InProject(item.LinkTarget!, parent) } : item;

    private static string InProject(string path, string? parent) => parent is null ? WithoutFirstSegment(path) : Path.Join(parent, path);

    private static string WithoutFirstSegment(string path) => path.Contains('/', StringComparison.Ordinal) ? path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..] : "";

    /// <summary>The folders and files that hold all outputs, none inside another.</summary>
    internal static IReadOnlyList<string> Roots(IReadOnlyList<string> patterns)
    {
        var prefixes = patterns.Where(pattern => !pattern.StartsWith('!')).Select(Glob.LiteralPrefix).Distinct(StringComparer.Ordinal).ToList();
        return [.. prefixes.Where(prefix => !prefixes.Any(other => other != prefix && (other.Length == 0 || prefix.StartsWith(other + "/", StringComparison.Ordinal))))];
    }

    private string VolumeName(string cache, BuilderStep builder) => $"springform-{project}-{cache}-{Platform.Of(builder.Platform).Arch}";
}
