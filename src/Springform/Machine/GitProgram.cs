namespace Springform.Machine;

/// <summary>
/// How git is asked, always: its answers depend on the repository alone and not on who asks. The caller's variables that point git elsewhere (a hook has
/// GIT_DIR and GIT_INDEX_FILE) are taken away; settings that change what is printed or run a program are overruled. Where configuration lies stays the
/// caller's: <c>safe.directory</c> is theirs to give.
/// </summary>
internal static class GitProgram
{
    public const string Name = "git";

    /// <summary>Git's variables that are left to it: where its configuration is, and how far up it looks for a repository.</summary>
    private static readonly string[] Kept = ["GIT_CONFIG_", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_EXEC_PATH"];

    private static readonly string[] Settings =
    [
        "-c",
        "core.quotePath=false",
        "-c",
        "core.fsmonitor=false",
        "-c",
        "core.untrackedCache=false",
        "-c",
        "core.hooksPath=/dev/null",
        "-c",
        "color.ui=false",
        "-c",
        "log.showSignature=false",
        "-c",
        "log.mailmap=false",
        "-c",
        "i18n.logOutputEncoding=UTF-8",
    ];

    /// <param name="folder">in the repository</param>
    /// <param name="arguments">a command that is made for programs, and its arguments</param>
    public static ProcessCommand Command(ProcessEnvironment environment, string folder, IReadOnlyList<string> arguments) =>
        new(Name, ["--no-pager", "-C", folder, .. Settings, .. arguments]) { Environment = Variables(environment) };

    /// <summary>Git's own command to trust a repository of another owner, out of what it said; null: it did not speak of that.</summary>
    public static string? Trust(IReadOnlyList<string> words) =>
        words.Select(line => line.Trim()).FirstOrDefault(line => line.StartsWith("git config --global --add safe.directory", StringComparison.Ordinal));

    private static Dictionary<string, string?> Variables(ProcessEnvironment environment)
    {
        var changes = environment
            .Variables.Keys.Where(name =>
                name.StartsWith("GIT_", StringComparison.Ordinal) && !Kept.Any(kept => name.StartsWith(kept, StringComparison.Ordinal))
            )
            .ToDictionary(name => name, string? (_) => null, StringComparer.Ordinal);
        changes["LC_ALL"] = "C";
        changes["LANGUAGE"] = null;
        changes["GIT_OPTIONAL_LOCKS"] = "0";
        changes["GIT_TERMINAL_PROMPT"] = "0";
        changes["GIT_NO_REPLACE_OBJECTS"] = "1";
        changes["GIT_LFS_SKIP_SMUDGE"] = "1";
        return changes;
    }
}
