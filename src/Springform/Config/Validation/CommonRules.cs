using System.Text.RegularExpressions;
using Springform.Errors;
using Springform.Names;
using static Springform.Config.SourcePath;

namespace Springform.Config.Validation;

/// <summary>Rules that hold for values in several places.</summary>
internal static class CommonRules
{
    private const int MaxArgumentBytes = (128 << 10) - 1;

    /// <summary>The names of a map.</summary>
    public static void Names(Findings findings, string path, IEnumerable<string> names)
    {
        foreach (var name in names.Where(name => !IsName(name)))
        {
            findings.ReportKey(
                ErrorCode.InvalidValue,
                Key(path, name),
                $"the name {Quoted.Of(name)} in {path} cannot be used",
                $"use letters, digits, '.', '_' and '-', beginning with a letter or digit, at most {Patterns.MaxNameLength}"
            );
        }
    }

    public static bool IsName(string name) => Fits(Patterns.Name(), name, Patterns.MaxNameLength);

    public static bool Fits(Regex pattern, string text, int length) => text.Length <= length && pattern.IsMatch(text);

    /// <summary>The name of an environment variable; null is none. An empty one is reported where it is required.</summary>
    public static void Variable(Findings findings, string path, string? name)
    {
        if (name is { Length: > 0 } && !Patterns.EnvironmentName().IsMatch(name))
            findings.Report(
                ErrorCode.InvalidValue,
                path,
                $"{path} is no name of an environment variable",
                "write the variable's name, and never the secret itself: use letters, digits and '_', not beginning with a digit"
            );
    }

    /// <summary>A platform's name; null is none.</summary>
    /// <param name="among">all, or those of containers</param>
    public static void PlatformName(Findings findings, string path, string? name, IReadOnlyList<Platform> among)
    {
        if (!string.IsNullOrEmpty(name) && among.All(platform => platform.Docker != name))
        {
            var what = Platform.Find(name) is null ? "which is not a known platform" : "and no container is of that platform";
            findings.Report(ErrorCode.InvalidValue, path, $"{path} is {Quoted.Of(name)}, {what}", Platform.Hint(name, among) + Further(name, among));
        }
    }

    private static string Further(string name, IReadOnlyList<Platform> among) =>
        ReferenceEquals(among, Platform.All) && Platform.Find(name) is null
            ? "; files for another one that were made elsewhere are published as they are: prebuilt:"
            : "";

    /// <summary>A list of platforms: known, each once, at least one.</summary>
    public static void PlatformNames(Findings findings, string path, IReadOnlyList<string>? names, IReadOnlyList<Platform> among)
    {
        NotEmpty(findings, path, names);
        for (var index = 0; index < names?.Count; index++)
        {
            PlatformName(findings, Item(path, index), names[index], among);
        }

        Once(findings, path, names ?? []);
    }

