using Springform.Plan;

namespace Springform.Planning.Graphs;

/// <summary>The steps of a plan, what feeds what, and what is there already. Nodes are in the plan's order; the last one is dist/.</summary>
/// <param name="Edges">positions of nodes: from what is used to who uses it</param>
internal sealed record StepGraph(string Title, IReadOnlyList<GraphNode> Nodes, IReadOnlyList<(int From, int To)> Edges)
{
    private const string DistKey = "dist";

    /// <param name="stateOf">of each step</param>
    public static StepGraph Of(BuildPlan plan, Func<IStep, StepState> stateOf)
    {
        var nodes = new List<GraphNode>();
        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        var edges = new SortedSet<(int From, int To)>();
        foreach (var planned in plan.Bases)
            Add(BaseKey(planned.Id), new GraphNode("BaseImages", $"base {planned.Id}", planned.Pin is null ? "not resolved yet" : "pinned", null));
        foreach (var step in plan.Steps)
            Add(KeyOf(step), new GraphNode(step.Task, step.Id, null, stateOf(step)));
        foreach (var step in plan.Steps)
        {
            foreach (var key in StepInputs.Of(plan, step).Where(positions.ContainsKey))
                edges.Add((positions[key], positions[KeyOf(step)]));
        }

        Add(DistKey, new GraphNode("Dist", "dist/", plan.IsPartial ? "a part" : null, null));
        foreach (var step in plan.Steps.Where(IsShipped))
        {
            var position = positions[KeyOf(step)];
            if (!edges.Any(edge => edge.From == position))
                edges.Add((position, positions[DistKey]));
        }

        return new StepGraph($"{plan.Project.Name} {plan.Project.FullVersion}", nodes, [.. edges]);

        void Add(string key, GraphNode node)
        {
            positions[key] = nodes.Count;
            nodes.Add(node);
        }
    }

    /// <summary>Ids of steps are unique in their task.</summary>
    public static string KeyOf(IStep step) => $"{step.Task} {step.Id}";

    public static string BaseKey(string id) => $"base {id}";

    // What ends in dist/ or lets it come about: a builder that nothing needs does not.
    private static bool IsShipped(IStep step) => step is ArtifactStep or AbiStep or LoadStep or WheelTestStep or PrebuiltStep or FetchIndexStep or FormulaStep;
}
