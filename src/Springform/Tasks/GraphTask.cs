using Cake.Frosting;
using Springform.Names;
using Springform.Pipeline;
using Springform.Planning.Graphs;

namespace Springform.Tasks;

/// <summary>Prints the plan's steps, what feeds what and what is cached. Takes the plan, dist/ and the names of stored results; asks no engine. E1xx.</summary>
[TaskName("Graph")]
[TaskDescription("Prints the steps, what feeds what and what is cached, as Mermaid or for Graphviz (--graph-format)")]
public sealed class GraphTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        var states = new StepStates(context.Plan, context.Dist, context.Results, context.ToolsCache);
        var graph = StepGraph.Of(context.Plan, states.Of);
        context.Terminal.Data(context.Options.GraphFormat == "dot" ? DotText.Of(graph) : MermaidText.Of(graph));
        if (context.Options.GraphFormat != "dot" && graph.Edges.Count > MermaidText.MostEdges)
            context.Terminal.Line($"warning: the graph has {graph.Edges.Count} edges, and GitHub draws at most {MermaidText.MostEdges}: choose with --only");
        context.Summary.Note("Graph", $"{Counted.Of(graph.Nodes.Count, "node")}, {Counted.Of(graph.Edges.Count, "edge")}");
    }
}
