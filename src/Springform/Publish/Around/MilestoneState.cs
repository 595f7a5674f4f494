namespace Springform.Publish.Around;

/// <summary>A change of a milestone; Octokit sends it in GitHub's spelling.</summary>
internal sealed record MilestoneState
{
    /// <summary>open or closed</summary>
    public required string State { get; init; }
}
