using System.Security.Cryptography;
using System.Text;
using Springform.Report;

namespace Springform.Tests.Report;

public sealed class ReportPageTests
{
    private const string Hostile = "</li></pre><script>alert(1)</script>\"' onload=x & <b \u001b[31m\u0000\u202e\uffff\ud800 \U0001F600";

    [Fact]
    public void Whatever_a_value_is_it_is_text()
    {
        var page = new ReportDocument(ReportPage.Of(Facts(Hostile)));

        page.RequireAlone();
        page.Headings.Count().ShouldBe(8);
        page.Text.ShouldContain("<script>alert(1)</script>\"' onload=x & <b ");
    }

    [Fact]
    public void A_browser_takes_this_style_sheet_and_no_script_and_asks_nobody()
    {
        var page = new ReportDocument(ReportPage.Of(Facts("x")));

        var style = page.All("style").Single().Value;
        var policy = page.All("meta").Single(meta => meta.Attribute("http-equiv")?.Value == "Content-Security-Policy").Attribute("content")!.Value;
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain($"style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'");
    }

    [Fact]
    public void Every_colour_of_the_light_theme_has_one_in_the_dark_theme()
    {
        var themes = PageStyle.Text.Split("@media (prefers-color-scheme: dark)");

        themes.Length.ShouldBe(2);
        Colours(themes[0]).ShouldNotBeEmpty();
        Colours(themes[1].Split("* {")[0]).ShouldBe(Colours(themes[0]));
    }

    [Fact]
    public void A_bar_begins_and_ends_within_its_row_and_shows_what_was_waited_for()
    {
        var page = new ReportDocument(ReportPage.Of(Facts("x")));

        var bars = page.All("rect").Where(bar => bar.Attribute("class")?.Value is "waits" or "took").ToList();
        bars.Count.ShouldBe(3);
        bars.ShouldAllBe(bar => Percent(bar, "x") >= 0 && Percent(bar, "x") + Percent(bar, "width") <= 100.01);
        page.Text.ShouldContain("waited 2.0 s: x");
        page.Text.ShouldContain("after x");
    }

    [Fact]
    public void The_matrix_has_a_cell_for_each_target_and_system()
    {
        var facts = Facts("a") with
        {
            RunsOn =
            [
                new PlaceFacts("a", "bookworm-amd64", "Debian 12", "2.36", 1, 2, 0),
                new PlaceFacts("b", "bookworm-arm64", "Debian 12", "2.36", 0, 1, 0),
                new PlaceFacts("b", "noble-arm64", "Ubuntu 24.04", "2.39", 0, 1, 0),
            ],
            NotStarted = [new NotStartedFacts("c", "too far")],
        };

        var page = new ReportDocument(ReportPage.Of(facts));

        page.All("g").Select(cell => cell.Attribute("class")!.Value).ShouldBe(["ran", "none", "ran", "ran", "not", "not"]);
        page.Text.ShouldContain("1 program, 2 libraries");
        page.Text.ShouldContain("c was not started: too far");
    }

    private static double Percent(System.Xml.Linq.XElement bar, string attribute) =>
        double.Parse(bar.Attribute(attribute)!.Value.TrimEnd('%'), System.Globalization.CultureInfo.InvariantCulture);

    private static List<string> Colours(string theme) =>
        [.. theme.Split(' ', '\n').Where(word => word.StartsWith("--", StringComparison.Ordinal) && word.EndsWith(':')).Order(StringComparer.Ordinal)];

    /// <summary>Every fact there can be, with one text in all of them.</summary>
    private static ReportFacts Facts(string text) =>
        new()
        {
            Project = text,
            Version = text,
            Commit = text,
            Run = new RunFacts(
                "failed",
                [text],
                new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero),
                10,
                [
                    new SpanFacts("task", text, text, "done", 0, 0, 10, null, []),
                    new SpanFacts("leg", text, null, "failed", 1, 3, 9.5, text, [text]),
                    new SpanFacts("step", text, null, "stopped", 1, null, 10, null, []),
                ],
                new Dictionary<string, string>
                {
                    [text] = "built",
                    [text + "2"] = "registry",
                    [text + "3"] = "cache",
                },
                [new FailureFacts(text, text, text, text, [text, text])]
            ),
            Artifacts = [new ArtifactFacts(text, "archive", text, 1000, text, text, 2000), new ArtifactFacts(text, "checksum", null, 10, text, null, null)],
            ComparedWith = text,
            Gone = [text],
            RunsOn = [new PlaceFacts(text, text, text, text, 1, 1, 1)],
            NotStarted = [new NotStartedFacts(text, text)],
            Floors = [new FloorFacts(text, text, text, text, text, [text])],
            AbiChanges = [new AbiChange(text, text, text, true), new AbiChange(text, null, text, false)],
            Tools = [new ToolFacts(text, text, text)],
            Libraries = [new LibraryFacts(text, text, text, text, text)],
            SourceArchives = [text],
            Unknown = [text],
        };
}
