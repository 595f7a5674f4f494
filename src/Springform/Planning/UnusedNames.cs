using Springform.Config;
using Springform.Plan;
using Springform.Planning.Dockerfiles;

namespace Springform.Planning;

/// <summary>
/// Names that springform.yaml declares and nothing of the plan uses, and what a Dockerfile asks for and nobody gives: mostly a slip, and no reason to make
/// nothing. So they are warnings, and asked of a whole plan only.
/// </summary>
internal sealed class UnusedNames(PlanContext context, BuildPlan plan)
{
    // Dockerfile reference, "Predefined ARGs", and BuildKit's own.
    private static readonly string[] Predefined = ["HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY", "ALL_PROXY", "SOURCE_DATE_EPOCH"];

    private ProjectConfig Config => context.Config;

    public IReadOnlyList<string> Find() => [.. Bases(), .. Tools(), .. Arguments(), .. Mounts(), .. Wheels()];

    private IEnumerable<string> Bases() =>
        Config
            .Bases.Where(pair => pair.Value.When is null && !plan.Bases.Any(used => BaseCatalog.IsSame(used.Image, pair.Value.Image)))
            .Select(pair => $"bases.{pair.Key} is used by no target, no FROM and no load test");

    private IEnumerable<string> Tools()
    {
        if (
            Config.Tools is { } tools
            && plan.Builders.All(builder => builder.Tools is null)
            && plan.Artifacts.All(artifact => artifact.Content is ToolSources || artifact.RecipeIds.Count == 0)
        )
            yield return $"tools.recipes ({string.Join(", ", tools.Recipes.Keys)}) are in no archive (files: [{{from: \"{FileConfig.ToolsPrefix}\"}}]), "
                + "and no builder's Dockerfile has ARG TOOLS_IMAGE";
    }

    private IEnumerable<string> Arguments()
    {
        if (Config.Builder is { } builder)
        {
            foreach (var name in Undeclared(builder.Args, builder.Dockerfile))
                yield return $"builder.args.{name} is declared by no ARG of {builder.Dockerfile}";
        }

        foreach (var (tool, recipe) in Config.Tools?.Recipes ?? new Dictionary<string, RecipeConfig>())
        {
            foreach (var name in Undeclared(recipe.Args, recipe.DockerfilePath))
                yield return $"tools.recipes.{tool}.args.{name} is declared by no ARG of {recipe.DockerfilePath}";
        }
    }

    // Docker leaves out a secret that nobody gives, without a word, and the step runs without it.
    private IEnumerable<string> Mounts() =>
        from path in (Config.Tools?.Recipes.Values.Select(recipe => recipe.DockerfilePath) ?? [])
            .Concat(Config.Builder is { } builder ? [builder.Dockerfile] : [])
            .Distinct(StringComparer.Ordinal)
        from mount in new Dockerfile(context.Facts.Texts[path]).Stages.SelectMany(stage => stage.GivenMounts)
        select $"{path}, line {mount.Line}: --mount=type={mount.Kind} stays empty, because builds of images are given no secrets; a command of compile: "
            + "can have them";

    private IEnumerable<string> Wheels()
    {
        if (Config.Wheels is not { } wheels)
            yield break;
        var targets = ConfiguredTargets.Of(Config).Values.ToList();
        foreach (var name in wheels.Policies.Keys.Where(name => targets.All(target => target.Base != name)))
            yield return $"wheels.policies.{name} is for a base that no target has";
        foreach (var name in wheels.Prefer.Where(name => targets.All(target => target.Base != name)))
            yield return $"wheels.prefer names {name}, a base that no target has";
        foreach (var python in wheels.Interpreters.Keys.Where(python => targets.All(target => ConfiguredTargets.PythonOf(target) != python)))
            yield return $"wheels.interpreters.{python} is for a Python that no target has";
    }

    private IEnumerable<string> Undeclared(IReadOnlyDictionary<string, string> arguments, string path)
    {
        if (arguments.Count == 0)
            return [];
        var file = new Dockerfile(context.Facts.Texts[path]);
        var declared = file
            .Arguments.Select(argument => argument.Name)
            .Concat(file.Stages.SelectMany(stage => stage.Arguments))
            .ToHashSet(StringComparer.Ordinal);
        return arguments.Keys.Where(name =>
            !declared.Contains(name) && !Predefined.Contains(name.ToUpperInvariant()) && !name.StartsWith("BUILDKIT_", StringComparison.Ordinal)
        );
    }
}
