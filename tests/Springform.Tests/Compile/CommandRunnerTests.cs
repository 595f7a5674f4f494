using Springform.Config;
using Springform.Engine;
using Springform.Errors;
using Springform.Machine;

namespace Springform.Tests.Compile;

/// <summary>Real commands, in place.</summary>
public sealed class CommandRunnerTests
{
    private static readonly ProcessEnvironment Caller = ProcessEnvironment
        .Current()
        .With(new("UNDECLARED", "1"), new("TOKEN", "t0ken"), new("FROM_IMAGE", "image"), new("SECOND", "2"), new("LANG", "C.UTF-8"));

    [Fact]
    public async Task A_command_sees_its_declared_inputs_and_nothing_else()
    {
        using var project = new CommandProject(
            CommandProject.Shell("all=$(find . ! -type d | sort); echo \"$all\" >list; test -x run.sh; readlink link >>list", "list") with
            {
                Inputs = ["src", "run.sh", "link"],
            }
        );
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
        using var project = new CommandProject(
            CommandProject.Shell("env | cut -d= -f1 | sort | tr '\\n' ' ' >names; echo $VERSION $TARGET >values", "names", "values") with
            {
                Env = new Dictionary<string, string> { ["VERSION"] = "{version}", ["LANG"] = "C" },
                Secrets = ["TOKEN"],
            }
        )
        {
            Environment = Caller,
            BuilderDockerfile = "FROM scratch\nENV FROM_IMAGE=a SECOND=b\n",
        };

        var outputs = await project.OutputsAsync();

        outputs["values"].ShouldBe("1.0.0 x\n");
        var names = outputs["names"].Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(["PWD", "OLDPWD", "SHLVL", "_"]);
        names.ShouldBe(["FROM_IMAGE", "HOME", "LANG", "PATH", "SECOND", "SOURCE_DATE_EPOCH", "TARGET", "TOKEN", "VERSION"], ignoreOrder: true);
    }

