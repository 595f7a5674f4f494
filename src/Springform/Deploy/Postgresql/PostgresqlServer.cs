using Springform.Config;
using Springform.Engine;
using Springform.Errors;

namespace Springform.Deploy.Postgresql;

/// <summary>A PostgreSQL server in the container, and one extension of it.</summary>
internal sealed class PostgresqlServer(IContainerEngine engine, TargetContainer container, DeployRequest request, PostgresqlConfig config, TimeProvider clock)
    : IServer
{
    private readonly Psql psql = new(container, request, config, clock);
    private ServerFacts? facts;
    private string? wanted;

    public string Words => $"PostgreSQL {Facts.Version}";

    private ServerFacts Facts => facts ?? throw new InvalidOperationException("ReadAsync comes first");

    private string Wanted => wanted ?? throw new InvalidOperationException("Require comes first");

    private string Where => $"container {container.Name}, database {config.Database}";

    public async Task ReadAsync(CancellationToken cancellation)
    {
        await psql.WaitAsync(cancellation);
        facts = ServerFacts.Parse(
            await psql.RunAsync([ServerFacts.Query(config.Extension)], "PostgreSQL does not tell what it is", ErrorCode.ServerNotReady, cancellation)
        );
    }

    public string? PlaceOf(string path) =>
        $"{(path.EndsWith(".so", StringComparison.Ordinal) ? Facts.LibraryFolder : $"{Facts.ShareFolder}/extension")}/{Path.GetFileName(path)}";

    public void Require(IReadOnlyList<DeployFile> files)
    {
        var problems = Modules(files).Select(Unfit).OfType<Problem>().ToList();
        wanted = ExtensionVersion.Wanted(config, files);
        if (Facts.Installed is { } installed && ExtensionVersion.IsDowngrade(installed, Wanted) && !request.AllowDowngrade)
            problems.Add(
                new Problem(
                    ErrorCode.DowngradeRefused,
                    $"the database has {config.Extension} {installed}, and {Wanted} would be a downgrade",
                    Where,
                    "deploy a newer version, or give --allow-downgrade"
                )
            );
        if (problems.Count > 0)
            throw new SpringformException(problems);
    }

    public IReadOnlyList<string> StepsAfter(IReadOnlyList<DeployFile> changed) =>
        [
            .. new[] { Statement }.OfType<string>(),
            .. config.Reindex && (Statement is not null || Modules(changed).Any())
                ? Facts.Indexes.Select(index => $"REINDEX INDEX {index}")
                : Array.Empty<string>(),
        ];

    public Task TryAsync(IReadOnlyList<DeployFile> files, CancellationToken cancellation) =>
        new ThrowAwayServer(engine, container, Facts, psql.User, request.Config.Timeout).TryAsync(
            files,
            [.. Modules(files)],
            $"CREATE EXTENSION \"{config.Extension}\" VERSION '{Wanted}' CASCADE",
            cancellation
        );

    public bool NeedsRestart(IReadOnlyList<DeployFile> changed) => changed.Any(file => file.IsLibrary && Facts.IsPreloaded(file));

    public Task WaitAsync(CancellationToken cancellation) => psql.WaitAsync(cancellation);

    /// <summary>
    /// Each library in a session of its own; then the catalog, the indexes and the smoke query in one transaction, which is the last thing that can fail.
    /// </summary>
    public async Task ActivateAsync(IReadOnlyList<DeployFile> files, IReadOnlyList<DeployFile> changed, CancellationToken cancellation)
    {
        await LoadAsync(Modules(files), "does not load in the running server", cancellation);
        var steps = StepsAfter(changed);
        string[] statements = [.. steps, .. new[] { config.Smoke }.OfType<string>()];
        // A transaction whose client was killed may still be committed, after the files were put back: a run that is cancelled waits for its end, which the
        // statements' time limit brings.
        cancellation.ThrowIfCancellationRequested();
        if (statements.Length > 0)
            await psql.RunAsync(
                statements,
                steps.Count == 0 ? "the smoke query failed" : $"{string.Join(", then ", steps)} failed, or the smoke query after it",
                ErrorCode.DeployFailed,
                CancellationToken.None
            );
    }

    public async Task ProveAsync(IReadOnlyList<DeployFile> files, CancellationToken cancellation)
    {
        await psql.WaitAsync(cancellation);
        await LoadAsync(Modules(files), "was there before, and does not load any more", cancellation);
    }

    /// <summary>Null: the database has the wanted version.</summary>
    private string? Statement =>
        Facts.Installed is null ? $"CREATE EXTENSION \"{config.Extension}\" VERSION '{Wanted}'"
        : Facts.Installed != Wanted ? $"ALTER EXTENSION \"{config.Extension}\" UPDATE TO '{Wanted}'"
        : null;

    private IEnumerable<DeployFile> Modules(IReadOnlyList<DeployFile> files) => files.Where(file => file.IsLibrary && file.Folder == Facts.LibraryFolder);

    private async Task LoadAsync(IEnumerable<DeployFile> modules, string failure, CancellationToken cancellation)
    {
        foreach (var module in modules)
            await psql.RunAsync([ThrowAwayServer.Load(module)], $"{module.Path} {failure}", ErrorCode.DeployFailed, cancellation);
    }

    private Problem? Unfit(DeployFile module)
    {
        var major = ModuleMagic.Find(File.ReadAllBytes(module.HostPath));
        return major == Facts.Major
            ? null
            : new Problem(
                ErrorCode.WrongModule,
                major is null
                    ? $"{module.Name} is no module of PostgreSQL: it has no PG_MODULE_MAGIC"
                    : $"{module.Name} is made for PostgreSQL {major}, and PostgreSQL {Facts.Major} runs in the container {container.Name}",
                $"{Where}; nothing was copied",
                major is null
                    ? "write PG_MODULE_MAGIC; into one of its sources; where it is a library of another kind, give it another place with to:"
                    : "build it with the header files of the running server: builder: {from: ...}"
            );
    }
}
