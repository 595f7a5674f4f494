using System.Globalization;
using Springform.Plan;

namespace Springform.Publish;

/// <summary>Fills in the templates that a tag, title or milestone may have: those of <see cref="TemplateScope.Project"/>.</summary>
internal static class ReleaseNames
{
    public static string Expand(string template, ProjectFacts project) => Template.Expand(template, Values(project));

    private static Dictionary<string, string> Values(ProjectFacts project) => new()
    {
        ["name"] = project.Name,
        ["version"] = project.Version,
        ["full_version"] = project.FullVersion,
        ["commit"] = project.Commit,
        ["source_date_epoch"] = project.SourceDateEpoch.ToString(CultureInfo.InvariantCulture),
    };
}
