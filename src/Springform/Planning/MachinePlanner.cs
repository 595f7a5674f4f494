using Springform.Config;
using Springform.Errors;
using Springform.Names;
using Springform.Plan;

namespace Springform.Planning;

/// <summary>
/// On which platforms a build will run programs, as far as the configuration alone says it: where it compiles, and where it loads. Asked before there is a
/// plan, which may need files that are yet to be made.
/// </summary>
internal static class MachinePlanner
{
    /// <param name="only">names or globs of targets; empty: all</param>
    /// <param name="loads">whether artifacts are loaded (--skip LoadTest)</param>
    /// <exception cref="SpringformException">E130 when a pattern of --only matches no target</exception>
    public static IReadOnlyList<string> Platforms(ProjectConfig config, IReadOnlyList<string> only, bool loads)
    {
        var targets = TargetPlanner.Plan(config, only);
        var compiled = config.Builder is null ? [] : targets.Select(planned => planned.Target.BuildPlatform);
        // Recipes of a shared cache are mostly taken from there.
        var recipes =
            config.Tools is not { } tools || config.Cache.Registry is not null
                ? []
                : tools.Recipes.Values.SelectMany(recipe => recipe.Platforms ?? tools.Platforms).Select(platform => config.BuildPlatform ?? platform);
        var loaded = targets
            .Where(planned => config.Wheels is not null || (loads && config.Packages.Count > 0 && planned.LoadBases.Count > 0))
            .Select(planned => planned.Target.Platform);
        return [.. compiled.Concat(recipes).Concat(loaded).Distinct(StringComparer.Ordinal)];
    }
}
