using Springform.Ci;
using Springform.Machine;
using Springform.Reporting;

namespace Springform.Tests.Ci;

/// <summary>A line of a container, an archive or a server commands no CI runner; our own commands do.</summary>
public sealed class CommandFenceTests
{
    private const string GitHub = "GITHUB_ACTIONS=true";

    [Theory]
    [InlineData("::error::no")]
    [InlineData("  ::add-mask::a")]
    [InlineData("\t::stop-commands::tok")]
    [InlineData("[x86_64] ##[error]x")]
    [InlineData("text ##[add-mask]a")]
    public void On_GitHub_a_line_that_looks_like_a_command_is_fenced_with_a_token_of_its_own(string line)
    {
        var first = Shown(GitHub, terminal => terminal.Line(line));
        var second = Shown(GitHub, terminal => terminal.Line(line));

        first.Length.ShouldBe(3);
        first[0].ShouldStartWith("::stop-commands::");
        var token = first[0]["::stop-commands::".Length..];
        token.Length.ShouldBe(32);
        first[1..].ShouldBe([line, $"::{token}::"]);
        second[0].ShouldNotBe(first[0]);
    }

    [Fact]
    public void What_a_line_holds_after_cleaning_is_what_counts()
    {
        Shown(GitHub, terminal => terminal.Line("\u001b[0m::error::x"))[0].ShouldStartWith("::stop-commands::");
        Shown(GitHub, terminal => terminal.Line("#\u001b[0m#[error]x"))[0].ShouldStartWith("::stop-commands::");
        Shown(GitHub, terminal => terminal.Data("fine\n::error::x"))[1].ShouldStartWith("::stop-commands::");
    }

    [Fact]
    public void Harmless_lines_and_our_own_commands_are_shown_as_they_are()
    {
        Shown(GitHub, terminal => terminal.Line("cc -c a::b.c # [x]")).ShouldBe(["cc -c a::b.c # [x]"]);
        Shown(GitHub, terminal => terminal.Command("::endgroup::")).ShouldBe(["::endgroup::"]);
        Shown("GITHUB_ACTIONS=false", terminal => terminal.Line("::error::x")).ShouldBe(["::error::x"]);
    }

    [Theory]
    [InlineData("TF_BUILD=True", "##vso[task.setvariable variable=a]b")]
    [InlineData("TEAMCITY_VERSION=2026.1", "##teamcity[buildStop]")]
    public void Elsewhere_it_is_broken_up(string variable, string line) =>
        Shown(variable, terminal => terminal.Line(line)).ShouldBe([line.Replace("##", "# #", StringComparison.Ordinal)]);

    [Theory]
    [InlineData("TF_BUILD=True")]
    [InlineData(GitHub)]
    public void In_JSON_which_cannot_be_fenced_no_text_is_a_command_and_each_is_still_itself(string variable)
    {
        using var people = new StringWriter();
        using var data = new StringWriter();
        var pair = variable.Split('=');
        var fence = CommandFence.For(new ProcessEnvironment(new Dictionary<string, string> { [pair[0]] = pair[1] }));
        const string command = "echo ##[error]x ##vso[x] ###";

        new Terminal(people, data, colours: false) { Fence = fence }.Data(
            $$"""
            {
              "command": "{{command}}"
            }
            """
        );

        data.ToString().ShouldNotContain("##");
        System.Text.Json.JsonDocument.Parse(data.ToString()).RootElement.GetProperty("command").GetString().ShouldBe(command);
    }

    private static string[] Shown(string variable, Action<Terminal> show)
    {
        using var output = new StringWriter();
        var pair = variable.Split('=');
        var fence = CommandFence.For(new ProcessEnvironment(new Dictionary<string, string> { [pair[0]] = pair[1] }));
        show(new Terminal(output, output, colours: false) { Fence = fence });
        return output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
