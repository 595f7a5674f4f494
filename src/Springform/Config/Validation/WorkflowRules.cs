using System.Text.RegularExpressions;
using Springform.Errors;
using Springform.Names;
using static Springform.Config.SourcePath;

namespace Springform.Config.Validation;

/// <summary>What a generated workflow is told.</summary>
internal static partial class WorkflowRules
{
    private const int MaxLabelLength = 128;

    public static void Check(Findings findings)
    {
        if (findings.Config.Workflow is not { } workflow)
            return;
        Places(findings, "workflow.runners", workflow.Runners.Keys);
        Places(findings, "workflow.timeouts", workflow.Timeouts.Keys);
        foreach (var (place, label) in workflow.Runners)
        {
            if (!CommonRules.Fits(Label(), label, MaxLabelLength))
                findings.Report(
                    ErrorCode.InvalidValue,
                    Key("workflow.runners", place),
                    $"{Key("workflow.runners", place)} is {Quoted.Of(label)}, which cannot be the label of a runner",
                    "write one label: letters, digits, '.', '_' and '-', as in ubuntu-24.04-arm"
                );
        }

        Timeout(findings, "workflow.timeout", workflow.Timeout);
        foreach (var (place, timeout) in workflow.Timeouts)
            Timeout(findings, Key("workflow.timeouts", place), timeout);
    }

    private static void Places(Findings findings, string path, IEnumerable<string> places)
    {
        var targets = ConfiguredTargets.Of(findings.Config);
        foreach (var place in places.Where(place => !targets.ContainsKey(place) && Platform.Find(place) is not { IsLinux: true }))
            findings.ReportKey(
                ErrorCode.UnknownReference,
                Key(path, place),
                $"{Quoted.Of(place)} in {path} is neither a target nor a platform that containers run on",
                Nearest.Hint(place, [.. targets.Keys, .. Platform.OfContainers.Select(platform => platform.Docker)])
            );
    }

    /// <summary>CI systems count whole minutes, and none of them runs a job for ever.</summary>
    private static void Timeout(Findings findings, string path, string text)
    {
        if (RunLimits.ParseTimeout(text) is not { } limit || limit < TimeSpan.FromMinutes(1))
            findings.Report(
                ErrorCode.InvalidValue,
                path,
                $"{path} is {Quoted.Of(text)}, which is not a time limit of a job",
                $"write e.g. 45m, 1h or 1h30m, at most {RunLimits.LongestHours}h"
            );
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]*\z")]
    private static partial Regex Label();
}
