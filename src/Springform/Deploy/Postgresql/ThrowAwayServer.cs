using System.Globalization;
using Springform.Archives;
using Springform.Archives.Tar;
using Springform.Engine;
using Springform.Errors;
using Springform.Machine;
using Springform.Names;

namespace Springform.Deploy.Postgresql;

/// <summary>
/// A new server in a container of its own, of the image that the running one was made from and with its shared_preload_libraries. A library that crashes a
/// backend ends all sessions of its server: here it ends none that anybody uses.
/// </summary>
/// <param name="user">that servers run as in this image</param>
/// <param name="timeout">as the configuration has it</param>
internal sealed class ThrowAwayServer(IContainerEngine engine, TargetContainer container, ServerFacts facts, string user, string timeout)
{
    private const string ScriptPath = "springform-trial.sh";
    private const int NotStarted = 21;
    private const int NotLoaded = 22;
    private const int NotCreated = 23;

    /// <exception cref="SpringformException">E646 it does not start, load or create the extension; E641 the container's image is gone</exception>
    public async Task TryAsync(IReadOnlyList<DeployFile> files, IReadOnlyList<DeployFile> modules, string statement, CancellationToken cancellation)
    {
        var image =
            await engine.InspectImageAsync(container.Container.ImageId, cancellation)
            ?? throw new SpringformException(
                new Problem(
                    ErrorCode.NoContainer,
                    $"the engine does not hold the image of the container {container.Name} any more, so nothing can be tried in it",
                    container.Container.ImageId,
                    "start the container anew from an image that is there"
                )
            );
        List<ArchiveEntry> entries =
        [
            .. files.Select(file => ArchiveEntry.FromFile(file.Path[1..], file.HostPath, file.Mode[1] is '7' or '5')),
            ArchiveEntry.FromBytes(ScriptPath, System.Text.Encoding.UTF8.GetBytes(Script(modules, statement)), executable: true),
        ];
        var run = new ContainerRun(image.Id, image.Platform, ["su", "-s", "/bin/sh", "-c", $"exec sh /{ScriptPath}", user])
        {
            Name = "deploy/trial",
            User = "0",
            WorkDirectory = "/",
            Limits = new RunLimits(RunLimits.ParseTimeout(timeout)!.Value),
            Inputs = (stream, token) => TarArchive.WriteAsync(entries, stream, 0, token),
        };
        var result = await engine.RunAsync(run, SilentOutput.Instance, cancellation);
        if (result.ExitCode != 0 || result.EngineError is not null)
            throw Failed(result, run.Limits);
    }

    private SpringformException Failed(ContainerResult result, RunLimits limits)
    {
        var step = result.Tail.LastOrDefault(line => line.StartsWith("trying ", StringComparison.Ordinal))?["trying ".Length..] ?? "it";
        var what = result.ExitCode switch
        {
            NotStarted => facts.Preloaded.Length == 0
                ? "a throw-away server did not start"
                : $"a throw-away server did not start with shared_preload_libraries = {facts.Preloaded}",
            NotLoaded => $"{step} does not load in a throw-away server",
            NotCreated => $"{step} failed in a throw-away server",
            _ => $"the throw-away server {result.Ending(limits).What}",
        };
        return new SpringformException(
            new Problem(
                ErrorCode.TrialFailed,
                what,
                $"image {container.Container.Image} of the container {container.Name}; the running server was not touched",
                "read the last lines below, and correct the extension"
            )
            {
                Details = result.Tail,
            }
        );
    }

    private const string NewCluster = "--auth=trust --username=postgres --encoding=UTF8 --locale=C --no-sync";

    private string Script(IReadOnlyList<DeployFile> modules, string statement) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            umask 077
            cd /tmp || exit 1
            trial=$(mktemp -d /tmp/springform-trial.XXXXXX) || exit 1
            bin={{Quote(facts.ProgramFolder)}}
            "$bin/initdb" --pgdata="$trial/data" {{NewCluster}} >"$trial/log" 2>&1 || { cat "$trial/log"; exit {{NotStarted}}; }
            printf '%s\n' "listen_addresses = ''" "unix_socket_directories = '$trial'" "fsync = off" {{Quote(
                $"shared_preload_libraries = '{facts.Preloaded.Replace("'", "''", StringComparison.Ordinal)}'"
            )}} >>"$trial/data/postgresql.conf"
            "$bin/pg_ctl" --pgdata="$trial/data" --silent --wait --log="$trial/log" start >/dev/null 2>&1 || { tail -n 20 "$trial/log"; exit {{NotStarted}}; }
            ask() { "$bin/psql" --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --host="$trial" --username=postgres --dbname=postgres --command="$1"; }
            fail() { tail -n 20 "$trial/log"; exit "$1"; }
            {{string.Join('\n', modules.Select(module => $"echo {Quote($"trying {module.Path}")}; ask {Quote(Load(module))} || fail {NotLoaded}"))}}
            echo {{Quote($"trying {statement}")}}; ask {{Quote(statement)}} || fail {{NotCreated}}
            "$bin/pg_ctl" --pgdata="$trial/data" --silent --mode=immediate stop >/dev/null 2>&1
            exit 0
            """
        ) + "\n";

    /// <summary>The statement that loads a library.</summary>
    internal static string Load(DeployFile module) => $"LOAD '{module.Path.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Quote(string text) => ShellQuoting.Render([text]);
}
