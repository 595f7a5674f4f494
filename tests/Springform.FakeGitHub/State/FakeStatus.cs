namespace Springform.FakeGitHub.State;

/// <param name="State">error, failure, pending or success</param>
public sealed record FakeStatus(long Id, string Sha, string State, string? TargetUrl, string? Description, string Context, DateTimeOffset CreatedAt);
