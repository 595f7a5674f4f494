using System.Text.Json.Serialization;

namespace Springform.Publish.Around;

/// <summary>A milestone as GitHub describes it.</summary>
internal sealed record Milestone
{
    [JsonRequired]
    public int Number { get; init; }

    [JsonRequired]
    public string Title { get; init; } = "";

    /// <summary>open or closed</summary>
    [JsonRequired]
    public string State { get; init; } = "";
}
