namespace Springform.Engine;

/// <param name="Digest">sha256:... of the manifest or index when pulled</param>
/// <param name="Message">the engine's own last words otherwise</param>
internal sealed record PullResult(PullOutcome Outcome, string? Digest, string? Message);

internal enum PullOutcome
{
    Pulled,

    /// <summary>Name resolution or connection failed: the mirror may step in.</summary>
    NoRegistryAnswered,

    /// <summary>401, 403, 404, 429 and the like: a registry's own answer is final.</summary>
    Refused,
}