    [Fact]
    public async Task The_next_command_sees_the_outputs_of_the_one_before()
    {
        using var project = new CommandProject(
            CommandProject.Shell("mkdir out; echo one >out/app; ln -s app out/link; chmod +x out/app; echo hidden >rest", "out/**") with
            {
                Inputs = ["a.c"],
            },
            CommandProject.Shell("all=$(find . ! -type d | sort); echo \"$all\" >list; test -x out/app; cat out/link >>list", "list") with
            {
                Inputs = ["b.c"],
            }
        );
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
        using var project = new CommandProject(
            CommandProject.Shell("mkdir out; echo one >out/a; ln out/a out/b; ln -s a out/c; ln -s a.c kept", "out/**", "kept")
        );
        project.File("a.c", "a");

        (await project.OutputsAsync()).ShouldBe(
            new Dictionary<string, string>
            {
                ["out/a"] = "one\n",
                ["out/b"] = "one\n",
                ["out/c"] = "-> a",
                ["kept"] = "-> a.c",
            },
            ignoreOrder: true
        );
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

    [Theory]
    [InlineData("chmod +x lib/a.so", "lib/*.so", "lib/a.so")]
    [InlineData("chmod -x run.sh", "run.sh", "run.sh")]
    public async Task An_input_whose_mode_was_changed_is_an_output(string script, string pattern, string made)
    {
        using var project = new CommandProject(CommandProject.Shell(script, pattern));
        project.File("lib/a.so", "so");
        File.SetUnixFileMode(project.File("run.sh", "x"), (UnixFileMode)0b111_101_101);

        (await project.OutputsAsync()).Keys.ShouldBe([made]);
    }

    [Fact]
    public async Task What_no_pattern_names_is_not_opened_and_what_one_names_and_cannot_be_kept_is_told_at_once()
    {
        const string script = "mkdir out venv; mkfifo venv/pipe; ln -s /usr venv/usr; echo x >out/good; ";
        using var project = new CommandProject(CommandProject.Shell(script, "out/**"));
        (await project.OutputsAsync()).Keys.ShouldBe(["out/good"]);

        using var refused = new CommandProject(CommandProject.Shell(script + "mkfifo out/pipe; ln -s /usr out/usr", "out/**"));
        var error = await Should.ThrowAsync<SpringformException>(() => refused.RunAsync(refused.Plan()));

        error
            .Problems.Select(problem => problem.What)
            .ShouldBe(
                [
                    "the output 'out/pipe' cannot be kept: it is a device, a pipe or a socket",
                    "the output 'out/usr' cannot be kept: it leads out of the project, to /usr",
                ],
                ignoreOrder: true
            );
        error.ExitCode.ShouldBe(ExitCode.StepFailed);
    }

    [Theory]
    [InlineData("echo 0 >out/a; echo \"x=$KEY;\" >out/b")]
    [InlineData("printf %s \"$KEY\" | base64 >out/b")]
    [InlineData("printf %s \"user:$KEY\" | base64 >out/b")]
    [InlineData("head -c 1048570 /dev/zero >out/b; echo \"$KEY\" >>out/b")]
    [InlineData("echo \"$KEY\" | gzip >out/b")]
    [InlineData("echo \"$KEY\" >k; tar -czf out/b k")]
    [InlineData("echo \"$KEY\" >k; python3 -m zipfile -c out/b k")]
    [InlineData("ln -s \"$KEY\" out/b")]
    public async Task A_secret_in_an_output_is_found_before_it_is_stored(string script)
    {
        using var project = new CommandProject(CommandProject.Shell("mkdir out; " + script, "out/**") with { Secrets = ["KEY"] })
        {
            Environment = Caller.With([new("KEY", "SeCrEt-0123456789")]),
        };
        var plan = project.Plan();

        var error = await Should.ThrowAsync<SpringformException>(() => project.RunAsync(plan));

        error.ExitCode.ShouldBe(ExitCode.Verification);
        error.Problems.ShouldHaveSingleItem().ToString().ShouldStartWith("E506 the output 'out/b' holds the secret KEY\n  at  step compile/x/1-sh\n");
        project.Results.Find(plan.Commands[0].Id, plan.Commands[0].Key.Key).ShouldBeNull();
    }

    [Theory]
    [InlineData("echo $KEY >other; echo ${#KEY} | gzip >out/b; printf 'PK not a zip' >out/c; printf '\\037\\213 nor gzip' >out/d", "SeCrEt-0123456789")]
    [InlineData("echo $KEY >out/b", "abcdef")]
    public async Task What_is_no_output_and_what_is_too_short_to_be_told_from_other_text_is_let_through(string script, string value)
    {
        using var project = new CommandProject(CommandProject.Shell("mkdir out; " + script, "out/**") with { Secrets = ["KEY"] })
        {
            Environment = Caller.With([new("KEY", value)]),
        };

        (await project.OutputsAsync()).Keys.ShouldContain("out/b");
    }

    [Theory]
    [InlineData("exec sleep 600")]
    [InlineData("sleep 600 & wait")]
    [InlineData("trap '' TERM; sleep 600 & while :; do wait; done")]
    public async Task A_command_that_does_not_end_is_ended(string script)
    {
        using var project = new CommandProject(CommandProject.Shell("echo begun; " + script, "out") with { Timeout = "1s" });

        var problem = await project.ProblemAsync();

        problem.Code.ShouldBe(ErrorCode.CommandFailed);
        problem.What.ShouldStartWith("the command did not end within 1 s and was ended: sh -ec echo begun; ");
        problem.Fix.ShouldStartWith("mend what hangs (its last lines are below), or raise its timeout in springform.yaml (0: none)");
        problem.Details.ShouldBe(["begun"]);
        project.Leftovers().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("out/** !out/tmp")]
    [InlineData("!out/tmp/** out/**")]
    [InlineData("out !out/tmp/a !out/tmp/b.o")]
    [InlineData("** !out/tmp/* !venv")]
    public async Task What_an_output_with_an_exclamation_mark_matches_is_left_out_whatever_it_is(string outputs)
    {
        using var project = new CommandProject(
            CommandProject.Shell("mkdir -p out/tmp venv; echo x >out/a; touch out/tmp/a out/tmp/b.o; ln -s /usr venv/usr; mkfifo venv/pipe", outputs.Split(' '))
        );

        (await project.OutputsAsync()).Keys.ShouldBe(["out/a"]);
    }

    [Fact]
    public async Task What_no_input_of_a_command_takes_in_is_not_there()
    {
        using var project = new CommandProject(
            CommandProject.Shell("all=$(find . ! -type d | sort); echo \"$all\" >list", "list") with
            {
                Inputs = ["src", "!src/secret", "!**/*.md"],
            }
        );
        project.File("src/a.c", "a");
        project.File("src/a.md", "a");
        project.File("src/secret/key", "k");

        (await project.OutputsAsync())["list"].ShouldBe("./src/a.c\n");
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
        using var project = new CommandProject(
            new CompileConfig
            {
                Run = new CommandLine { Arguments = ["no-such-program"] },
                Outputs = ["out"],
            }
        );

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
        error.Problems[0].What.ShouldBe("an input changed while the command ran: a.c");
        error.Problems[0].Fix.ShouldContain(".gitignore");
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
