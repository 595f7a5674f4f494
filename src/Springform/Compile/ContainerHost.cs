using Springform.Archives;
using Springform.Archives.Tar;
using Springform.Engine;
using Springform.Machine;
using Springform.Names;
using Springform.Plan;

namespace Springform.Compile;

/// <summary>Runs a command in a temporary container; files go in and out as streams.</summary>
internal sealed class ContainerHost(IContainerEngine engine, string project) : ICommandHost
{
    public const string WorkDirectory = "/src";

    // What no pattern names decides about nothing, whatever it is; what one names is judged by OutputSpool.
    private static readonly ArchiveReader Reader = new(
        new ArchiveLimits
        {
            LooksOnly = true,
            ShowsSpecialFiles = true,
            MaxEntries = int.MaxValue,
            MaxNameCharacters = long.MaxValue,
        }
    );

    public bool OpensShell => true;

    public async Task<Rerun?> RerunAsync(CommandStep step, BuilderStep builder, CancellationToken cancellation)
    {
        var info = await engine.ProbeAsync(cancellation);
        var image = await engine.InspectImageAsync(builder.Reference, cancellation);
        return image is null
            ? null
            : new Rerun(info.Name, builder.Reference, image.Id, CommandLines.CreateByHand(info, Container(project, step, builder, inputs: [])));
    }

    public Task<ContainerResult> RunAsync(
        CommandStep step,
        BuilderStep builder,
        IReadOnlyList<ArchiveEntry> inputs,
        OutputSpool outputs,
        IOutput log,
        CancellationToken cancellation
    ) =>
        engine.RunAsync(
            Container(project, step, builder, inputs) with
            {
                Outputs = [.. Roots(step.Outputs).Select(root => Copy(root, outputs))],
                FurtherOutputs = () => [.. outputs.TakeSeparate().Select(path => Copy(path, outputs))],
            },
            log,
            cancellation
        );

    /// <summary>The container that a command runs in.</summary>
    public static ContainerRun Container(string project, CommandStep step, BuilderStep builder, IReadOnlyList<ArchiveEntry> inputs) =>
        new(builder.Reference, builder.Platform, step.Command)
        {
            Name = step.Id,
            WorkDirectory = WorkDirectory,
            Network = step.Network,
            Limits = step.Limits,
            Environment = step.Environment,
            Secrets = step.Secrets,
            Caches = step.Caches.ToDictionary(cache => VolumeName(project, cache.Key, builder), cache => cache.Value, StringComparer.Ordinal),
            Inputs = (stream, token) => TarArchive.WriteAsync(inputs, stream, Epoch.Neutral, token),
        };

    private static ContainerCopy Copy(string root, OutputSpool outputs)
    {
        // The engine names entries from the last segment of the path on: /src/a/b gives b/..., and /src itself src/...
        var parent = root.Length == 0 ? null : Path.GetDirectoryName(root)!;
        return new ContainerCopy(
            root.Length == 0 ? WorkDirectory : $"{WorkDirectory}/{root}",
            (stream, token) => ReadAsync(stream, parent, outputs, token),
            Optional: true
        ); // what is missing is told by OutputSpool, with the pattern that asked for it
    }

    /// <param name="parent">of the tar's first segment in the project; null: the segment is the project itself</param>
    internal static Task ReadAsync(Stream tar, string? parent, OutputSpool outputs, CancellationToken cancellation) =>
        Reader.ReadTarAsync(tar, (item, content) => outputs.Add(InProject(item.Path, parent), InProject(item, parent), content), cancellation);

    private static ArchivedItem InProject(ArchivedItem item, string? parent) =>
        item.Kind == ArchiveEntryKind.HardLink ? item with { LinkTarget = InProject(item.LinkTarget!, parent) } : item;

    private static string InProject(string path, string? parent) => parent is null ? WithoutFirstSegment(path) : Path.Join(parent, path);

    private static string WithoutFirstSegment(string path) =>
        path.Contains('/', StringComparison.Ordinal) ? path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..] : "";

    /// <summary>The folders and files that hold all outputs, none inside another.</summary>
    internal static IReadOnlyList<string> Roots(IReadOnlyList<string> patterns)
    {
        var prefixes = patterns.Where(pattern => !pattern.StartsWith('!')).Select(Glob.LiteralPrefix).Distinct(StringComparer.Ordinal).ToList();
        return
        [
            .. prefixes.Where(prefix =>
                !prefixes.Any(other => other != prefix && (other.Length == 0 || prefix.StartsWith(other + "/", StringComparison.Ordinal)))
            ),
        ];
    }

    private static string VolumeName(string project, string cache, BuilderStep builder) => $"springform-{project}-{cache}-{Platform.Of(builder.Platform).Arch}";
}
