using Springform.Config;
using Springform.Keys;
using Springform.Plan;

namespace Springform.Planning;

/// <summary>
/// plan = f(configuration, selection, facts). Pure: the same arguments give the same plan. With an unresolved base image the keys that depend
/// on it are pending; once it is pinned the same function is called again.
/// </summary>
public static class Planner
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
        List<PlannedTarget> built = !needsBuilder ? [] : config.Compile.Any(step => step.Once) ? [.. all.Take(1), .. targets] : [.. targets];
        var platforms = built.Select(target => target.Target.BuildPlatform).Distinct(StringComparer.Ordinal).ToList();
        var toolsImages = images.ToolsImages(recipes, platforms);
        var builders = context.Collect(() => Builders(images, built, toolsImages));
        context.ThrowProblems();
        var commands = needsBuilder ? new CommandPlanner(context).Plan(targets, built.FirstOrDefault()?.Target, target => builders![(target.Base, target.BuildPlatform)]) : [];
        var repairs = new RepairPlanner(target => builders![(target.Base, target.BuildPlatform)]);
        var packagePlanner = new PackagePlanner(context, recipes, commands, repairs);
        var wheels = config.Wheels is null ? null : new WheelPlanner(context, config.Wheels, all, commands, repairs, images, toolsImages is [var first, ..] ? first : null);
        List<PackageStep> packages = [.. packagePlanner.Packages(targets), .. wheels?.Packages(targets) ?? []];
        var sdist = wheels?.Sdist(targets);
        var tests = wheels?.Tests(packages) ?? [];
        var sources = packagePlanner.Sources();
        var prebuilt = config.Prebuilt.Select(pair => new PrebuiltStep(
            pair.Key, [.. pair.Value.Files.Select(file => Template.Expand(file, context.ProjectValues))], Template.Expand(pair.Value.Checksums, context.ProjectValues))
        {
            Platform = pair.Value.Platform,
            Exceptions = pair.Value.Exceptions,
        }).ToList();
        ArtifactNames.Check([.. targets.Select(target => target.Target)], packages, sources, sdist, prebuilt);
        var abis = AbiPlanner.Abis(targets, packages);
        var loadPlanner = new LoadPlanner(context);
        var loads = loadPlanner.Plan(targets, packages);
        return new BuildPlan
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
            Packages = packages,
            Sources = sources,
            Abis = abis,
            Sdist = sdist,
            Loads = loads,
            NotStarted = LoadPlanner.NotStarted(targets, packages),
            Runtimes = wheels?.Runtimes ?? [],
            WheelTests = tests,
            Prebuilt = prebuilt,
            SourceKey = SourceKey(context),
            Key = Key(context, packages, sources, sdist, abis, loads, tests, only).Key,
        };
    }

    private static Dictionary<(string? Base, string Platform), BuilderStep> Builders(
        ImagePlanner images, IReadOnlyList<PlannedTarget> targets, IReadOnlyList<ToolsImageStep> toolsImages)
    {
        var distinct = targets.Select(planned => planned.Target).DistinctBy(target => (target.Base, target.BuildPlatform)).ToList();
        return distinct.ToDictionary(
            target => (target.Base, target.BuildPlatform),
            target => images.Builder(target, toolsImages.FirstOrDefault(tools => tools.Platform == target.BuildPlatform), distinct.Count == 1));
    }

    private static string SourceKey(PlanContext context) => new KeyBuilder("source")
        .Add("version", context.Project.FullVersion).Add("commit", context.Project.Commit)
        .Add("epoch", context.ProjectValues["source_date_epoch"]).Add(context.Facts.Tree).Build().Key.Text;

    private static StepKey Key(
        PlanContext context, IReadOnlyList<PackageStep> packages, SourcesStep? sources, SdistStep? sdist, IReadOnlyList<AbiStep> abis,
        IReadOnlyList<LoadStep> loads, IReadOnlyList<WheelTestStep> tests, IReadOnlyList<string> only)
    {
        var key = new KeyBuilder("dist").Add("version", context.Project.FullVersion).Add("commit", context.Project.Commit)
            .Add("epoch", context.ProjectValues["source_date_epoch"]).Add("only", only);
        foreach (var package in packages)
        {
            key.Add(package.Id, package.Key.Key);
        }

        foreach (var abi in abis)
        {
            key.Add(abi.Id, [abi.Policy ?? "", .. abi.ForAny.Select(name => $"any {name}"), .. abi.Libraries.Select(name => $"library {name}"), .. abi.Exceptions.Select(path => $"exception {path}")]);
        }

        foreach (var load in loads)
        {
            key.Add(load.Id, LoadPlanner.Key(load, context.Bases.Used).Key);
        }

        foreach (var test in tests)
        {
            key.Add(test.Id, test.Key.Key);
        }

        if (sources is not null)
        {
            key.Add(sources.Id, sources.Key.Key);
        }

        if (sdist is not null)
        {
            key.Add(sdist.Id, sdist.Key.Key);
        }

        return key.Build();
    }
}
