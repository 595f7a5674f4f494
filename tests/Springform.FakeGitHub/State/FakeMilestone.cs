namespace Springform.FakeGitHub.State;

/// <param name="State">open or closed</param>
public sealed record FakeMilestone(int Number, string Title, string State, DateTimeOffset CreatedAt)
{
    public DateTimeOffset? ClosedAt { get; init; }
}
