using Cake.Frosting;
using Springform.Pipeline;

namespace Springform.Tests.Structure;

/// <summary>Frosting silently ignores a task that is not public, and one without a name or description cannot be asked for or found.</summary>
public sealed class Tasks
{
    private static IEnumerable<Type> All =>
        typeof(BuildContext).Assembly.GetTypes().Where(type => typeof(IFrostingTask).IsAssignableFrom(type) && !type.IsAbstract);

    public static TheoryData<string> Names() => [.. All.Select(type => type.FullName!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_task_is_public_and_has_a_name_and_a_description(string type)
    {
        var task = typeof(BuildContext).Assembly.GetType(type)!;

        task.IsPublic.ShouldBeTrue();
        task.GetCustomAttributes(typeof(TaskNameAttribute), false).ShouldHaveSingleItem();
        task.GetCustomAttributes(typeof(TaskDescriptionAttribute), false).ShouldHaveSingleItem();
    }

    [Fact]
    public void All_tasks_are_listed_here()
    {
        var names = All.Select(type => ((TaskNameAttribute)type.GetCustomAttributes(typeof(TaskNameAttribute), false)[0]).Name);

        names
            .Order(StringComparer.Ordinal)
            .ShouldBe([
                "AbiReport",
                "BaseImages",
                "BuilderImage",
                "BuilderInfo",
                "Check",
                "CheckAbi",
                "CheckIndex",
                "CheckPins",
                "CheckRelease",
                "CheckSecrets",
                "CheckShell",
                "CheckSigning",
                "Clean",
                "CleanToolsCache",
                "Compile",
                "Completion",
                "Deploy",
                "DeployPlan",
                "Dist",
                "Doctor",
                "Fetch",
                "FetchClient",
                "FetchSource",
                "Graph",
                "Init",
                "Installer",
                "LoadTest",
                "ManPage",
                "Merge",
                "Package",
                "Plan",
                "Publish",
                "PublishIndex",
                "PublishPlan",
                "PushBuilder",
                "Report",
                "Repositories",
                "Shell",
                "Sign",
                "TestWheels",
                "ToolsImage",
                "UpdatePins",
                "Verify",
                "Workflow",
                "Wrapper",
            ]);
    }
}
