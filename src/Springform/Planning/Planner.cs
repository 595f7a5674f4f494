using Springform.Config;
using Springform.Errors;
using Springform.Keys;
using Springform.Names;
using Springform.Plan;

namespace Springform.Planning;

/// <summary>
/// plan = f(configuration, selection, facts). Pure: the same arguments give the same plan. With an unresolved base image the keys that depend
/// on it are pending; once it is pinned the same function is called again.
/// </summary>
internal static class Planner
{
    /// <param name="only">names or globs of targets; empty: all</param>
    /// <exception cref="SpringformException">E1xx: what only shows when everything is put together</exception>
    public static BuildPlan Plan(ProjectConfig config, PlanFacts facts, IReadOnlyList<string> only, bool snapshot)
    {
        var context = new PlanContext(config, facts, VersionPlanner.Plan(config, facts, snapshot));
        var all = TargetPlanner.Plan(config, []);
        var targets = TargetPlanner.Plan(config, only);
        new PatternChecks(context).Run();
        var images = new ImagePlanner(context);
        var recipes = images.Recipes();
        var needsBuilder = config.Builder is not null || config.Compile.Count > 0 || targets.Any(target => target.Test.Count > 0);
        List<PlannedTarget> built =
            !needsBuilder ? []
            : config.Compile.Any(step => step.Once) ? [.. all.Take(1), .. targets]
            : [.. targets];
        var platforms = built.Select(target => target.Target.BuildPlatform).Distinct(StringComparer.Ordinal).ToList();
        var toolsImages = images.ToolsImages(recipes, platforms);
        var builders = context.Collect(() => Builders(images, built, toolsImages));
        context.ThrowProblems();
        var commands = needsBuilder
            ? new CommandPlanner(context).Plan(targets, built.FirstOrDefault()?.Target, target => builders![(target.Base, target.BuildPlatform)])
            : [];
        var repairs = new RepairPlanner(target => builders![(target.Base, target.BuildPlatform)]);
        var keys = new StepKeys(commands, recipes, builders!.Values, context.ProjectValues["source_date_epoch"]);
        var packagePlanner = new PackagePlanner(context, recipes, commands, repairs, keys);
        var wheels = config.Wheels is null
            ? null
            : new WheelPlanner(context, config.Wheels, all, commands, repairs, keys, images, toolsImages is [var first, ..] ? first : null);
        List<ArtifactStep> artifacts = [.. packagePlanner.Packages(targets), .. wheels?.Packages(targets) ?? []];
        var tests = wheels?.Tests(artifacts) ?? [];
        artifacts.AddRange(new[] { wheels?.Sdist(targets), packagePlanner.Sources() }.OfType<ArtifactStep>());
        var prebuilt = config.Prebuilt.Select(pair => Prebuilt(pair.Key, pair.Value, context)).ToList();
        var abis = AbiPlanner.Abis(targets, artifacts);
        var loads = new LoadPlanner(context).Plan(targets, artifacts);
        var plan = new BuildPlan
        {
            Project = context.Project,
            IsPartial = only.Count > 0,
            Targets = [.. targets.Select(target => target.Target)],
            Bases = context.Bases.Used,
            Recipes = recipes,
            ToolsImages = toolsImages,
            Builders = [.. builders!.Values],
            BuilderTags = only.Count > 0 ? [] : SharedBuilderPlanner.Tags(config.Builder, builders),
            Commands = commands,
            Toolchains = ToolchainPlanner.Plan([.. builders.Values]),
            Artifacts = artifacts,
            Abis = abis,
            Loads = loads,
            NotStarted = LoadPlanner.NotStarted(targets, artifacts),
            Runtimes = wheels?.Runtimes ?? [],
            WheelTests = tests,
            Prebuilt = prebuilt,
            Deploy = DeployPlanner.Plan(context, targets, commands),
            FetchIndex = FetchIndexPlanner.Plan(context, artifacts, only.Count > 0),
            Formulas = FormulaPlanner.Plan(context, artifacts, only.Count > 0),
            SourceKey = SourceKey(context),
            Key = StepKeys.None.Key,
        };
        plan = plan with { Signatures = SignaturePlanner.Plan(context, [.. plan.FileNames, .. plan.ReportNames], only.Count > 0) };
        ArtifactNames.Check(
            plan.Targets,
            artifacts,
            prebuilt,
            [.. FetchIndexPlanner.Names(context), .. FormulaPlanner.Names(config), .. plan.Signatures.SelectMany(signature => signature.Names)]
        );
        plan = plan with { Publishers = PublisherPlanner.Plan(config.Publishers, plan) };
        return plan with { Key = DistKey(context, plan, only), Warnings = only.Count > 0 ? [] : new UnusedNames(context, plan).Find() };
    }

    private static PrebuiltStep Prebuilt(string name, PrebuiltConfig config, PlanContext context) =>
        StepKeys.Keyed(
            new PrebuiltStep(
                name,
                [.. config.Files.Select(file => Template.Expand(file, context.ProjectValues))],
                Template.Expand(config.Checksums, context.ProjectValues),
                StepKeys.None
            )
            {
                Platform = config.Platform,
                Exceptions = config.Exceptions,
            }
        );

    private static Dictionary<(string? Base, string Platform), BuilderStep> Builders(
        ImagePlanner images,
        IReadOnlyList<PlannedTarget> targets,
        IReadOnlyList<ToolsImageStep> toolsImages
    )
    {
        var distinct = targets.Select(planned => planned.Target).DistinctBy(target => (target.Base, target.BuildPlatform)).ToList();
        return distinct.ToDictionary(
            target => (target.Base, target.BuildPlatform),
            target => images.Builder(target, toolsImages.FirstOrDefault(tools => tools.Platform == target.BuildPlatform), distinct.Count == 1)
        );
    }

    private static string SourceKey(PlanContext context) =>
        new KeyBuilder("source")
            .Add("version", context.Project.FullVersion)
            .Add("commit", context.Project.Commit)
            .Add("epoch", context.ProjectValues["source_date_epoch"])
            .Add(context.Facts.Tree)
            .Build()
            .Key.Text;

    /// <summary>Over the steps that make or check what is in dist/, and through their keys over all before them.</summary>
    private static ContentKey DistKey(PlanContext context, BuildPlan plan, IReadOnlyList<string> only)
    {
        var key = new KeyBuilder("dist")
            .Add("version", context.Project.FullVersion)
            .Add("commit", context.Project.Commit)
            .Add("epoch", context.ProjectValues["source_date_epoch"])
            .Add("only", only)
            .Add("not started", plan.NotStarted.Select(target => $"{target.TargetId} {target.Reason}"));
        foreach (
            var step in plan.Steps.Where(step => step is ArtifactStep or AbiStep or LoadStep or WheelTestStep or PrebuiltStep or FetchIndexStep or FormulaStep)
        )
        {
            key.Add(step.Id, step.Key.Key);
        }

        return key.Build().Key;
    }
}
