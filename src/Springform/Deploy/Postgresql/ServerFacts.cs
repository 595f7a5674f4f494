namespace Springform.Deploy.Postgresql;

/// <summary>What the running server says of itself.</summary>
/// <param name="Version">17.6 (Debian 17.6-1)</param>
/// <param name="Major">17</param>
/// <param name="Preloaded">shared_preload_libraries, as it is set</param>
/// <param name="ProgramFolder">BINDIR of pg_config</param>
/// <param name="LibraryFolder">PKGLIBDIR</param>
/// <param name="ShareFolder">SHAREDIR</param>
/// <param name="Installed">version of the extension in the database; null: it is not there</param>
/// <param name="Indexes">those in the database that use an access method of the extension, as SQL spells them: <c>public.items_place</c></param>
internal sealed record ServerFacts(
    string Version,
    int Major,
    string Preloaded,
    string ProgramFolder,
    string LibraryFolder,
    string ShareFolder,
    string? Installed,
    IReadOnlyList<string> Indexes
)
{
    public const char Separator = '\u001f';

    private const char IndexSeparator = '\u001e';

    /// <param name="extension">a name of letters, digits, _ and - alone</param>
    public static string Query(string extension) =>
        "SELECT current_setting('server_version'), current_setting('server_version_num'), current_setting('shared_preload_libraries'), "
        + $"{Setting("BINDIR")}, {Setting("PKGLIBDIR")}, {Setting("SHAREDIR")}, "
        + $"coalesce((SELECT extversion FROM pg_catalog.pg_extension WHERE extname = '{extension}'), ''), "
        + $"(SELECT coalesce(string_agg(format('%I.%I', nspname, relname), chr({(int)IndexSeparator}) ORDER BY nspname, relname), '') "
        + "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace "
        + "JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_am'::regclass AND objid = relam "
        + "AND refclassid = 'pg_catalog.pg_extension'::regclass AND deptype = 'e' JOIN pg_catalog.pg_extension e ON e.oid = refobjid "
        // Those of other sessions' temporary tables are theirs; a partitioned one is the sum of its parts.
        + $"WHERE relkind = 'i' AND relpersistence <> 't' AND extname = '{extension}')";

    /// <param name="answer">one row, its columns separated by <see cref="Separator"/></param>
    public static ServerFacts Parse(string answer) =>
        answer.TrimEnd('\n').Split(Separator) is [var version, var number, var preloaded, var programs, var libraries, var share, var installed, var indexes]
            ? new ServerFacts(
                version,
                int.Parse(number, System.Globalization.CultureInfo.InvariantCulture) / 10_000,
                preloaded,
                programs,
                libraries,
                share,
                installed.Length == 0 ? null : installed,
                indexes.Split(IndexSeparator, StringSplitOptions.RemoveEmptyEntries)
            )
            : throw new FormatException($"the server's answer has another form: {answer}");

    /// <summary>A library is loaded when the server starts, and only then.</summary>
    public bool IsPreloaded(DeployFile file) =>
        Preloaded
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(name => name.Trim('"'))
            .Any(name => Path.GetFileName(name) == file.Name || Path.GetFileName(name) + ".so" == file.Name);

    private static string Setting(string name) => $"(SELECT setting FROM pg_catalog.pg_config WHERE name = '{name}')";
}
