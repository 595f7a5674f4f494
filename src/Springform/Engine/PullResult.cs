namespace Springform.Engine;

/// <param name="Digest">sha256:... of the manifest or index when pulled</param>
/// <param name="Message">the engine's own last words otherwise</param>
public sealed record PullResult(PullOutcome Outcome, string? Digest, string? Message);
