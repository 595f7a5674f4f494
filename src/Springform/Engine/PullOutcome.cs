namespace Springform.Engine;

public enum PullOutcome
{
    Pulled,

    /// <summary>Name resolution or connection failed: the mirror may step in.</summary>
    NoRegistryAnswered,

    /// <summary>401, 403, 404, 429 and the like: a registry's own answer is final.</summary>
    Refused,
}
