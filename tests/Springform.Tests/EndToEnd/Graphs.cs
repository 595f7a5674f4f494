namespace Springform.Tests.EndToEnd;

/// <summary>--target=Graph: what feeds what, and what is there already.</summary>
public sealed class Graphs
{
    /// <summary>Nobody listens on port 1.</summary>
    private const string NoEngine = "DOCKER_HOST=tcp://127.0.0.1:1";

    [Fact]
    public void The_graph_is_alone_on_stdout_and_asks_no_engine_and_touches_nothing()
    {
        using var project = new PlainProject();

        var run = project.Run("--target=Graph", "--engine=docker", NoEngine).Ends(0);

        run.Output.ShouldStartWith("flowchart LR\n    subgraph BaseImages\n");
        run.Output.ShouldEndWith("stroke:#0969da,color:#0a3069\n");
        run.Output.ShouldContain("[\"compile/small/1-sh<br/>to be made\"]:::due");
        run.Output.ShouldContain("<br/>needed#59; the engine was not asked\"]:::unasked");
        run.Error.ShouldMatch(@"\d+ nodes, \d+ edges");
        project.Git("status", "--porcelain").ShouldBeEmpty();
        File.Exists(project.PathOf(".springform/last-run.json")).ShouldBeFalse();
        Directory.Exists(project.PathOf("tools-cache")).ShouldBeFalse();
    }

    [Fact]
    public void For_Graphviz_it_is_one_digraph()
    {
        using var project = new PlainProject();

        var lines = project.Run("--target=Graph", "--graph-format=dot").Ends(0).Output.Split('\n');

        lines[0].ShouldBe("digraph steps {");
        lines[^2].ShouldBe("}");
        lines.Count(line => line.EndsWith('{')).ShouldBe(lines.Count(line => line.Trim() == "}"));
    }

    [Fact]
    public void What_a_build_has_made_is_cached_until_an_input_changes()
    {
        using var project = Shipping();
        project.Run("--target=Graph").Ends(0).Output.ShouldContain("[\"package/demo.tgz<br/>to be made\"]");
        project.Run("--target=Dist").Ends(0);

        project.Run("--target=Graph").Ends(0).Output.ShouldContain("[\"package/demo.tgz<br/>cached\"]:::cached");

        project.File("readme.txt", "changed\n");
        project.Run("--target=Graph").Ends(0).Output.ShouldContain("[\"package/demo.tgz<br/>to be made\"]:::due");
    }

    [Fact]
    public void Plan_says_what_is_cached_and_why_the_rest_is_not()
    {
        using var project = Shipping();
        project.Run("--target=Plan").Ends(0).SaysNot("(cached)");
        project.Run("--target=Dist").Ends(0);

        project.Run("--target=Plan").Ends(0).Output.ShouldMatch(@"\n  demo\.tgz  key .*\(cached\)\n");

        project.File("readme.txt", "changed\n");
        project.Run("--target=Plan", "--explain").Ends(0).Says("Package package/demo.tgz: file readme.txt changed").SaysNot("(cached)");
    }

    [Fact]
    public void Only_shows_a_part_of_the_targets()
    {
        using var project = new PlainProject();

        var graph = project.Run("--target=Graph", "--only=small").Ends(0).Output;

        graph.ShouldContain("compile/small/1-sh");
        graph.ShouldNotContain("compile/large/1-sh");
        graph.ShouldContain("[\"dist/<br/>a part\"]");
    }

    [Fact]
    public void Another_format_is_refused()
    {
        using var project = new PlainProject();

        project.Run("--target=Graph", "--graph-format=svg").Ends(2).Says("E103 --graph-format cannot be 'svg'", "use one of: mermaid, dot");
    }

    /// <summary>Plain files: no engine is called.</summary>
    private static GitProject Shipping()
    {
        var project = new GitProject();
        project.File(
            "springform.yaml",
            """
            name: demo
            version: 1.2.3
            targets: {a: linux/amd64}
            packages: [{archive: demo.tgz, files: [readme.txt]}]

            """
        );
        project.File("readme.txt", "hello\n");
        project.File(".gitignore", ".springform/\ndist/\n");
        project.Commit();
        return project;
    }
}
