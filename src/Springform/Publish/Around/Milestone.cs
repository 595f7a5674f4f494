namespace Springform.Publish.Around;

/// <summary>A milestone as GitHub describes it.</summary>
public sealed record Milestone
{
    public int Number { get; init; }

    public string Title { get; init; } = "";

    /// <summary>open or closed</summary>
    public string State { get; init; } = "";
}
