namespace Springform.Http;

/// <summary>An outcome that may be another one the next time.</summary>
/// <param name="Wait">as long as the server asks; null: it does not say</param>
internal sealed record Again(TimeSpan? Wait = null);
