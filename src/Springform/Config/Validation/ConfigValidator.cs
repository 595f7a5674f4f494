namespace Springform.Config.Validation;

/// <summary>What a configuration must hold to beyond the types of its values. The rules do not depend on each other's order.</summary>
internal static class ConfigValidator
{
    public static void Check(Findings findings)
    {
        ProjectRules.Check(findings);
        ImageRules.Check(findings);
        RegistryRules.Check(findings);
        ToolRules.Check(findings);
        TargetRules.Check(findings);
        MatrixRules.Check(findings);
        ForeignRules.Check(findings);
        CompileRules.Check(findings);
        PackageRules.Check(findings);
        AbiRules.Check(findings);
        WheelRules.Check(findings);
        ReleaseRules.Check(findings);
        SignatureRules.Check(findings);
        FormulaRules.Check(findings);
        PublisherRules.Check(findings);
        FetchRules.Check(findings);
        DeployRules.Check(findings);
        PinRules.Check(findings);
        WorkflowRules.Check(findings);
    }
}
