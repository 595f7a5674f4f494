using System.Text;
using Springform.Archives;
using Springform.Archives.Tar;
using Springform.Engine;
using Springform.Errors;
using Springform.Machine;
using Springform.Names;
using Springform.Plan;

namespace Springform.Abi.Loading;

/// <summary>Containers of one bare base, each with a fresh copy of the unpacked archives.</summary>
internal sealed class LoadContainer(IContainerEngine engine, BuildPlan plan, LoadStep load, IReadOnlyList<ArchiveEntry> entries)
{
    private const string WorkDirectory = "/artifact";

    /// <summary>Of the first attempt where QEMU emulates.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly PlannedBase image = plan.Base(load.BaseId);

    /// <summary>Starts and loads what is named, all in one container.</summary>
    /// <exception cref="SpringformException">E405 when the base cannot even run the questions</exception>
    public async Task<LoadAnswers> AskAsync(IReadOnlyList<string> executables, IReadOnlyList<string> sharedObjects, IOutput log, CancellationToken cancellation)
    {
        List<string> items = [.. executables.Select(Started), .. sharedObjects.Select(Loaded)];
        items.ForEach(item => log.Line($"{(item[0] == 'E' ? "start" : "load")} {item[1..]}"));
        var text = "";
        var run = Run(["sh", "-c", LoadScript.Text.ReplaceLineEndings("\n"), "sh", .. items]) with
        {
            Outputs =
            [
                new ContainerCopy(
                    LoadScript.AnswersPath,
                    (stream, token) =>
                        new ArchiveReader().ReadTarAsync(stream, (_, content) => text = new StreamReader(content, Encoding.UTF8).ReadToEnd(), token)
                ),
            ],
        };
        var result = await engine.RunAsync(run, log, cancellation);
        return result.ExitCode == 0 ? new LoadAnswers(text) : throw new SpringformException(Failed(result, "the load test"));
    }

    /// <summary>
    /// A declared command. One that does not end soon under emulation is started once more: QEMU's user emulation now and then locks up in the fork of a
    /// program with threads.
    /// </summary>
    /// <returns>E405 when it fails, cannot start or does not end; else nothing</returns>
    public async Task<IReadOnlyList<Problem>> TryAsync(IReadOnlyList<string> command, IOutput log, CancellationToken cancellation)
    {
        var words = string.Join(' ', command);
        var limit = load.Limits.Timeout;
        var isEmulated = (await engine.ProbeAsync(cancellation)).NativePlatform != image.Platform;
        log.Line($"start {words}");
        if (isEmulated && (limit == TimeSpan.Zero || limit > Patience))
        {
            var first = await engine.RunAsync(Run(command) with { Limits = load.Limits with { Timeout = Patience } }, log, cancellation);
            if (!first.TimedOut)
                return first.ExitCode == 0 ? [] : [Failed(first, words)];
            log.Line($"{words} did not end within {RunLimits.Words(Patience)} and was ended; once more");
        }

        var result = await engine.RunAsync(Run(command), log, cancellation);
        return result.ExitCode == 0 ? [] : [Failed(result, words)];
    }

    public static string Started(string path) => $"E{WorkDirectory}/{path}";

    public static string Loaded(string path) => $"L{WorkDirectory}/{path}";

    private ContainerRun Run(IReadOnlyList<string> command) =>
        new(image.EngineReference!, image.Platform, command)
        {
            Name = load.Id,
            WorkDirectory = WorkDirectory,
            Limits = load.Limits,
            Inputs = (stream, token) => TarArchive.WriteAsync(entries, stream, plan.Project.SourceDateEpoch, token),
        };

    private Problem Failed(ContainerResult result, string what)
    {
        var (ending, fix) = result.Ending(load.Limits);
        return new Problem(
            ErrorCode.LoadFailed,
            $"{what} {ending} in {load.BaseId}",
            $"step {load.Id}, image {image.EngineReference}",
            fix ?? "see its last lines below"
        )
        {
            Details = result.Tail,
        };
    }
}
