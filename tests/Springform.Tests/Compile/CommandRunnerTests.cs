using Springform.Config;
using Springform.Engine;
using Springform.Plan;

namespace Springform.Tests.Compile;

/// <summary>Real commands, in place.</summary>
public sealed class CommandRunnerTests
{
    private static readonly ProcessEnvironment Caller = ProcessEnvironment.Current().With(
        new("UNDECLARED", "1"), new("TOKEN", "t0ken"), new("FROM_IMAGE", "image"), new("SECOND", "2"), new("LANG", "C.UTF-8"));

    [Fact]
    public async Task A_command_sees_its_declared_inputs_and_nothing_else()
    {
        using var project = new CommandProject(CommandProject.Shell("all=$(find . ! -type d | sort); echo \"$all\" >list; test -x run.sh; readlink link >>list", "list") with { Inputs = ["src", "run.sh", "link"] });
        project.File("src/a.c", "a");
        project.File("src/b c.h", "b");
        project.File("other.c", "o");
        File.SetUnixFileMode(project.File("run.sh", "x"), (UnixFileMode)0b111_101_101);
        File.CreateSymbolicLink(Path.Combine(project.Folder, "link"), "src/a.c");

        (await project.OutputsAsync())["list"].ShouldBe("./link\n./run.sh\n./src/a.c\n./src/b c.h\nsrc/a.c\n");
        project.Leftovers().ShouldBeEmpty();
    }

    [Fact]
    public async Task The_work_tree_stays_as_it_was()
    {
        using var project = new CommandProject(CommandProject.Shell("echo changed >a.c; echo new >out; rm b.c", "out"));
        project.File("a.c", "a");
        project.File("b.c", "b");

        await project.OutputsAsync();

        File.ReadAllText(Path.Combine(project.Folder, "a.c")).ShouldBe("a");
        File.Exists(Path.Combine(project.Folder, "b.c")).ShouldBeTrue();
        File.Exists(Path.Combine(project.Folder, "out")).ShouldBeFalse();
    }

    [Fact]
    public async Task The_environment_is_what_is_declared_what_the_builder_sets_and_what_every_program_needs()
    {
        using var project = new CommandProject(CommandProject.Shell("env | cut -d= -f1 | sort | tr '\\n' ' ' >names; echo $VERSION $TARGET >values", "names", "values") with
        {
            Env = new Dictionary<string, string> { ["VERSION"] = "{version}", ["LANG"] = "C" },
            Secrets = ["TOKEN"],
        })
        {
            Environment = Caller,
            BuilderDockerfile = "FROM scratch\nENV FROM_IMAGE=a SECOND=b\n",
        };

        var outputs = await project.OutputsAsync();

        outputs["values"].ShouldBe("1.0.0 x\n");
        var names = outputs["names"].Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(["PWD", "OLDPWD", "SHLVL", "_"]);
        names.ShouldBe(["FROM_IMAGE", "HOME", "LANG", "PATH", "SECOND", "TARGET", "TOKEN", "VERSION"], ignoreOrder: true);
    }

    [Fact]
    public async Task The_next_command_sees_the_outputs_of_the_one_before()
    {
        using var project = new CommandProject(
            CommandProject.Shell("mkdir out; echo one >out/app; ln -s app out/link; chmod +x out/app; echo hidden >rest", "out/**") with { Inputs = ["a.c"] },
            CommandProject.Shell("all=$(find . ! -type d | sort); echo \"$all\" >list; test -x out/app; cat out/link >>list", "list") with { Inputs = ["b.c"] });
        project.File("a.c", "a");
        project.File("b.c", "b");

        (await project.OutputsAsync())["list"].ShouldBe("./b.c\n./out/app\n./out/link\none\n");
    }

    [Fact]
    public async Task A_command_without_any_input_starts_in_an_empty_folder()
    {
        using var project = new CommandProject(CommandProject.Shell("ls -A >list", "list") with { Inputs = [] });

        (await project.OutputsAsync())["list"].ShouldBe("list\n");
    }

    [Fact]
    public async Task Links_hard_and_symbolic_are_kept_as_files_and_links()
    {
        using var project = new CommandProject(CommandProject.Shell("mkdir out; echo one >out/a; ln out/a out/b; ln -s a out/c; ln -s a.c kept", "out/**", "kept"));
        project.File("a.c", "a");

        (await project.OutputsAsync()).ShouldBe(
            new Dictionary<string, string> { ["out/a"] = "one\n", ["out/b"] = "one\n", ["out/c"] = "-> a", ["kept"] = "-> a.c" }, ignoreOrder: true);
    }

