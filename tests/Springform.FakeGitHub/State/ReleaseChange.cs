using System.Text.Json.Serialization;

namespace Springform.FakeGitHub.State;

/// <summary>Body of creating and of editing a release; what is null is not said.</summary>
public sealed record ReleaseChange
{
    [JsonPropertyName("tag_name")]
    public string? TagName { get; init; }

    [JsonPropertyName("target_commitish")]
    public string? TargetCommitish { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("body")]
    public string? Body { get; init; }

    [JsonPropertyName("draft")]
    public bool? Draft { get; init; }

    [JsonPropertyName("prerelease")]
    public bool? Prerelease { get; init; }

    /// <summary>true, false or legacy; a text also for the first two.</summary>
    [JsonPropertyName("make_latest")]
    public string? MakeLatest { get; init; }

    [JsonPropertyName("generate_release_notes")]
    public bool? GenerateReleaseNotes { get; init; }
}
