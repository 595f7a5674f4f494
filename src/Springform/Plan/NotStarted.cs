using System.Text.Json.Serialization;

namespace Springform.Plan;

/// <summary>A target whose archives are not started before a release.</summary>
/// <param name="Reason">as the configuration gives it; null: it gives none, which LoadTest refuses where there is something to start</param>
internal sealed record NotStarted(string TargetId, string? Reason)
{
    /// <summary>Of the check that a target without a reason has nothing to start.</summary>
    [JsonIgnore] // of a plan that is printed
    public string Id => $"load/{TargetId}/nothing";
}
