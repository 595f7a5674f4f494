namespace Springform.Tests.Standins;

/// <summary>The host's behaviour that Springform builds on, shown by a small Frosting program of its own process.</summary>
public class FrostingHost
{
    [Fact]
    public void A_task_runs_after_what_it_depends_on_and_what_hooks_into_it()
    {
        Say("--target=second")
            .ShouldBe([
                "setup 1 for second",
                "before First",
                "first runs",
                "after First",
                "before Hook",
                "hook runs",
                "after Hook",
                "before second",
                "second runs",
                "after second",
                "teardown 2 successful=True",
                "report of Setup First Hook second Teardown",
            ]);
    }

    [Theory]
    [InlineData("--target=First", "--target=Hook")]
    [InlineData("-t", "First", "-t", "Hook")]
    public void Tasks_asked_for_one_after_the_other_run_in_that_order(params string[] arguments) =>
        Say(arguments).Where(line => line.EndsWith(" runs", StringComparison.Ordinal)).ShouldBe(["first runs", "hook runs"]);

    [Theory]
    [InlineData("--exclusive")]
    [InlineData("-e")]
    public void An_exclusive_task_runs_alone(string option) =>
        Say("--target=second", option).Where(line => line.EndsWith(" runs", StringComparison.Ordinal)).ShouldBe(["second runs"]);

    [Theory]
    [InlineData("--dryrun")]
    [InlineData("--noop")]
    [InlineData("--whatif")]
    public void A_dry_run_names_the_tasks_and_runs_none(string option)
    {
        var result = Run("--target=second", option);

        result.ExitCode.ShouldBe(0);
        result.Lines.ShouldContain("1. First");
        result.Lines.ShouldContain("3. second");
        result.Output.ShouldNotContain(" runs");
    }

    [Fact]
    public void The_tree_shows_dependencies()
    {
        var result = Run("--tree");

        result.Output.ShouldContain("second\n└─First");
        result.Output.ShouldNotContain(" runs");
    }

    [Fact]
    public void Descriptions_list_exported_tasks_only()
    {
        var result = Run("--description");

        result.Output.ShouldContain("Runs after First.");
        result.Output.ShouldContain("Swallowing");
        result.Output.ShouldNotContain("Unexported");
    }

    [Fact]
    public void A_task_whose_context_does_not_fit_is_dropped_with_a_warning()
    {
        var result = Run("--target=Misfit");

        result.ExitCode.ShouldNotBe(0);
        (result.Output + result.Error).ShouldContain("MisfitContext");
        result.Error.ShouldContain("The target 'Misfit' was not found");
    }

    [Fact]
    public void A_task_that_should_not_run_is_skipped()
    {
        Say("--target=AfterSkipped").ShouldNotContain("skipped runs");
        Say("--target=AfterSkipped", "--unskip").ShouldContain("skipped runs");
    }

    [Fact]
    public void An_overridden_error_handler_swallows_the_error() =>
        Say("--target=Swallowing")
            .ShouldBe([
                "setup 1 for Swallowing",
                "before Swallowing",
                "swallowed thrown",
                "finally",
                "after Swallowing",
                "teardown 2 successful=True",
                "report of Setup Swallowing Teardown",
            ]);

    [Fact]
    public void Continue_on_error_goes_on() => Say("--target=AfterContinuing").ShouldContain("after continuing");

    [Fact]
    public void A_failed_task_ends_the_run_with_exit_code_255_after_the_teardown()
    {
        var result = Run("--target=Failing");

        result.ExitCode.ShouldBe(255);
        result.Output.ShouldContain("> teardown 2 successful=False");
        result.Error.ShouldContain("thrown");
    }

    [Fact]
    public void Unknown_switches_become_arguments_and_the_working_directory_brings_its_cake_config()
    {
        using var folder = new TemporaryFolder();
        var project = Directory.CreateDirectory(Path.Combine(folder.Path, "project")).FullName;
        File.WriteAllText(Path.Combine(project, "cake.config"), "[Paths]\nTools=./elsewhere\n");

        Said(Command.Run(folder.Path, [.. Probe, "--target=Show", "--working=project", "--mine=1", "--mine=2"], Plain))
            .ShouldBe([
                "setup 1 for Show",
                "before Show",
                "folder project",
                "tools ./elsewhere",
                "setting from the host",
                "argument 1,2",
                "after Show",
                "teardown 2 successful=True",
                "report of Setup Show Teardown",
            ]);
    }

    [Fact]
    public void A_working_directory_that_does_not_exist_is_an_error()
    {
        var result = Run("--target=First", "--working=/nonexistent/place");

        result.ExitCode.ShouldNotBe(0);
        result.Error.ShouldContain("/nonexistent/place");
    }

    private static string[] Probe => ["dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "FrostingProbe.dll")];

    /// <summary>Without colours, and the same on a CI machine.</summary>
    private static Dictionary<string, string?> Plain => new() { ["NO_COLOR"] = "1" };

    private static CommandResult Run(params string[] arguments) => Command.Run(Path.GetTempPath(), [.. Probe, .. arguments], Plain);

    private static string[] Say(params string[] arguments) => Said(Run(arguments));

    private static string[] Said(CommandResult result)
    {
        result.ExitCode.ShouldBe(0, result.Output + result.Error);
        return [.. result.Lines.Where(line => line.StartsWith("> ", StringComparison.Ordinal)).Select(line => line[2..].TrimEnd())];
    }
}
