namespace Springform.Names;

/// <summary>One name that a template may use.</summary>
/// <param name="Name">without braces</param>
/// <param name="Description">for docs/reference/configuration.md, with an example</param>
/// <param name="Scope">the narrowest scope that has it: Project, Target, TargetArtifact, Release or ReleasedFile</param>
internal sealed record TemplateName(string Name, string Description, TemplateScope Scope)
{
    public bool IsIn(TemplateScope scope) =>
        Scope switch
        {
            TemplateScope.Project => true,
            TemplateScope.Target => scope is TemplateScope.Target or TemplateScope.TargetArtifact,
            TemplateScope.Release => scope is TemplateScope.Release or TemplateScope.ReleasedFile,
            TemplateScope.ReleasedFile => scope is TemplateScope.ReleasedFile,
            _ => scope is TemplateScope.ProjectArtifact or TemplateScope.TargetArtifact or TemplateScope.ReleasedFile,
        };
}