    /// <summary>No item twice; empty ones were reported before.</summary>
    public static void Once(Findings findings, string path, IReadOnlyList<string> items)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < items.Count; index++)
        {
            if (items[index].Length > 0 && !seen.Add(items[index]))
            {
                findings.Report(ErrorCode.InvalidValue, Item(path, index), $"{path} lists {Quoted.Of(items[index])} twice", "remove one");
            }
        }
    }

    /// <param name="owner">what has to go with it when nothing is wanted; null: the key alone</param>
    public static void NotEmpty<T>(Findings findings, string path, IReadOnlyCollection<T>? items, string? owner = null)
    {
        if (items is { Count: 0 } && findings.IsWritten(path))
        {
            findings.Report(
                ErrorCode.InvalidValue,
                path,
                $"{path} is empty",
                $"add at least one entry, or delete {(owner is null ? $"the key {Quoted.Of(path)}" : $"all of {Quoted.Of(owner)}")}"
            );
        }
    }

    /// <summary>Names of environment variables or build arguments, and the templates in their values.</summary>
    /// <param name="scope">null: values are taken as they are</param>
    public static void Environment(Findings findings, string path, IReadOnlyDictionary<string, string> values, TemplateScope? scope)
    {
        foreach (var (name, value) in values)
        {
            if (!Patterns.EnvironmentName().IsMatch(name))
            {
                findings.ReportKey(
                    ErrorCode.InvalidValue,
                    Key(path, name),
                    $"{Quoted.Of(name)} in {path} cannot be the name of a variable",
                    "use letters, digits and '_', not beginning with a digit"
                );
            }

            Length(findings, Key(path, name), $"{name}={value}", "put the text into a file of the project, and let the command read that file");
            if (scope is { } names)
            {
                Templates(findings, Key(path, name), value, names);
            }
        }
    }

    /// <summary>Linux takes no argument and no variable of more than 128 KiB, its end included (MAX_ARG_STRLEN of execve(2)).</summary>
    private static void Length(Findings findings, string path, string text, string fix)
    {
        if (System.Text.Encoding.UTF8.GetByteCount(text) is > MaxArgumentBytes and var size)
            findings.Report(
                ErrorCode.InvalidValue,
                path,
                $"{path} has an argument of {size:N0} bytes; the operating system takes at most {MaxArgumentBytes:N0}",
                fix
            );
    }

    /// <summary>Each name in braces must be one that the place has: E103.</summary>
    public static void Templates(Findings findings, string path, string text, TemplateScope scope)
    {
        foreach (var name in Template.NamesIn(text).Distinct().Where(name => !Template.NamesOf(scope).Contains(name)))
        {
            var known = Template.Names.FirstOrDefault(entry => entry.Name == name);
            var what = known is null
                ? "no template has that name"
                : known.Scope switch
                {
                    TemplateScope.Release => "that is known only for a publisher",
                    TemplateScope.ReleasedFile => "that is known only for a publisher with files:",
                    TemplateScope.TargetArtifact => "that is known only for files beside an artifact, and for a publisher with files:",
                    _ => "that is known only per target",
                };
            findings.Report(
                ErrorCode.InvalidValue,
                path,
                $"{path} uses {{{name}}}, but {what}",
                Nearest.Hint(name, Template.NamesOf(scope)) + $" (for the text itself write {{{{{name}}}}})"
            );
        }
    }

    /// <summary>As <see cref="Templates"/>, for a name: it has no other braces. False when one was reported.</summary>
    public static bool NameTemplates(Findings findings, string path, string name, TemplateScope scope)
    {
        Templates(findings, path, name, scope);
        if (Template.StrayBrace(name) is not { } stray)
            return true;
        findings.Report(
            ErrorCode.InvalidValue,
            path,
            $"{path} is {Quoted.Of(name)}: the brace in {Quoted.Of(stray)} begins or ends no template",
            "close the template, as in {name}; names of templates are lower case, and a name has no other braces"
        );
        return false;
    }

    public static void Tests(Findings findings, string path, IReadOnlyList<TestConfig>? tests)
    {
        for (var index = 0; index < tests?.Count; index++)
        {
            Command(findings, Item(path, index), tests[index].Run);
            Timeout(findings, Key(Item(path, index), "timeout"), tests[index].Timeout);
        }
    }

    public static void Timeout(Findings findings, string path, string? text)
    {
        if (text is not null && RunLimits.ParseTimeout(text) is null)
        {
            findings.Report(
                ErrorCode.InvalidValue,
                path,
                $"{path} is {Quoted.Of(text)}, which is not a duration",
                $"write e.g. 90s, 15m, 1h or 1h30m, at most {RunLimits.LongestHours}h; 0 for none"
            );
        }
    }

    public static void Memory(Findings findings, string path, string? text)
    {
        if (text is not null && RunLimits.ParseMemory(text) is null)
        {
            findings.Report(
                ErrorCode.InvalidValue,
                path,
                $"{path} is {Quoted.Of(text)}, which is not an amount of memory",
                "write e.g. 512MB or 4GiB, at least 7MB"
            );
        }
    }

    /// <summary>
    /// The kernel itself takes no more than 4,194,304 (proc(5), pid_max); with fewer than 10 hardly a shell starts, and 0 would be no limit for one engine and
    /// none at all for another.
    /// </summary>
    public static void Pids(Findings findings, string path, int? pids)
    {
        if (pids is < 10 or > 1 << 22)
        {
            findings.Report(
                ErrorCode.InvalidValue,
                path,
                $"{path} is {pids}, which no container can be given",
                "write a number from 10 to 4194304, or remove the key for no limit"
            );
        }
    }

    /// <summary>Names of variables whose values are secret, and written nowhere.</summary>
    /// <param name="path">of what has the key</param>
    /// <param name="holder">where the value of a name is written; null: nowhere</param>
    public static void Secrets(Findings findings, string path, IReadOnlyList<string> names, Func<string, string?> holder)
    {
        var secrets = Key(path, "secrets");
        for (var index = 0; index < names.Count; index++)
        {
            var name = names[index];
            if (!Patterns.EnvironmentName().IsMatch(name))
            {
                findings.Report(
                    ErrorCode.InvalidValue,
                    Item(secrets, index),
                    $"{Quoted.Of(name)} in {secrets} cannot be the name of a variable",
                    "name an environment variable; its value is taken from the caller's"
                );
            }
            else if (holder(name) is { } where)
            {
                findings.Report(
                    ErrorCode.InvalidValue,
                    Item(secrets, index),
                    $"{name} is a secret, but its value is written in {where}",
                    "keep it in secrets alone, and set it in the environment"
                );
            }
        }
    }

    /// <summary>Commands of smoke and wheels.</summary>
    public static void Commands(Findings findings, string path, IReadOnlyList<CommandLine>? commands)
    {
        for (var index = 0; index < commands?.Count; index++)
        {
            Command(findings, Item(path, index), commands[index]);
        }
    }

    public static void Command(Findings findings, string path, CommandLine command)
    {
        foreach (var argument in command.Arguments)
            Length(findings, path, argument, "put the script into a file of the project, and run that file");
        if (command.Arguments.Count == 0)
        {
            return;
        }

        // [./tool, --version] where a list of commands is wanted is read as two commands.
        var first = command.Arguments is ["sh", "-ec", var script] ? script : command.Arguments[0];
        if (first.StartsWith('-') || first.Length == 0)
        {
            findings.Report(
                ErrorCode.InvalidValue,
                path,
                $"{path} is a command that begins with {Quoted.Of(first)}",
                "write one command of several arguments as a list in the list: [[./tool, --version]]"
            );
        }
    }

    /// <summary>How artifacts are loaded in bare base images.</summary>
    public static void Smoke(Findings findings, string path, SmokeConfig? smoke)
    {
        if (smoke is not null)
        {
            for (var index = 0; index < smoke.Bases.Count; index++)
            {
                findings.Reference(Item(Key(path, "bases"), index), smoke.Bases[index], "bases", findings.Config.Bases.Keys);
            }

            NotEmpty(findings, Key(path, "bases"), smoke.Bases);
            Once(findings, Key(path, "bases"), smoke.Bases);
            NotEmpty(findings, Key(path, "run"), smoke.Run);
            Commands(findings, Key(path, "run"), smoke.Run);
            Timeout(findings, Key(path, "timeout"), smoke.Timeout);
            NotEmpty(findings, Key(path, "except"), smoke.Except);
            PathRules.Globs(findings, Key(path, "except"), smoke.Except);
            if (smoke.Skip is { } reason && string.IsNullOrWhiteSpace(reason))
                findings.Report(
                    ErrorCode.InvalidValue,
                    Key(path, "skip"),
                    $"{Key(path, "skip")} gives no reason",
                    "write why the artifacts are not started, e.g. no container runs this platform"
                );
            else if (smoke.Skip is not null && (smoke.Bases.Count > 0 || smoke.Run.Count > 0 || smoke.Except.Count > 0))
                findings.Report(
                    ErrorCode.InvalidValue,
                    Key(path, "skip"),
                    $"{path} says how the artifacts are started, and also that they are not",
                    "remove skip, or everything else"
                );
        }
    }
}
