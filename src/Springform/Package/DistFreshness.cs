using Springform.Plan;

namespace Springform.Package;

/// <summary>Whether dist/ is what a plan would make. The engine is not asked.</summary>
internal static class DistFreshness
{
    /// <param name="required">ids of steps that must have passed</param>
    /// <param name="verify">asked last: it may have to read all files</param>
    public static string? WhyStale(BuildPlan plan, ArtifactLedger ledger, IEnumerable<string> required, Func<DistReport> verify)
    {
        if (plan.Key.IsPending)
            return $"the plan's key is {plan.Key}";
        if (ledger.PlanKey != plan.Key.Text)
            return "the plan's key is not that of dist/";
        if (ledger.Partial != (plan.IsPartial || Prebuilt(plan).Any(name => ledger.Find(name) is null)))
            return ledger.Partial ? "dist/ is partial" : "dist/ holds all targets";
        if (plan.FileNames.Except(Prebuilt(plan), StringComparer.Ordinal).FirstOrDefault(name => ledger.Find(name) is null) is { } missing)
            return $"dist/ lacks {missing}";
        if (required.FirstOrDefault(id => !ledger.Passed.Contains(id)) is { } untested)
            return $"{untested} has not passed";

        var report = verify();
        return report.IsIntact ? null : report.Problems[0].What;
    }

    private static IEnumerable<string> Prebuilt(BuildPlan plan) => plan.Prebuilt.SelectMany(step => step.Files);
}