    [Theory]
    [InlineData("true", "out/**")]
    [InlineData("echo x >other", "out/**")]
    [InlineData("touch lib/a.so", "lib/**")]
    [InlineData("cp lib/a.so x; cp x lib/a.so", "lib/*.so")]
    [InlineData("mkdir out", "out/**")]
    public async Task An_output_that_is_not_made_is_an_error_and_an_input_that_comes_back_unchanged_is_no_output(string script, string pattern)
    {
        using var project = new CommandProject(CommandProject.Shell(script, pattern));
        project.File("lib/a.so", "so");
        File.CreateSymbolicLink(Path.Combine(project.Folder, "lib", "a.so.1"), "a.so");

        var problem = await project.ProblemAsync();

        problem.Code.ShouldBe(ErrorCode.NoOutput);
        problem.What.ShouldContain(pattern);
        problem.Where.ShouldContain("compile/x/1-sh");
    }

    [Fact]
    public async Task An_input_that_was_changed_or_pointed_elsewhere_is_an_output()
    {
        using var project = new CommandProject(CommandProject.Shell("echo new >lib/a.so; ln -sf b.so lib/a.so.1", "lib/**"));
        project.File("lib/a.so", "so");
        project.File("lib/c.so", "so");
        File.CreateSymbolicLink(Path.Combine(project.Folder, "lib", "a.so.1"), "a.so");

        (await project.OutputsAsync()).ShouldBe(new Dictionary<string, string> { ["lib/a.so"] = "new\n", ["lib/a.so.1"] = "-> b.so" }, ignoreOrder: true);
    }

    [Fact]
    public async Task Every_pattern_must_match()
    {
        using var project = new CommandProject(CommandProject.Shell("echo x >a", "a", "b", "c*"));

        var error = await Should.ThrowAsync<SpringformException>(() => project.RunAsync(project.Plan()));

        error.Problems.Select(problem => problem.Code).ShouldBe([ErrorCode.NoOutput, ErrorCode.NoOutput]);
    }

    [Fact]
    public async Task A_failed_command_shows_its_exit_code_and_its_last_40_lines_and_stores_nothing()
    {
        using var project = new CommandProject(CommandProject.Shell("echo made >out; seq 1 50; echo 'last words' >&2; exit 7", "out"));
        var plan = project.Plan();

        var error = await Should.ThrowAsync<SpringformException>(() => project.RunAsync(plan));

        var problem = error.Problems.ShouldHaveSingleItem();
        (problem.Code, error.ExitCode).ShouldBe((ErrorCode.CommandFailed, ExitCode.StepFailed));
        problem.What.ShouldContain("exit code 7");
        problem.Details.Count.ShouldBe(40);
        problem.Details.ShouldContain("last words");
        project.Log.Lines.Count.ShouldBe(51);
        project.Results.Find(plan.Commands[0].Id, plan.Commands[0].Key.Key).ShouldBeNull();
        project.Leftovers().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_program_that_does_not_exist_is_a_failed_command()
    {
        using var project = new CommandProject(new CompileConfig { Run = new CommandLine { Arguments = ["no-such-program"] }, Outputs = ["out"] });

        (await project.ProblemAsync()).Code.ShouldBe(ErrorCode.CommandFailed);
    }

    [Fact]
    public async Task An_input_that_changes_while_the_command_runs_keeps_the_result_out_of_the_store()
    {
        using var elsewhere = new TemporaryFolder();
        var link = Path.Combine(elsewhere.Path, "work-tree");
        using var project = new CommandProject(CommandProject.Shell($"echo x >out; echo changed >{link}/a.c", "out"));
        File.CreateSymbolicLink(link, project.Folder);
        project.File("a.c", "a");
        var plan = project.Plan();

        var error = await Should.ThrowAsync<SpringformException>(() => project.RunAsync(plan));

        error.Problems.ShouldHaveSingleItem().Code.ShouldBe(ErrorCode.MissingInput);
        error.Problems[0].What.ShouldBe("1 input(s) changed while the command ran: a.c");
        project.Results.Find(plan.Commands[0].Id, plan.Commands[0].Key.Key).ShouldBeNull();
    }

    [Fact]
    public async Task An_input_that_is_gone_since_the_plan_was_made_is_an_error()
    {
        using var project = new CommandProject(CommandProject.Shell("echo x >out", "out"));
        var path = project.File("a.c", "a");
        var plan = project.Plan();
        File.Delete(path);

        var error = await Should.ThrowAsync<SpringformException>(() => project.RunAsync(plan));

        error.Problems.ShouldHaveSingleItem().Code.ShouldBe(ErrorCode.MissingInput);
        error.Problems[0].What.ShouldContain("a.c");
    }
}
