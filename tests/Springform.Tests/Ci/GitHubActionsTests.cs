using Springform.Ci;
using Springform.Errors;
using Springform.Machine;

namespace Springform.Tests.Ci;

public sealed class GitHubActionsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_pipe_or_a_folder_in_the_place_of_a_file_of_the_runner_is_named_and_a_device_takes_what_it_is_given()
    {
        var pipe = Path.Combine(folder.Path, "output");
        Command.Run(folder.Path, ["mkfifo", pipe]).ExitCode.ShouldBe(0);

        foreach (var (variable, path, kind) in new[] { ("GITHUB_OUTPUT", pipe, "a pipe"), ("GITHUB_STEP_SUMMARY", folder.Path, "a folder") })
        {
            var actions = new GitHubActions(new ProcessEnvironment(new Dictionary<string, string> { [variable] = path }));
            var problem = Should
                .Throw<SpringformException>(() =>
                {
                    actions.SetOutput("a", "b");
                    actions.Summarise("c");
                })
                .Problems.ShouldHaveSingleItem();
            (problem.Code, problem.What, problem.Where).ShouldBe((ErrorCode.WrongFileKind, $"this is {kind}, where a file is needed", path));
        }

        new GitHubActions(new ProcessEnvironment(new Dictionary<string, string> { ["GITHUB_OUTPUT"] = "/dev/null" })).SetOutput("a", "b");
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void It_is_active_where_GitHub_says_so(string? value, bool active) => With("GITHUB_ACTIONS", value).IsActive.ShouldBe(active);

    [Fact]
    public void An_annotation_is_one_command_whatever_is_in_the_texts() =>
        GitHubActions
            .Annotation(new Problem(ErrorCode.CommandFailed, "100% failed\r\n::set-output name=x::y", "a:1,2", "fix\nit"))
            .ShouldBe("::error title=E402::100%25 failed\\u000d\\u000a::set-output name=x::y%0Aat a:1,2%0Afix fix\\u000ait");

    [Fact]
    public void A_group_has_a_title_of_one_line() => GitHubActions.BeginGroup("a\nb").ShouldBe("::group::a%0Ab");

    [Fact]
    public void Outputs_and_the_summary_are_appended_to_their_files()
    {
        var path = folder.File("output", "before=1\n");
        With("GITHUB_OUTPUT", path).SetOutput("tools_key", "abc");
        With("GITHUB_OUTPUT", path).SetOutput("other", "pending (base b)");
        With("GITHUB_STEP_SUMMARY", Path.Combine(folder.Path, "summary")).Summarise("# Done\n");

        File.ReadAllText(path).ShouldBe("before=1\ntools_key=abc\nother=pending (base b)\n");
        File.ReadAllText(Path.Combine(folder.Path, "summary")).ShouldBe("# Done\n");
    }

    [Fact]
    public void A_value_of_several_lines_sets_no_other_output()
    {
        var path = Path.Combine(folder.Path, "output");
        With("GITHUB_OUTPUT", path).SetOutput("tag", "v1\nother=evil");

        var lines = File.ReadAllLines(path);
        lines[0].ShouldStartWith("tag<<");
        lines[1..].ShouldBe(["v1", "other=evil", lines[0]["tag<<".Length..]]);
    }

    [Fact]
    public void Without_a_file_nothing_is_written()
    {
        With("GITHUB_OUTPUT", null).SetOutput("a", "b");
        With("GITHUB_OUTPUT", "").SetOutput("a", "b");

        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    private static GitHubActions With(string name, string? value) =>
        new(new ProcessEnvironment(new Dictionary<string, string>()).With(new KeyValuePair<string, string?>(name, value)));
}
