using Springform.Config;
using Springform.Errors;

namespace Springform.Tests.Compile;

/// <summary>What a command made is kept as it made it, or named: nothing is left out without a word.</summary>
public sealed class KeptOutputTests
{
    [Theory]
    [InlineData("mkdir -p out/plugins out/deep/er; touch out/a", "out/**", "out/deep/er out/plugins")]
    [InlineData("mkdir -p out/plugins out/full; touch out/full/a", "out", "out/plugins")]
    [InlineData("mkdir -p out/plugins/x; touch out/a", "out/*", "")]
    [InlineData("mkdir -p out/plugins; touch out/a", "out/**,!out/plugins", "")]
    [InlineData("mkdir -p out/a.so; touch out/a.so/b out/b.so", "out/*.so", "")]
    [InlineData("mkdir -p src/new; touch src/new.c", "src/**", "src/new")]
    public async Task A_folder_that_the_command_left_empty_is_kept_where_a_pattern_names_it(string script, string outputs, string expected)
    {
        using var project = new CommandProject(
            CommandProject.Shell(script, outputs.Split(',')),
            CommandProject.Shell("all=$(find . -type d -empty | sort); echo \"$all\" >list", "list") with
            {
                Inputs = ["none"],
            }
        );
        project.File("none", "");
        project.File("src/old/a.c", "an input that comes back unchanged");

        (await project.OutputsAsync())["list"].ShouldBe(string.Join('\n', expected.Split(' ').Select(path => path.Length > 0 ? $"./{path}" : "")) + "\n");
    }

    [Fact]
    public async Task An_empty_folder_alone_is_not_what_an_output_asked_for()
    {
        using var project = new CommandProject(CommandProject.Shell("mkdir out", "out"));

        (await project.ProblemAsync()).Code.ShouldBe(ErrorCode.NoOutput);
    }

    [Theory]
    [InlineData("chmod 4755 out/su", "out/su", "it has the setuid bit")]
    [InlineData("chmod 2755 out/su", "out/su", "it has the setgid bit")]
    [InlineData("chmod 6755 out/su", "out/su", "it has the setuid and setgid bit")]
    [InlineData("mkdir -m 1777 out/tmp", "out/tmp", "it has the sticky bit")]
    [InlineData("mkdir out/shared; touch out/shared/a; chmod 2775 out/shared", "out/shared", "it has the setgid bit")]
    [InlineData("chmod g+s out", "out", "it has the setgid bit")]
    [InlineData("touch 'out/a\\b'", "out/a\\b", "its name contains a backslash")]
    [InlineData("touch \"$(printf 'out/a\\nb')\"", "out/a\\u000ab", "its name contains a control character")]
    [InlineData("touch \"$(printf 'out/a\\033b')\"", "out/a\\u001bb", "its name contains a control character")]
    [InlineData("touch \"$(printf 'out/a\\342\\200\\256b')\"", "out/a\\u202eb", "its name contains a character that reverses the direction of text")]
    [InlineData("ln -s 'a\\b' out/link", "out/link", "it is a link to a name that contains a backslash")]
    public async Task What_no_archive_carries_is_named_with_step_and_pattern(string script, string path, string reason)
    {
        using var project = new CommandProject(CommandProject.Shell($"mkdir out; touch out/su; {script}", "out/**"));

        var problem = await project.ProblemAsync();

        (problem.Code, problem.Where).ShouldBe((ErrorCode.UnkeepableOutput, "step compile/x/1-sh, outputs out/**"));
        problem.What.ShouldStartWith($"the output '{path}' cannot be kept: {reason}");
        problem.Fix.ShouldStartWith(
            reason.StartsWith("it has", StringComparison.Ordinal) ? "let the command take it away again (chmod ug-s" : "let the command give it a plain name"
        );
    }

    [Theory]
    [InlineData("mkdir rest; touch rest/su 'rest/a\\b'; chmod 4755 rest/su; chmod 2755 rest")]
    [InlineData("chmod 1755 out/a")]
    public async Task What_is_no_output_or_says_nothing_is_no_matter(string script)
    {
        using var project = new CommandProject(CommandProject.Shell($"mkdir out; touch out/a; {script}", "out/**"));

        (await project.OutputsAsync()).Keys.ShouldBe(["out/a"]);
    }

    [Theory]
    [InlineData("units/srv-a\\x2db.mount", "'units/srv-a\\x2db.mount' contains a backslash")]
    [InlineData("a\nb", "'a\\u000ab' contains a control character")]
    [InlineData("a\u202Etxt.exe", "'a\\u202etxt.exe' contains a character that reverses the direction of text")]
    [InlineData("a\u2028b", "'a\\u2028b' contains a control character")]
    public void A_file_that_no_command_could_be_handed_is_named_by_the_plan(string name, string expected)
    {
        foreach (var inputs in new string[]?[] { null, ["**"], [name.Split('/')[0] + (name.Contains('/') ? "/**" : "")] })
        {
            if (inputs is [var literal] && literal == name)
                continue;
            using var project = new CommandProject(CommandProject.Shell("touch out", "out") with { Inputs = inputs });
            project.File(name, "x");

            var problem = Should.Throw<SpringformException>(project.Plan).Problems.ShouldHaveSingleItem();

            (problem.Code, problem.What).ShouldBe((ErrorCode.UnusableName, $"the name of the file {expected}"));
            problem.Fix.ShouldStartWith("rename the file (git mv), or leave it out");
        }

        using var other = new CommandProject(CommandProject.Shell("touch out", "out") with { Inputs = ["src/**"] });
        other.File(name, "x");
        other.File("src/a.c", "x");
        other.Plan().Commands.Count.ShouldBe(1);
    }
}
