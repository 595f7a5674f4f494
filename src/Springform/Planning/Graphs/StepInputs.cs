using Springform.Plan;

namespace Springform.Planning.Graphs;

/// <summary>What a step uses of other steps and of bases, as keys of <see cref="StepGraph"/>.</summary>
internal static class StepInputs
{
    public static IEnumerable<string> Of(BuildPlan plan, IStep step) =>
        step switch
        {
            RecipeStep recipe => recipe.BaseIds.Select(StepGraph.BaseKey),
            ToolsImageStep image => Steps(plan.Recipes, recipe => image.RecipeIds.Contains(recipe.Id)),
            BuilderStep builder =>
            [
                .. builder.BaseIds.Select(StepGraph.BaseKey),
                .. builder.Tools is { } tools ? [StepGraph.KeyOf(tools)] : Array.Empty<string>(),
            ],
            CommandStep command =>
            [
                .. Steps(plan.Builders, builder => builder.Id == command.BuilderId),
                .. Steps(plan.Commands, before => command.After.Contains(before.Id)),
            ],
            ArtifactStep artifact =>
            [
                .. Steps(plan.Commands, command => artifact.CommandIds.Contains(command.Id) || artifact.TestIds.Contains(command.Id)),
                .. Steps(plan.Recipes, recipe => artifact.RecipeIds.Contains(recipe.Id)),
                .. Steps(plan.Builders, builder => builder.Id == artifact.Repair?.BuilderId),
            ],
            AbiStep abi => Archives(plan, abi.Archives),
            LoadStep load => [StepGraph.BaseKey(load.BaseId), .. Archives(plan, load.Archives)],
            WheelTestStep test => [.. Archives(plan, [test.Wheel]), .. Steps(plan.Runtimes, runtime => runtime.Id == test.ImageId)],
            FetchIndexStep index => Archives(plan, [.. index.Archives.Select(archive => archive.Archive)]),
            FormulaStep formula => Archives(plan, [.. formula.Archives.Select(archive => archive.Name)]),
            _ => [],
        };

    private static IEnumerable<string> Archives(BuildPlan plan, IReadOnlyList<string> names) =>
        Steps(plan.Artifacts, artifact => names.Contains(artifact.Archive));

    private static IEnumerable<string> Steps<T>(IEnumerable<T> steps, Func<T, bool> isUsed)
        where T : IStep => steps.Where(isUsed).Select(step => StepGraph.KeyOf(step));
}
