using System.Text;
using Springform.Archives;
using Springform.Engine;
using Springform.Plan;

namespace Springform.Abi.Loading;

/// <summary>Containers of one bare base, each with a fresh copy of the unpacked archives.</summary>
internal sealed class LoadContainer(IContainerEngine engine, BuildPlan plan, LoadStep load, IReadOnlyList<ArchiveEntry> entries)
{
    private const string WorkDirectory = "/artifact";

    private readonly PlannedBase image = plan.Base(load.BaseId);

    /// <summary>Starts and loads what is named, all in one container.</summary>
    /// <exception cref="SpringformException">E405 when the base cannot even run the questions</exception>
    public async Task<LoadAnswers> AskAsync(
        IReadOnlyList<string> executables, IReadOnlyList<string> sharedObjects, IOutput log, CancellationToken cancellation)
    {
        List<string> items = [.. executables.Select(Started), .. sharedObjects.Select(Loaded)];
        items.ForEach(item => log.Line($"{(item[0] == 'E' ? "start" : "load")} {item[1..]}"));
        var text = "";
        var run = Run(["sh", "-c", LoadScript.Text.ReplaceLineEndings("\n"), "sh", .. items]) with
        {
            Outputs =
            [
                new ContainerCopy(LoadScript.AnswersPath, (stream, token) => new ArchiveReader().ReadTarAsync(
                    stream, (_, content) => text = new StreamReader(content, Encoding.UTF8).ReadToEnd(), token)),
            ],
        };
        var result = await engine.RunAsync(run, log, cancellation);
        return result.ExitCode == 0 ? new LoadAnswers(text) : throw new SpringformException(Failed(result, "the load test"));
    }

    /// <summary>A declared command.</summary>
    /// <returns>E405 when it fails or cannot start; else nothing</returns>
    public async Task<IReadOnlyList<Problem>> TryAsync(IReadOnlyList<string> command, IOutput log, CancellationToken cancellation)
    {
        log.Line($"start {string.Join(' ', command)}");
        var result = await engine.RunAsync(Run(command), log, cancellation);
        return result.ExitCode == 0 ? [] : [Failed(result, string.Join(' ', command))];
    }

    public static string Started(string path) => $"E{WorkDirectory}/{path}";

    public static string Loaded(string path) => $"L{WorkDirectory}/{path}";

    private ContainerRun Run(IReadOnlyList<string> command) => new(image.EngineReference!, image.Platform, command)
    {
        Name = load.Id,
        WorkDirectory = WorkDirectory,
        Inputs = (stream, token) => TarArchive.WriteAsync(entries, stream, plan.Project.SourceDateEpoch, token),
    };

    private Problem Failed(ContainerResult result, string what) => new(
        ErrorCode.LoadFailed,
        result.EngineError is { } reason
            ? $"{what} could not start in {load.BaseId}: {reason}"
            : $"{what} ended with exit code {result.ExitCode} in {load.BaseId}",
        $"step {load.Id}, image {image.EngineReference}",
        $"see its last lines below; by hand: {result.ByHand}")
    {
        Details = result.Tail,
    };
}
