using System.Globalization;
using Springform.Config;
using Springform.Errors;
using Springform.Machine;
using Springform.Names;

namespace Springform.Deploy.Postgresql;

/// <summary>
/// psql and pg_isready in the container; each call is a session of its own. The password travels in the environment, and is masked in what is shown. The server
/// itself ends a statement that takes longer than deploy.timeout: a client that is gone would not stop it.
/// </summary>
internal sealed class Psql(TargetContainer container, DeployRequest request, PostgresqlConfig server, TimeProvider clock)
{
    private const string Variable = "PGPASSWORD";

    /// <summary>psql's own: the connection could not be made, or was lost.</summary>
    private const int NoConnection = 2;

    private const string Find = "command -v psql || ls /usr/lib/postgresql/*/bin/psql /usr/local/pgsql/bin/psql 2>/dev/null | tail -n 1";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<string, string> secrets = request.Password is { } password ? new(StringComparer.Ordinal) { [Variable] = password } : [];
    private string? folder;

    /// <summary>Who the server and its client are in the container.</summary>
    public string User => request.Config.User ?? "postgres";

    private TimeSpan Timeout => RunLimits.ParseTimeout(request.Config.Timeout)!.Value;

    private string Where => $"container {container.Name}, database {server.Database}";

    /// <exception cref="SpringformException">E645 it does not take connections in time</exception>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        var program = Path.Combine(await FolderAsync(cancellation), "pg_isready");
        var ended = await Deadline.RunAsync(
            Timeout,
            clock,
            async token =>
            {
                while ((await container.ExecAsync([program, "--quiet", .. Address()], User, secrets, token)).ExitCode != 0)
                    await Task.Delay(Pause, clock, token);
                return 0;
            },
            cancellation
        );
        if (ended is null)
            throw new SpringformException(
                new Problem(
                    ErrorCode.ServerNotReady,
                    $"PostgreSQL in the container {container.Name} did not become ready within {RunLimits.Words(Timeout)}",
                    Where,
                    $"see why: docker logs {container.Name}; or raise deploy.timeout"
                )
            );
    }

    /// <returns>rows without alignment, columns separated by <see cref="ServerFacts.Separator"/></returns>
    /// <exception cref="SpringformException">E645 without a connection, <paramref name="code"/> when a statement fails</exception>
    public async Task<string> RunAsync(IReadOnlyList<string> statements, string failure, ErrorCode code, CancellationToken cancellation)
    {
        var program = Path.Combine(await FolderAsync(cancellation), "psql");
        List<string> command =
        [
            program,
            "--no-psqlrc",
            "--quiet",
            "--no-align",
            "--tuples-only",
            "--no-password",
            $"--field-separator={ServerFacts.Separator}",
            "--set=ON_ERROR_STOP=1",
            $"--username={server.User}",
            $"--dbname={server.Database}",
            .. Address(),
            .. statements.Count > 1 ? ["--single-transaction"] : Array.Empty<string>(),
            string.Create(CultureInfo.InvariantCulture, $"--command=SET statement_timeout = {Timeout.TotalMilliseconds:F0}"),
            .. statements.Select(statement => $"--command={statement}"),
        ];
        var result = await container.ExecAsync(command, User, secrets, cancellation);
        if (result.Succeeded)
            return result.Output;
        var refused = result.ExitCode == NoConnection && result.Error.Contains("FATAL", StringComparison.Ordinal);
        throw new SpringformException(
            new Problem(
                refused ? ErrorCode.ServerNotReady : code,
                refused ? $"PostgreSQL in the container {container.Name} refuses {server.User}" : failure,
                Where,
                refused ? "correct deploy.postgresql: user, database and where the password comes from" : "read the server's own words below"
            )
            {
                Details =
                [
                    .. new Secrets([.. secrets.Values]).Masked(result.Error + result.Output).Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(20),
                ],
            }
        );
    }

    private async Task<string> FolderAsync(CancellationToken cancellation)
    {
        if (folder is not null)
            return folder;
        var found = (await container.ScriptAsync(Find, [], cancellation)).Output.Trim();
        return folder =
            found.Length > 0
                ? Path.GetDirectoryName(found)!
                : throw new SpringformException(
                    new Problem(
                        ErrorCode.MissingTool,
                        $"the container {container.Name} has no psql",
                        $"container {container.Name}",
                        "deploy into the container of the server itself, or use an image with PostgreSQL's client programs"
                    )
                );
    }

    private IEnumerable<string> Address() =>
        [
            .. server.Host is { } host ? [$"--host={host}"] : Array.Empty<string>(),
            .. server.Port is { } port ? [string.Create(CultureInfo.InvariantCulture, $"--port={port}")] : Array.Empty<string>(),
        ];
}
