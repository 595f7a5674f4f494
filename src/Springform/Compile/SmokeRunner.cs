using Springform.Archives;
using Springform.Engine;
using Springform.Plan;

namespace Springform.Compile;

/// <summary>Unpacks a target's archives in a bare base image and runs the declared commands there: network off, nothing else installed.</summary>
public sealed class SmokeRunner(IContainerEngine engine, string scratchFolder)
{
    private const string WorkDirectory = "/artifact";

    /// <param name="archives">full paths of the staged archives</param>
    /// <exception cref="SpringformException">E405 a command failed or could not start</exception>
    public async Task RunAsync(BuildPlan plan, SmokeStep smoke, IReadOnlyList<string> archives, IOutput log, CancellationToken cancellation)
    {
        var scratch = Path.Combine(scratchFolder, Guid.NewGuid().ToString("N"));
        try
        {
            var entries = await UnpackAsync(archives, scratch, cancellation);
            foreach (var command in smoke.Commands)
            {
                log.Line($"{smoke.Id}: {string.Join(' ', command)}");
                await RunAsync(plan, smoke, command, entries, log, cancellation);
            }
        }
        finally
        {
            if (Directory.Exists(scratch))
            {
                Directory.Delete(scratch, recursive: true);
            }
        }
    }

    private async Task RunAsync(
        BuildPlan plan, SmokeStep smoke, IReadOnlyList<string> command, IReadOnlyList<ArchiveEntry> entries, IOutput log, CancellationToken cancellation)
    {
        var image = plan.Base(smoke.BaseId);
        var result = await engine.RunAsync(
            new ContainerRun(image.EngineReference!, image.Platform, command)
            {
                Name = smoke.Id,
                WorkDirectory = WorkDirectory,
                Inputs = (stream, token) => TarArchive.WriteAsync(entries, stream, plan.Project.SourceDateEpoch, token),
            },
            log,
            cancellation);
        if (result.ExitCode != 0)
        {
            throw new SpringformException(new Problem(
                ErrorCode.SmokeFailed,
                result.EngineError is { } reason
                    ? $"the packaged artifact could not start: {reason}"
                    : $"the packaged artifact ended with exit code {result.ExitCode}: {string.Join(' ', command)}",
                $"step {smoke.Id}, image {image.EngineReference}",
                $"see its last lines below; by hand: {result.ByHand}")
            {
                Details = result.Tail,
            });
        }
    }

    private static async Task<IReadOnlyList<ArchiveEntry>> UnpackAsync(IReadOnlyList<string> archives, string scratch, CancellationToken cancellation)
    {
        var entries = new Dictionary<string, ArchiveEntry>(StringComparer.Ordinal);
        foreach (var (archive, index) in archives.Select((archive, index) => (archive, index)))
        {
            var folder = Path.Combine(scratch, $"{index}");
            await new ArchiveReader().ExtractToAsync(archive, folder, cancellation);
            foreach (var entry in DirectoryEntries.Below(folder))
            {
                entries.TryAdd(entry.Path, entry);
            }
        }

        return [.. entries.Values];
    }
}
