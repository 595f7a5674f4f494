using Springform.Reporting;

namespace Springform.Tests.Reporting;

/// <summary>The live table fits every terminal.</summary>
public sealed class LegTableTextTests
{
    private static readonly IReadOnlyList<LegRow> Rows =
    [
        new("compile-debian11-amd64", LegState.Done, TimeSpan.FromSeconds(12.3), ""),
        new("compile-debian11-arm64", LegState.Failed, TimeSpan.FromSeconds(245), "the command ended with exit code 2 after 245.0 s: make"),
        new(
            "compile-debian12-amd64",
            LegState.Running,
            TimeSpan.FromSeconds(3.1),
            "gcc\t-O2 \u001b[31m-Wall -c -o build/object.o src/object.c -I include -I generated -DVERSION=1.0.0"
        ),
        new("compile-debian12-arm64", LegState.Waiting, null, "2 at a time, one per processor"),
    ];

    [Theory]
    [InlineData(80)]
    [InlineData(40)]
    public void At_a_width(int width) => Golden.Matches(string.Join('\n', new LegTableText("building").Render(Rows, width, 24)) + "\n", $"At_{width}_columns");

    [Theory]
    [InlineData(10)]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(200)]
    public void No_line_reaches_the_last_column_or_commands_the_terminal(int width)
    {
        foreach (var line in new LegTableText("building").Render(Rows, width, 24))
        {
            line.Length.ShouldBeLessThan(width);
            line.ShouldAllBe(character => character >= ' ' && character < '\u007f');
        }
    }

    [Fact]
    public void More_legs_than_rows_leave_what_runs_and_fails_and_count_the_rest()
    {
        var many = Enumerable.Range(0, 30).Select(index => new LegRow($"done-{index}", LegState.Done, TimeSpan.Zero, "")).Concat(Rows).ToList();

        var lines = new LegTableText("building").Render(many, 80, 7);

        lines.Count.ShouldBe(5);
        lines[0].ShouldContain("compile-debian12-amd64");
        lines[1].ShouldContain("compile-debian11-arm64");
        lines[^1].ShouldBe("  and 30 done");
    }
}
