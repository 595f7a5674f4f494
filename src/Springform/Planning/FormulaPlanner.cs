using Springform.Config;
using Springform.Errors;
using Springform.Keys;
using Springform.Names;
using Springform.Plan;

namespace Springform.Planning;

/// <summary>What package managers are told about the release: which archives, for which platforms, under which addresses.</summary>
internal static class FormulaPlanner
{
    private static readonly string[] OfHomebrew = ["darwin/arm64", "darwin/amd64", "linux/arm64", "linux/amd64"];
    private static readonly string[] OfScoop = ["windows/amd64"];

    /// <returns>none of a part: the hashes of all archives are needed, and Merge has them</returns>
    /// <exception cref="SpringformException">E103 no archive is for its platforms, two are for one, or a glob fits none; all at once</exception>
    public static IReadOnlyList<FormulaStep> Plan(PlanContext context, IReadOnlyList<ArtifactStep> artifacts, bool isPartial)
    {
        if (isPartial)
            return [];
        var problems = new List<Problem>();
        List<FormulaStep> steps = [.. Configured(context.Config).Select(pair => Step(context, artifacts, pair.Manager, pair.Config, problems))];
        return problems.Count == 0 ? steps : throw new SpringformException(problems);
    }

    /// <summary>Their names in dist/.</summary>
    public static IReadOnlyList<string> Names(ProjectConfig config) =>
        [.. Configured(config).Select(pair => FormulaStep.FileNameOf(pair.Manager, pair.Config.Name ?? config.Name))];

    private static IEnumerable<(PackageManager Manager, FormulaConfig Config)> Configured(ProjectConfig config)
    {
        if (config.Homebrew is { } homebrew)
            yield return (PackageManager.Homebrew, homebrew);
        if (config.Scoop is { } scoop)
            yield return (PackageManager.Scoop, scoop);
    }

    private static FormulaStep Step(
        PlanContext context,
        IReadOnlyList<ArtifactStep> artifacts,
        PackageManager manager,
        FormulaConfig config,
        List<Problem> problems
    )
    {
        var platforms = manager == PackageManager.Homebrew ? OfHomebrew : OfScoop;
        List<ReleaseArchive> archives =
        [
            .. ReleaseArchives
                .Of(context, artifacts, config.Archives)
                .Where(archive => platforms.Contains(archive.Platform))
                .OrderBy(archive => archive.Name, StringComparer.Ordinal),
        ];
        var address = AddressOf(context);
        var name = config.Name ?? context.Config.Name;
        var step = new FormulaStep(manager, config, name, context.Project.Version, address, archives, StepKeys.None);
        problems.AddRange(Problems(step, platforms));
        return step with { Key = KeyOf(step) };
    }

    private static IEnumerable<Problem> Problems(FormulaStep step, IReadOnlyList<string> platforms)
    {
        if (step.Archives.Count == 0)
            yield return Problem(
                step,
                $"{step.Id} would install no archive: it takes those for {string.Join(", ", platforms)}",
                "correct archives:, or add a target"
            );
        else if (ReleaseArchives.Unused(step.Config.Archives, step.Archives) is { } unused)
            yield return Problem(
                step,
                $"{step.Id}.archives names {Quoted.Of(unused)}, which fits no archive for {string.Join(", ", platforms)}",
                "correct the glob, or remove it"
            );
        foreach (var several in step.Archives.GroupBy(archive => archive.Platform, StringComparer.Ordinal).Where(group => group.Count() > 1))
            yield return Problem(
                step,
                $"{step.Id} would install {several.Count()} archives on {several.Key}: {string.Join(", ", several.Select(archive => archive.Name))}",
                "say with archives: which of them, e.g. archives: [\"*-static*\"]"
            );
    }

    private static Problem Problem(FormulaStep step, string what, string fix) => new(ErrorCode.InvalidValue, what, $"springform.yaml, {step.Id}", fix);

    private static StepKey KeyOf(FormulaStep step) =>
        new KeyBuilder("formula")
            .Add("manager", step.Id)
            .Add("name", step.Name)
            .Add("description", step.Config.Description)
            .Add("homepage", step.Config.Homepage)
            .Add("license", step.Config.License)
            .Add("programs", step.Config.Programs)
            .Add("folder", step.Address.Folder.AbsoluteUri)
            .Add("archives", step.Archives.Select(archive => $"{archive.Name}|{archive.Platform}"))
            .Build();

    /// <summary>What the release will be called: CheckRelease refuses another name.</summary>
    private static ReleaseAddress AddressOf(PlanContext context)
    {
        var github = context.Config.Release!.Github!;
        var api = github.Api is { } own ? new Uri(own.TrimEnd('/') + "/") : ReleaseAddress.GitHubApi;
        return new ReleaseAddress(api, github.Repository!, TagOf(context, github));
    }

    private static string TagOf(PlanContext context, GitHubConfig github)
    {
        var (project, facts) = (context.Project, context.Facts);
        if (facts.Channel != Channel.Stable)
            return ChannelTags.Of(facts.Channel, project.CommitDate, project.Commit);
        if (github.Tag is { } template)
            return ProjectNames.Expand(template, project);
        var names = context.Config.VersionTags.Names(project.Version);
        return facts.Git is { CommitsSinceTag: 0, Tag: { } atHead } && names.Contains(atHead) ? atHead : names[0];
    }
}
