using Springform.Reporting;

namespace Springform.Tests.Reporting;

public sealed class HeadingTests : IDisposable
{
    private readonly StringWriter people = new();
    private readonly Terminal terminal;

    public HeadingTests() => terminal = new Terminal(people, people, colours: false);

    public void Dispose() => people.Dispose();

    private string[] Shown => people.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public void It_stands_once_before_the_first_line_and_the_closing_after_the_last()
    {
        terminal.Begin("--> Compile");
        terminal.Line("one");
        terminal.Line("two");
        terminal.End("::endgroup::");

        Shown.ShouldBe(["--> Compile", "one", "two", "::endgroup::"]);
    }

    [Fact]
    public void It_stands_before_data_too()
    {
        terminal.Begin("--> Plan");
        terminal.Data("the plan");
        terminal.End(null);

        Shown.ShouldBe(["--> Plan", "the plan"]);
    }

    [Fact]
    public void A_note_stands_beside_it_where_nothing_else_was_said_and_else_below_the_lines()
    {
        terminal.Begin("--> Compile");
        terminal.Note("0 run", besideHeading: true);
        terminal.End(null);
        terminal.Begin("--> Package");
        terminal.Line("one");
        terminal.Note("1 packed", besideHeading: true);
        terminal.Begin("::group::Dist");
        terminal.Note("3 files", besideHeading: false);

        Shown.ShouldBe(["--> Compile: 0 run", "--> Package", "one", "    1 packed", "::group::Dist", "    3 files"]);
    }

    [Fact]
    public void What_says_nothing_has_neither()
    {
        terminal.Begin("--> StageSdk");
        terminal.End("::endgroup::");
        terminal.Line("after");

        Shown.ShouldBe(["after"]);
    }
}
