using System.Text.RegularExpressions;

namespace Springform.Init;

/// <summary>A Makefile: of an extension of PostgreSQL, with a rule to install, or with neither.</summary>
internal static partial class MakeDraft
{
    // In make's own order.
    private static readonly IReadOnlyList<string> Names = ["GNUmakefile", "makefile", "Makefile"];

    private const string InPlace = "DESTDIR=\"$PWD/out\"";

    public static Draft? OfPostgresql(Repository repository)
    {
        var text = Text(repository);
        return !text.Contains("PGXS", StringComparison.Ordinal)
            ? null
            : new Draft
            {
                From = "a Makefile with PGXS",
                Name = repository.Files("", "*.control") is [var control, ..] ? Path.GetFileNameWithoutExtension(control) : null,
                Packages = ["make", "gcc", "libc6-dev", "postgresql-server-dev-15"],
                Tools = ["postgresql-server-dev"],
                Run = $"make -j\"$(nproc)\" with_llvm=no{Portable(text)} && make install with_llvm=no{Portable(text)} {InPlace}",
                Outputs = CDrafts.Installed,
                Files = CDrafts.Shipped,
                SmokeSkip = "PostgreSQL itself loads its modules; --target=Deploy tries them in a server",
                Notes = ["This builds for PostgreSQL 15, which Debian 12 has; name another server's package in builder/Dockerfile."],
            };
    }

    public static Draft? Of(Repository repository)
    {
        var text = Text(repository);
        if (text.Length == 0 || text.Contains("PGXS", StringComparison.Ordinal))
            return null;
        return Install().IsMatch(text) && Staged().IsMatch(text)
            ? Written(repository) with
            {
                Run = $"make -j\"$(nproc)\" && make install {InPlace} PREFIX=/usr prefix=/usr",
                Outputs = CDrafts.Installed,
                Files = CDrafts.Shipped,
            }
            : Written(repository) with
            {
                OutputsComment = "the Makefile has no install with DESTDIR: name the files that it makes",
            };
    }

    /// <summary>Without the variable that compiles for the processor of this machine alone: what is shipped must run on others.</summary>
    private static string Portable(string text) => string.Concat(Native().Matches(text).Select(match => $" {match.Groups["name"].Value}=").Distinct());

    private static Draft Written(Repository repository) =>
        new()
        {
            From = "Makefile",
            Packages = ["make", "g++"],
            Tools = CDrafts.CompilerTools,
            Run = "make -j\"$(nproc)\"",
            Outputs = [DraftFiles.NameOf(repository.Name)],
            Files = [DraftFiles.NameOf(repository.Name)],
        };

    private static string Text(Repository repository) => Names.Select(repository.Text).FirstOrDefault(text => text.Length > 0) ?? "";

    /// <summary>A rule for install, alone or among other targets.</summary>
    [GeneratedRegex("^(?:[A-Za-z0-9_.-]+[ \\t]+)*install(?:[ \\t]+[A-Za-z0-9_.-]+)*[ \\t]*::?(?!=)", RegexOptions.Multiline)]
    private static partial Regex Install();

    [GeneratedRegex("^[ \\t]*(?<name>[A-Z][A-Z0-9_]*)[ \\t]*[:?]?=[ \\t]*-march=native[ \\t]*$", RegexOptions.Multiline)]
    private static partial Regex Native();

    /// <summary>It installs below another root itself, or leaves that to Makefiles in folders.</summary>
    [GeneratedRegex("\\bDESTDIR\\b|\\$[({]MAKE[)}] +-C\\b")]
    private static partial Regex Staged();
}
