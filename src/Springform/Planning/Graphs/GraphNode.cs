namespace Springform.Planning.Graphs;

/// <param name="Task">who carries it out: nodes of one task stand together</param>
/// <param name="Note">a few words below the name; null: those of the state</param>
/// <param name="State">null: it has none, as a base and dist/ itself</param>
internal sealed record GraphNode(string Task, string Name, string? Note, StepState? State)
{
    /// <summary>Colours alone would not tell everybody.</summary>
    public string? Words =>
        State switch
        {
            StepState.Cached => "cached",
            StepState.Due => "to be made",
            StepState.NotNeeded => "not needed",
            StepState.Unasked => "needed; the engine was not asked",
            _ => Note,
        };
}
