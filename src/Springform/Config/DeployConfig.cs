namespace Springform.Config;

/// <summary>A running container and what of this build is installed into it. Its name, or a label that it alone has.</summary>
public sealed record DeployConfig
{
    /// <summary>The container's name or id. Exclusive with <c>label</c>. <c>--container</c> wins over both.</summary>
    public string? Container { get; init; }

    /// <summary>A label, NAME or NAME=VALUE, that one running container has.</summary>
    public string? Label { get; init; }

    /// <summary>The target whose outputs are installed. Default: the only one.</summary>
    public string? Target { get; init; }

    /// <summary>Outputs of compile first, then the work tree; each entry must match at least one file.</summary>
    [Required]
    public IReadOnlyList<DeployFileConfig> Files { get; init; } = [];

    /// <summary>Commands in the container that must succeed with the new files; when one fails, the old files come back.</summary>
    public IReadOnlyList<CommandLine> Check { get; init; } = [];

    /// <summary>The user that checks run as in the container. Default: the container's own.</summary>
    public string? User { get; init; }

    /// <summary>How long each check, each statement, the wait for a server and the trial in a throw-away one may take: 90s, 15m, 1h; 0 for ever.</summary>
    public string Timeout { get; init; } = "2m";

    /// <summary>The container is a PostgreSQL server, and the files are an extension of it.</summary>
    public PostgresqlConfig? Postgresql { get; init; }
}

/// <summary>Files that go into the container; also written as the glob alone, for an extension of PostgreSQL.</summary>
public sealed record DeployFileConfig
{
    /// <summary>A glob of outputs or of the work tree.</summary>
    [Required]
    [Shorthand]
    public string From { get; init; } = "";

    /// <summary>
    /// Absolute path in the container: a folder with a slash at its end, or a file. Default with <c>postgresql</c>: libraries go where the server looks for
    /// them, the rest to its extensions.
    /// </summary>
    public string? To { get; init; }

    /// <summary>Permissions as digits. Default: "0755" for what is executable, and "0644".</summary>
    public string? Mode { get; init; }

    /// <summary>USER or USER:GROUP in the container.</summary>
    public string Owner { get; init; } = "0:0";
}

/// <summary>An extension of PostgreSQL and the database that it is created or updated in.</summary>
public sealed record PostgresqlConfig
{
    /// <summary>The extension's name, as CREATE EXTENSION takes it.</summary>
    [Required]
    [Shorthand]
    public string Extension { get; init; } = "";

    /// <summary>The version to install. Default: <c>default_version</c> of its control file.</summary>
    public string? Version { get; init; }

    /// <summary>The database.</summary>
    public string Database { get; init; } = "postgres";

    /// <summary>The role that may create the extension.</summary>
    public string User { get; init; } = "postgres";

    /// <summary>Where the server listens, as seen in the container. Default: its socket.</summary>
    public string? Host { get; init; }

    /// <summary>The server's port.</summary>
    public int? Port { get; init; }

    /// <summary>Where the password comes from. Default: none is given, as for a socket that trusts its users.</summary>
    public PasswordConfig? Password { get; init; }

    /// <summary>
    /// Build the indexes that use an access method of the extension anew, in the same transaction, when its library or version changes; their tables take no
    /// writes meanwhile.
    /// </summary>
    public bool Reindex { get; init; }

    /// <summary>A query that must succeed once the extension is there; it runs in the same transaction.</summary>
    public string? Smoke { get; init; }
}

/// <summary>One of the three. The password is handed on in the environment alone.</summary>
public sealed record PasswordConfig
{
    /// <summary>An environment variable, e.g. PGPASSWORD.</summary>
    [Shorthand]
    public string? Env { get; init; }

    /// <summary>A file that holds the password alone, relative to springform.yaml or absolute.</summary>
    public string? File { get; init; }

    /// <summary>A file with lines of HOST:PORT:DATABASE:USER:PASSWORD, as PostgreSQL's own programs read it.</summary>
    public string? Pgpass { get; init; }
}
