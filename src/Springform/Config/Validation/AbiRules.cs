using Springform.Errors;
using Springform.Names;
using static Springform.Config.SourcePath;

namespace Springform.Config.Validation;

/// <summary>ABI policies: of the project, of targets, of a matrix's combinations.</summary>
internal static class AbiRules
{
    public static void Check(Findings findings)
    {
        Abi(findings, "abi", findings.Config.Abi);
        foreach (var (name, target) in findings.Config.Targets)
            Abi(findings, Key(Key("targets", name), "abi"), target.Abi, target.Platform);
        for (var index = 0; index < findings.Config.Matrix?.Include.Count; index++)
            Abi(findings, Key(Item("matrix.include", index), "abi"), findings.Config.Matrix.Include[index].Abi, findings.Config.Matrix.Include[index].Platform);
    }

    /// <param name="platform">Windows and macOS have a list of libraries without a policy; null: of several platforms</param>
    private static void Abi(Findings findings, string path, AbiConfig? abi, string? platform = null)
    {
        if (abi is null)
            return;
        var policy = findings.IsWritten(Key(path, "policy")) ? Key(path, "policy") : path;
        if (
            abi.Policy is null
            && !findings.IsFailed(path)
            && !findings.IsFailed(Key(path, "policy"))
            && (abi.Libraries.Count > 0 ? !IsForeign(platform) : abi.Exceptions.Count == 0)
        )
        {
            findings.Report(
                ErrorCode.MissingKey,
                path,
                $"{path} has no policy{(abi.Libraries.Count > 0 ? " that its libraries could add to" : "")}",
                "add policy, e.g. glibc 2.31; with exceptions alone only the platform counts"
            );
        }

        if (!findings.IsFailed(path) && !findings.IsFailed(Key(path, "policy")) && abi.Policy is { } text && AbiTerms.Refusal(text) is { } refusal)
            findings.Report(ErrorCode.InvalidValue, policy, refusal.What, refusal.Fix);
        Texts(findings, Key(path, "libraries"), abi.Libraries);
        Texts(findings, Key(path, "exceptions"), abi.Exceptions);
    }

    private static bool IsForeign(string? platform) => platform is not null && Platform.Find(platform) is { IsLinux: false };

    private static void Texts(Findings findings, string path, IReadOnlyList<string> texts)
    {
        CommonRules.NotEmpty(findings, path, texts);
        CommonRules.Once(findings, path, texts);
        for (var index = 0; index < texts.Count; index++)
        {
            if (texts[index].Length == 0)
                findings.Report(ErrorCode.InvalidValue, Item(path, index), $"{Item(path, index)} is empty", "write a name or a glob, or remove it");
        }
    }
}
