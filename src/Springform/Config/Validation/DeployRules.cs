using System.Text.RegularExpressions;
using Springform.Errors;
using Springform.Names;
using static Springform.Config.SourcePath;

namespace Springform.Config.Validation;

/// <summary>Running containers: what is installed into which, and which one a builder is made from.</summary>
internal static partial class DeployRules
{
    private const int MaxLabelLength = 255;

    public static void Check(Findings findings)
    {
        if (findings.Config.Builder?.From is { } runtime && !findings.IsFailed("builder.from"))
            Container(findings, "builder.from", runtime.Container, runtime.Label);
        if (findings.Config.Deploy is not { } deploy || findings.IsFailed("deploy"))
            return;
        Container(findings, "deploy", deploy.Container, deploy.Label);
        Target(findings, deploy);
        CommonRules.NotEmpty(findings, "deploy.files", deploy.Files);
        for (var index = 0; index < deploy.Files.Count; index++)
            File(findings, Item("deploy.files", index), deploy.Files[index], deploy.Postgresql is not null);
        CommonRules.Commands(findings, "deploy.check", deploy.Check);
        CommonRules.Timeout(findings, "deploy.timeout", deploy.Timeout);
        if (deploy.User is { } user && !Owner().IsMatch(user))
            findings.Report(
                ErrorCode.InvalidValue,
                "deploy.user",
                $"deploy.user is {Quoted.Of(user)}, which is no user",
                "write a name or a number, e.g. postgres or 999"
            );
        if (deploy.Postgresql is { } server)
            Postgresql(findings, server);
        else if (deploy.Check.Count == 0)
            findings.ReportKey(
                ErrorCode.MissingKey,
                "deploy",
                "deploy has no check, so nobody would see whether the new files work",
                "add check: with a command that fails when they do not"
            );
    }

    /// <summary>May stand in a statement and in the name of a file.</summary>
    internal static bool IsVersion(string text) => CommonRules.Fits(Version(), text, Patterns.MaxImageLength);

    private static void Container(Findings findings, string path, string? container, string? label)
    {
        if (container is null == label is null)
            findings.ReportKey(
                ErrorCode.InvalidValue,
                path,
                label is null ? $"{path} does not say which container" : $"{path} has both container and label",
                "give one of them: container: NAME, or label: NAME=VALUE"
            );
        if (container is not null && !CommonRules.Fits(ContainerName(), container, MaxLabelLength))
            findings.Report(
                ErrorCode.InvalidValue,
                Key(path, "container"),
                $"{Key(path, "container")} is {Quoted.Of(container)}, which is no name of a container",
                "write it as `docker ps` shows it"
            );
        if (label is not null && !CommonRules.Fits(Label(), label, MaxLabelLength))
            findings.Report(
                ErrorCode.InvalidValue,
                Key(path, "label"),
                $"{Key(path, "label")} is {Quoted.Of(label)}, which is no label",
                "write NAME or NAME=VALUE, e.g. com.example.role=db"
            );
    }

    private static void Target(Findings findings, DeployConfig deploy)
    {
        var targets = ConfiguredTargets.Of(findings.Config);
        if (deploy.Target is { } name)
            findings.Reference("deploy.target", name, "targets", targets.Keys);
        else if (targets.Count != 1 && !findings.IsFailed("targets") && !findings.IsFailed("matrix"))
            findings.ReportKey(
                ErrorCode.MissingKey,
                "deploy",
                $"deploy does not say of which of {Counted.Of(targets.Count, "target")}",
                "add target: with the name of one"
            );
    }

