using System.Diagnostics;

namespace Springform.Tests.EndToEnd;

/// <summary>What a shell cannot be opened for is told before anything is built.</summary>
public sealed class Shells
{
    [Fact]
    public void Without_a_terminal_there_is_no_shell()
    {
        using var project = new PlainProject();

        project.Run("--target=Shell", "--only=small").Ends(2).Says("E103 --target=Shell needs a terminal, and there is none").SaysNot("--> ToolsImage");
    }

    [Fact]
    public void A_shell_is_for_one_target()
    {
        using var project = new PlainProject();
        // script(1) gives the command a pseudo-terminal.
        using var run = Process.Start(
            new ProcessStartInfo(
                "script",
                ["--quiet", "--return", "--command", $"dotnet exec {Cli.Host} --project {project.Folder} --target=Shell", "/dev/null"]
            )
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        run.StandardInput.Close();
        var output = run.StandardOutput.ReadToEnd();
        run.WaitForExit();

        run.ExitCode.ShouldBe(2, output);
        output.ShouldContain("opens a shell for one target, and 2 are selected");
        output.ShouldContain("name one with --only: small, large");
    }
}
