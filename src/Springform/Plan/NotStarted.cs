namespace Springform.Plan;

/// <summary>A target whose archives are not started before a release.</summary>
/// <param name="Reason">as the configuration gives it; null: it gives none, which LoadTest refuses where there is something to start</param>
public sealed record NotStarted(string TargetId, string? Reason);