    private static void File(Findings findings, string path, DeployFileConfig file, bool hasDefaultPlace)
    {
        if (findings.IsFailed(path))
            return;
        PathRules.Glob(findings, Key(path, "from"), file.From);
        if (file.To is null && !hasDefaultPlace)
            findings.ReportKey(
                ErrorCode.MissingKey,
                path,
                $"{path} does not say where the files go",
                "add to: with a path in the container, e.g. /usr/local/lib/"
            );
        if (file.To is { } to && !(Place().IsMatch(to) && !to.Split('/').Any(part => part is "." or "..")))
            findings.Report(
                ErrorCode.InvalidValue,
                Key(path, "to"),
                $"{Key(path, "to")} is {Quoted.Of(to)}, which is no place in a container",
                "write an absolute path: a folder with a slash at its end, or a file"
            );
        if (file.Mode is { } mode && !Mode().IsMatch(mode))
            findings.Report(
                ErrorCode.InvalidValue,
                Key(path, "mode"),
                $"{Key(path, "mode")} is {Quoted.Of(mode)}, which is no mode",
                "write four digits in quotes, e.g. \"0644\""
            );
        if (!Owner().IsMatch(file.Owner))
            findings.Report(
                ErrorCode.InvalidValue,
                Key(path, "owner"),
                $"{Key(path, "owner")} is {Quoted.Of(file.Owner)}, which is no owner",
                "write USER or USER:GROUP, e.g. postgres:postgres or 0:0"
            );
    }

    private static void Postgresql(Findings findings, PostgresqlConfig server)
    {
        const string path = "deploy.postgresql";
        if (findings.IsFailed(path))
            return;
        Word(findings, Key(path, "extension"), server.Extension, Extension());
        Word(findings, Key(path, "version"), server.Version, Version());
        Word(findings, Key(path, "database"), server.Database, Word());
        Word(findings, Key(path, "user"), server.User, Word());
        Word(findings, Key(path, "host"), server.Host, Word());
        if (server.Port is < 1 or > 65535)
            findings.Report(
                ErrorCode.InvalidValue,
                Key(path, "port"),
                $"{Key(path, "port")} is {server.Port}, which is no port",
                "write a number from 1 to 65535, e.g. 5432"
            );
        if (server.Password is { } password)
            Password(findings, Key(path, "password"), password);
    }

    private static void Password(Findings findings, string path, PasswordConfig password)
    {
        if (new[] { password.Env, password.File, password.Pgpass }.Count(source => source is not null) != 1)
            findings.ReportKey(ErrorCode.InvalidValue, path, $"{path} has not exactly one source", "give one of them: env: NAME, file: PATH or pgpass: PATH");
        if (password.Env is { } name && !Patterns.EnvironmentName().IsMatch(name))
            findings.Report(
                ErrorCode.InvalidValue,
                Key(path, "env"),
                $"{Key(path, "env")} is not the name of an environment variable",
                "write the variable's name and not the password, e.g. PGPASSWORD"
            );
    }

    private static void Word(Findings findings, string path, string? text, Regex pattern)
    {
        if (text is not null && !CommonRules.Fits(pattern, text, Patterns.MaxImageLength))
            findings.Report(
                ErrorCode.InvalidValue,
                path,
                $"{path} is {Quoted.Of(text)}, which cannot be used here",
                "use letters, digits, '_', '-' and '.', beginning with a letter or digit"
            );
    }

    // moby, daemon/names: RestrictedNameChars.
    [GeneratedRegex(@"^[a-zA-Z0-9][a-zA-Z0-9_.-]+\z")]
    private static partial Regex ContainerName();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._/-]*(=[^\s,]*)?\z")]
    private static partial Regex Label();

    [GeneratedRegex(@"^(/[A-Za-z0-9._+@%=:,~-]+)+/?\z")]
    private static partial Regex Place();

    [GeneratedRegex(@"^0[0-7]{3}\z")]
    private static partial Regex Mode();

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.-]*(:[A-Za-z0-9_][A-Za-z0-9_.-]*)?\z")]
    private static partial Regex Owner();

    // check_valid_extension_name (commands/extension.c) and a bit narrower: it becomes part of file names.
    [GeneratedRegex(@"^[A-Za-z0-9_]+(-[A-Za-z0-9_]+)*\z")]
    private static partial Regex Extension();

    [GeneratedRegex(@"^[A-Za-z0-9_.+]+(-[A-Za-z0-9_.+]+)*\z")]
    private static partial Regex Version();

    [GeneratedRegex(@"^[A-Za-z0-9_/][A-Za-z0-9_./:-]*\z")]
    private static partial Regex Word();
}
