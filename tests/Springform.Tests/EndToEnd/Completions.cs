using Springform.Tests.Archives;

namespace Springform.Tests.EndToEnd;

/// <summary>--target=Completion and --target=ManPage, and what a real bash makes of the script.</summary>
public sealed class Completions : IDisposable
{
    private static readonly Lazy<string> Bash = new(() => Script("bash"));

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <param name="words">as bash hands them over, the command's name first; it cuts them at = by default</param>
    [Theory]
    [InlineData("Dist", "springform", "--target", "=", "Di")]
    [InlineData("--target=Dist", "springform", "--target=Di")] // where = is no word break
    [InlineData("Dist", "./build.sh", "-t", "Di")]
    [InlineData("Dist", "./springform.sh", "--target", "Di")]
    [InlineData("--target=", "springform", "--ta")]
    [InlineData("--no-cache", "springform", "--target", "=", "Dist", "--no-c")]
    [InlineData("docker podman", "springform", "--engine", "=")]
    [InlineData("podman", "springform", "--engine", "p")]
    [InlineData("mermaid", "springform", "--graph-format", "=", "m")]
    [InlineData("bash", "springform", "--shell", "=", "b")]
    [InlineData("", "springform", "--policy", "=", "g")]
    [InlineData("", "springform", "--offline", "x")]
    [InlineData("linux-arm64 linux-x64", "springform", "--only", "=", "linux")]
    [InlineData("inside", "springform", "--from", "=", "in")]
    [InlineData("inside/a file", "springform", "--file", "=", "inside/a")]
    public void Bash_completes(string expected, params string[] words)
    {
        folder.File(".springform/targets", "linux-x64\nlinux-arm64\nwin-x64\n");
        folder.File("inside/a file", "");

        string.Join(' ', Complete(words).Order(StringComparer.Ordinal)).ShouldBe(expected);
    }

    [Fact]
    public void Without_a_word_bash_offers_all_switches() => Complete(["springform", ""]).ShouldContain("--explain");

    [Fact]
    public void Tasks_of_the_project_itself_are_offered_too() => Complete(["build.sh", "--target", "=", "Stage"]).ShouldBe(["StageSdk"]);

    [Fact]
    public void Names_that_a_hostile_repository_put_there_are_neither_run_nor_offered()
    {
        folder.File(".springform/targets", "x$(touch pwned)\nx`touch pwned`\nx;touch pwned\nx y\nx'\nx-good\n");

        Complete(["springform", "--only", "=", "x"]).ShouldBe(["x-good"]);
        File.Exists(Path.Combine(folder.Path, "pwned")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("bash", "bash", "-n")]
    [InlineData("zsh", "zsh", "-n")]
    [InlineData("fish", "fish", "--no-execute")]
    public void The_shell_itself_finds_no_mistake_in_its_script(string shell, string program, string check)
    {
        RealTool.Need(program);
        var path = folder.File("script", Script(shell));

        Command.Run(folder.Path, [program, check, path]).ShouldSatisfyAllConditions(run => run.ExitCode.ShouldBe(0), run => run.Error.ShouldBeEmpty());
    }

    [Theory]
    [InlineData("zsh", "#compdef springform springform.sh build.sh\n")]
    [InlineData("fish", "# Completion of Springform in fish.")]
    [InlineData("powershell", "# Completion of Springform in PowerShell.")]
    public void The_script_is_alone_on_stdout(string shell, string beginning)
    {
        var script = Script(shell);

        script.ShouldStartWith(beginning);
        script.ShouldNotContain("done in");
        script.ShouldNotContain("--> Completion");
    }

    [Fact]
    public void A_shell_must_be_named()
    {
        Cli.Start(folder.Path, ["--target=Completion"]).End().Ends(2).Says("E104 Completion needs the name of a shell", "--shell=bash");
        Cli.Start(folder.Path, ["--target=Completion", "--shell=tcsh"]).End().Ends(2).Says("E103 --shell cannot be 'tcsh'");
    }

    [Fact]
    public void Groff_sets_the_manual_page_without_a_warning()
    {
        RealTool.Need("groff");
        var page = folder.File("springform.1", Cli.Start(folder.Path, ["--target=ManPage"]).End().Ends(0).Output);

        var set = Command.Run(folder.Path, ["groff", "-man", "-Tascii", "-ww", "-P-cbou", page]);

        (set.ExitCode, set.Error).ShouldBe((0, ""));
        set.Output.ShouldContain("--graph-format=FORMAT");
        set.Output.ShouldContain("SPRINGFORM_PARALLELISM");
        set.Output.ShouldContain("Everything up to a complete dist/");
    }

    [Fact]
    public void A_build_writes_the_names_of_its_targets_for_the_shell()
    {
        using var project = new GitProject();
        project.File(
            "springform.yaml",
            """
            name: demo
            version: 1.2.3
            targets: {one: linux/amd64, two: linux/arm64}
            packages: [{archive: "{name}-{target}.tgz", files: [readme.txt]}]

            """
        );
        project.File("readme.txt", "hello\n");
        project.Commit();

        project.Run("--target=Dist", "--only=one").Ends(0);
        File.Exists(project.PathOf(".springform/targets")).ShouldBeFalse();
        project.Run("--target=Dist").Ends(0);
        project.Text(".springform/targets").ShouldBe("one\ntwo\n");
    }

    private static string Script(string shell)
    {
        using var empty = new TemporaryFolder();
        return Cli.Start(empty.Path, ["--target=Completion", $"--shell={shell}"]).End().Ends(0).Output;
    }

    /// <summary>What bash would offer for the last of the words.</summary>
    private List<string> Complete(string[] words)
    {
        var script = folder.File("completion.bash", Bash.Value);
        var run = Command.Run(
            folder.Path,
            [
                "bash",
                "--norc",
                "--noprofile",
                "-euc",
                "source \"$1\"; shift; COMP_WORDS=(\"$@\") COMP_CWORD=$(($# - 1)); _springform; printf '%s\\n' ${COMPREPLY[@]+\"${COMPREPLY[@]}\"}",
                "bash",
                script,
                .. words,
            ]
        );
        (run.ExitCode, run.Error).ShouldBe((0, ""));
        return [.. run.Lines];
    }
}
