using System.Globalization;
using Springform.Names;
using Springform.Plan;

namespace Springform.Planning;

/// <summary>The values of the names that <see cref="TemplateScope.Project"/> offers.</summary>
internal static class ProjectNames
{
    public static IReadOnlyDictionary<string, string> Of(ProjectFacts project) =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["name"] = project.Name,
            ["version"] = project.Version,
            ["full_version"] = project.FullVersion,
            ["channel_version"] = project.Channel == Channel.Stable ? project.Version : ChannelTags.Build(project.CommitDate, project.Commit),
            ["pep440"] = Pep440.Of(project.Version),
            ["commit"] = project.Commit,
            ["source_date_epoch"] = project.SourceDateEpoch.ToString(CultureInfo.InvariantCulture),
        };

    /// <summary>A tag, a title: a text of the project, which the configuration was checked for.</summary>
    public static string Expand(string template, ProjectFacts project) => Template.Expand(template, Of(project));
}
