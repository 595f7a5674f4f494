using Springform.Deploy.Postgresql;
using Springform.Engine;
using Springform.Errors;
using Springform.Machine;
using Springform.Names;

namespace Springform.Deploy;

/// <summary>
/// Installs files into a running container, as a whole or not at all: everything is refused that can be before the first copy, libraries are tried in a
/// throw-away server, and on any failure what was there before comes back and is shown to work.
/// </summary>
/// <param name="log">what is found and done, line by line</param>
internal sealed class Deployment(IContainerEngine engine, DeployRequest request, TimeProvider clock, IOutput log)
{
    /// <summary>Of a rollback, which goes on when the run is cancelled.</summary>
    private static readonly TimeSpan RollbackLimit = TimeSpan.FromMinutes(2);

    /// <summary>What <see cref="RunAsync"/> would do. Reads only.</summary>
    /// <exception cref="SpringformException">as <see cref="RunAsync"/>, before its first copy</exception>
    public async Task<string> PlanAsync(CancellationToken cancellation)
    {
        var container = await TargetContainer.FindAsync(engine, request, cancellation);
        var survey = await Survey.TakeAsync(container, ServerOf(container), request, _ => Task.CompletedTask, cancellation);
        return string.Join('\n', [.. survey.Lines, .. request.Config.Check.Select(check => $"  check     {ShellQuoting.Render(check.Arguments)}")]);
    }

    /// <exception cref="SpringformException">
    /// E641 no container, E649 it runs another image by now, E644 another deploy is at work, E2xx the files do not fit, E645 the server is not ready, E646 a
    /// library does not load in a throw-away server, E647 it is none of this server's, E648 a downgrade; E642 a copy or a check failed and what was there is
    /// back, E643 it is not
    /// </exception>
    public async Task<DeployReport> RunAsync(CancellationToken cancellation)
    {
        var container = await TargetContainer.FindAsync(engine, request, cancellation);
        await using var held = await ContainerLock.AcquireAsync(container, cancellation);
        var files = new ContainerFiles(container);
        var survey = await Survey.TakeAsync(container, ServerOf(container), request, places => RecoverAsync(files, places, cancellation), cancellation);
        foreach (var line in survey.Lines)
            log.Line($"    {line}");
        var checks = new CheckCommands(container, request.Config, clock);
        var needed = survey.Needed;
        if (needed.Count == 0 && survey.Steps.Count == 0)
        {
            await checks.RunAsync(cancellation);
            return new DeployReport([], $"nothing to do: {Counted.Of(survey.Changes.Count, "file")} unchanged in {container.Name}");
        }

        if (needed.Count > 0)
            await survey.Server.TryAsync(survey.Files, cancellation);
        var steps = survey.Steps;
        var away = await new Replacement(survey, files, checks, clock, RollbackLimit, log).RunAsync(cancellation);
        // It holds now. What a cancelled run left here, the next would take for a deploy that died, and put the old files back.
        await files.ForgetAsync(needed, CancellationToken.None);
        return Report(survey, steps, away);
    }

    private static DeployReport Report(Survey survey, IReadOnlyList<string> steps, TimeSpan? away)
    {
        var server = away is { } time ? $"the server was away for {time.TotalSeconds:0.0} s" : "the server was not restarted";
        List<string> lines =
        [
            .. survey
                .Changes.Where(change => change.IsNeeded)
                .Select(change => $"{change.File.Path}: was {change.Before}, is {FileState.Short(change.File.Sha256)}"),
            .. steps.Select(step => $"done: {step}"),
            server,
        ];
        var unchanged = survey.Changes.Count - survey.Needed.Count;
        return new DeployReport(lines, $"{Counted.Of(survey.Needed.Count, "file")} copied into {survey.Container.Name}, {unchanged} unchanged; {server}");
    }

    // We hold the lock, so what lies there belongs to a deploy that is dead.
    private async Task RecoverAsync(ContainerFiles files, IReadOnlyList<DeployFile> places, CancellationToken cancellation)
    {
        foreach (var path in await files.PutBackAsync(places, cancellation))
            log.Line($"    an earlier deploy did not end: {path} is as it was before it");
    }

    private IServer ServerOf(TargetContainer container) =>
        request.Config.Postgresql is { } server ? new PostgresqlServer(engine, container, request, server, clock) : new NoServer();
}
