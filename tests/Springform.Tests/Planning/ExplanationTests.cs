using System.Collections;
using Springform.Keys;
using Springform.Plan;

namespace Springform.Tests.Planning;

/// <summary>--explain has a line for each step that a plan can hold, of every kind, and remembers the key of each.</summary>
public sealed class ExplanationTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static IEnumerable<BuildPlan> Plans => [ConfigKeyTests.Archives.Plan(), ConfigKeyTests.Wheels.Plan()];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_plans_of_this_test_hold_steps_of_every_kind()
    {
        var kinds = typeof(IStep).Assembly.GetTypes().Where(type => type.IsClass && typeof(IStep).IsAssignableFrom(type));

        Plans.SelectMany(Held).Select(step => step.GetType()).Distinct().ShouldBe(kinds, ignoreOrder: true);
    }

    [Fact]
    public void A_step_that_was_never_made_has_a_line()
    {
        foreach (var plan in Plans)
            Lines(plan).ShouldBe(Held(plan).Select(step => $"{step.Task} {step.Id}: never made here"), ignoreOrder: true);
    }

    [Fact]
    public void After_its_task_each_step_is_unchanged_but_those_that_were_left_out()
    {
        foreach (var plan in Plans)
        {
            var left = plan.Loads.Concat<IStep>(plan.WheelTests).First();
            var explanation = new Explanation(() => plan, Keys, step => step == left);
            foreach (var task in plan.Steps.Select(step => step.Task).Distinct())
                explanation.Save(task);

            Lines(plan).Where(line => !line.EndsWith(": unchanged", StringComparison.Ordinal)).ShouldBe([$"{left.Task} {left.Id}: never made here"]);
        }
    }

    private LastKeys Keys => new(Path.Combine(folder.Path, "last"));

    private IEnumerable<string> Lines(BuildPlan plan) => new Explanation(() => plan, Keys, _ => false).Lines();

    /// <summary>What any property of a plan holds, but for the list of all.</summary>
    private static List<IStep> Held(BuildPlan plan) =>
        [
            .. typeof(BuildPlan)
                .GetProperties(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic)
                .Where(property => property.Name != nameof(BuildPlan.Steps))
                .Select(property => property.GetValue(plan))
                .SelectMany(value => value is IStep step ? [step] : (value as IEnumerable)?.OfType<IStep>() ?? [])
                .Distinct(),
        ];
}
