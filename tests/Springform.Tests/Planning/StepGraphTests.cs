using System.Text.RegularExpressions;
using Springform.Planning.Graphs;

namespace Springform.Tests.Planning;

public sealed partial class StepGraphTests
{
    private static readonly StepGraph Perfspects = StepGraph.Of(Perfspect.Project.Plan(), step => step.Task == "ToolsImage" ? StepState.Cached : StepState.Due);

    public static TheoryData<string> Hostile() =>
        [
            "<script>alert(1)</script>",
            "a\"]; click n0 href \"https://example.org\"",
            "`**bold**` _x_ ~~y~~ [link](https://example.org)",
            "fa:fa-ban #quot; &amp; %%comment",
            "back\\slash \\N \\\"",
            "\u001b[31mred\u202e\n\u2028end",
            "}",
            "end",
            "",
        ];

    [Fact]
    public void The_steps_of_a_project_for_GitHubs_Markdown() => Golden.Matches(MermaidText.Of(Perfspects));

    [Fact]
    public void The_steps_of_a_project_for_Graphviz() => Golden.Matches(DotText.Of(Perfspects));

    [Fact]
    public void Every_step_is_a_node_and_what_it_uses_comes_before_it()
    {
        var plan = Perfspect.Project.Plan();

        Perfspects.Nodes.Count.ShouldBe(plan.Bases.Count + plan.Steps.Count() + 1);
        Perfspects.Edges.ShouldAllBe(edge => edge.From < edge.To && edge.To < Perfspects.Nodes.Count);
        Perfspects.Nodes[^1].Name.ShouldBe("dist/");
        Edges().ShouldContain("base bookworm-amd64 > fio-x86_64");
        Edges().ShouldContain("fio-x86_64 > tools-amd64");
        Edges().ShouldContain(edge => edge.EndsWith(" > dist/", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void In_Mermaid_a_name_is_a_label_and_nothing_else(string name)
    {
        var lines = MermaidText.Of(Graph(name)).Split('\n');

        lines.Count(line => line.StartsWith("        n", StringComparison.Ordinal)).ShouldBe(1);
        lines[2].ShouldMatch("""^        n0\["(?:[A-Za-z0-9 ./=+,()_-]|[^\u0000-\u007f]|#[0-9]+;)*<br/>to be made"\]:::due$""");
        EmphasisAtEdges().IsMatch(lines[2]).ShouldBeFalse(lines[2]);
    }

    [Theory]
    [InlineData("x86_64-_a_", "x86_64-#95;a#95;")]
    [InlineData("\"#<;", "#34;#35;#60;#59;")]
    [InlineData("fa:fa-ban", "fa#58;#8203;fa-ban")]
    public void In_Mermaid_what_could_be_more_than_itself_is_an_entity_code(string name, string escaped) => MermaidText.Escaped(name).ShouldBe(escaped);

    [Theory]
    [MemberData(nameof(Hostile))]
    public void In_dot_a_name_is_one_string(string name)
    {
        var lines = DotText.Of(Graph(name)).Split('\n');

        lines.Length.ShouldBe(8);
        lines[5].ShouldMatch("""^        n0 \[label="(?:[^"\\<>#&]|\\\\|\\"|&(?:amp|lt|gt|#35);)*\\nto be made", fillcolor="#fff8c5", color="#9a6700"\];$""");
    }

    private static StepGraph Graph(string name) => new(name, [new GraphNode("Package", name, null, StepState.Due)], []);

    private static List<string> Edges() => [.. Perfspects.Edges.Select(edge => $"{Perfspects.Nodes[edge.From].Name} > {Perfspects.Nodes[edge.To].Name}")];

    [GeneratedRegex("(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")]
    private static partial Regex EmphasisAtEdges();
}
