using Springform.Errors;
using Springform.Names;
using static Springform.Config.SourcePath;

namespace Springform.Config.Validation;

/// <summary>The commands in the builder.</summary>
internal static class CompileRules
{
    public static void Check(Findings findings)
    {
        CommonRules.NotEmpty(findings, "compile", findings.Config.Compile);
        for (var index = 0; index < findings.Config.Compile.Count; index++)
        {
            Step(findings, Item("compile", index), findings.Config.Compile[index]);
        }
    }

    private static void Step(Findings findings, string path, CompileConfig step)
    {
        Name(findings, Key(path, "name"), step.Name);
        CommonRules.Command(findings, Key(path, "run"), step.Run);
        CommonRules.NotEmpty(findings, Key(path, "inputs"), step.Inputs);
        PathRules.GlobsAndExceptions(findings, Key(path, "inputs"), step.Inputs);
        CommonRules.NotEmpty(findings, Key(path, "outputs"), step.Outputs, path);
        PathRules.GlobsAndExceptions(findings, Key(path, "outputs"), step.Outputs);
        CommonRules.Environment(findings, Key(path, "env"), step.Env, step.Once ? TemplateScope.Project : TemplateScope.Target);
        CommonRules.Timeout(findings, Key(path, "timeout"), step.Timeout);
        Secrets(findings, path, step);
        Caches(findings, Key(path, "caches"), step.Caches);
    }

    private static void Name(Findings findings, string path, string? name)
    {
        if (name is not null && (string.IsNullOrWhiteSpace(name) || name.Length > Patterns.MaxNameLength || name.IndexOfAny(['/', '\n']) >= 0))
        {
            findings.Report(
                ErrorCode.InvalidValue,
                path,
                $"{path} is {Quoted.Of(name)}, which cannot be the name of a command",
                $"write a few words on one line, without a slash, at most {Patterns.MaxNameLength} characters"
            );
        }
    }

    private static void Secrets(Findings findings, string path, CompileConfig step)
    {
        var secrets = Key(path, "secrets");
        var targets = ConfiguredTargets.Of(findings.Config);
        for (var index = 0; index < step.Secrets.Count; index++)
        {
            var name = step.Secrets[index];
            var holder =
                step.Env.ContainsKey(name) ? Key(path, "env")
                : targets.FirstOrDefault(target => target.Value.Env.ContainsKey(name)).Key is { } target ? $"the env of target {target}"
                : null;
            if (!Patterns.EnvironmentName().IsMatch(name))
            {
                findings.Report(
                    ErrorCode.InvalidValue,
                    Item(secrets, index),
                    $"{Quoted.Of(name)} in {secrets} cannot be the name of a variable",
                    "name an environment variable; its value is taken from the caller's"
                );
            }
            else if (holder is not null)
            {
                findings.Report(
                    ErrorCode.InvalidValue,
                    Item(secrets, index),
                    $"{name} is a secret, but its value is written in {holder}",
                    "keep it in secrets alone, and set it in the environment"
                );
            }
        }
    }

    private static void Caches(Findings findings, string path, IReadOnlyDictionary<string, string> caches)
    {
        CommonRules.Names(findings, path, caches.Keys);
        foreach (var (name, folder) in caches)
        {
            if (
                folder.Length < 2
                || folder[0] != '/'
                || folder.Split('/').Skip(1).Any(part => part is "" or "." or "..")
                || folder.Any(character => char.IsControl(character) || character is ':' or ',')
            )
            {
                findings.Report(
                    ErrorCode.InvalidValue,
                    Key(path, name),
                    $"{Key(path, name)} is {Quoted.Of(folder)}, which is not an absolute path in the container",
                    "write e.g. /root/.cache/go-build"
                );
            }
        }
    }
}
