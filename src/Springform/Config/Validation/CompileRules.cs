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
        CommonRules.Secrets(findings, path, step.Secrets, name => Holder(findings, path, step, name));
        Caches(findings, Key(path, "caches"), step.Caches);
        if (step is { Tracked: true, Once: false })
            findings.Report(
                ErrorCode.InvalidValue,
                Key(path, "tracked"),
                $"{path} makes files that git tracks, which are the same for all targets, and it would run once for each",
                "add once: true"
            );
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

    /// <summary>Where the value of a secret is written all the same; null: nowhere.</summary>
    private static string? Holder(Findings findings, string path, CompileConfig step, string name) =>
        step.Env.ContainsKey(name) ? Key(path, "env")
        : ConfiguredTargets.Of(findings.Config).FirstOrDefault(target => target.Value.Env.ContainsKey(name)).Key is { } target ? $"the env of target {target}"
        : null;

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
