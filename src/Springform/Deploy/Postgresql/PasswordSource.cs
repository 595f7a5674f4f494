using Springform.Config;
using Springform.Errors;
using Springform.Machine;

namespace Springform.Deploy.Postgresql;

/// <summary>The server's password from where the configuration says. It is handed on in the environment of the client alone.</summary>
internal static class PasswordSource
{
    private const string DefaultPort = "5432";

    /// <returns>null where no source is declared</returns>
    /// <exception cref="SpringformException">E109 the variable is not set, E105 the file is not there or has no line that fits</exception>
    public static string? Read(PostgresqlConfig server, ProcessEnvironment environment, string projectFolder) =>
        server.Password switch
        {
            { Env: { } name } => environment[name] is { Length: > 0 } value
                ? value
                : throw Missing(
                    ErrorCode.MissingVariable,
                    $"the variable {name}, which deploy.postgresql.password names, {(environment[name] is null ? "is not set" : "is empty")}",
                    $"environment, {name}",
                    $"set {name} to the password before the deploy"
                ),
            { File: { } file } => Text(file, projectFolder).Split('\n')[0].TrimEnd('\r'),
            { Pgpass: { } file } => Line(Text(file, projectFolder), server)
                ?? throw Missing(
                    ErrorCode.MissingFile,
                    $"{Quoted.Of(file)} has no line for {server.User} in {server.Database}",
                    file,
                    "add one: HOST:PORT:DATABASE:USER:PASSWORD"
                ),
            _ => null,
        };

    /// <summary>The first line that fits, as libpq takes it: asterisks fit all, a backslash takes the next character as it is, a socket is localhost.</summary>
    internal static string? Line(string text, PostgresqlConfig server)
    {
        string[] wanted =
        [
            server.Host ?? "localhost",
            server.Port?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? DefaultPort,
            server.Database,
            server.User,
        ];
        return text.Split('\n')
            .Select(line => line.TrimEnd('\r'))
            .Where(line => !line.StartsWith('#'))
            .Select(Fields)
            .FirstOrDefault(fields => fields.Count >= 5 && wanted.Zip(fields).All(pair => pair.Second == "*" || pair.Second == pair.First))
            ?[4];
    }

    private static List<string> Fields(string line)
    {
        var fields = new List<System.Text.StringBuilder> { new() };
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] == ':')
                fields.Add(new());
            else
                fields[^1].Append(line[at] == '\\' && at + 1 < line.Length ? line[++at] : line[at]);
        }

        return [.. fields.Select(field => field.ToString())];
    }

    private static string Text(string file, string projectFolder)
    {
        var path = Path.Combine(projectFolder, file);
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SpringformException(
                new Problem(
                    ErrorCode.MissingFile,
                    $"the password's file {Quoted.Of(file)} cannot be read",
                    path,
                    "create it, readable for you alone (chmod 600), or correct deploy.postgresql.password"
                ),
                error
            );
        }
    }

    private static SpringformException Missing(ErrorCode code, string what, string where, string fix) => new(new Problem(code, what, where, fix));
}
