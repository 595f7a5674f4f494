using System.Text.Json.Serialization;

namespace Springform.Publish.Notes;

/// <summary>What GitHub's generator answers.</summary>
internal sealed record GeneratedNotes
{
    [JsonRequired]
    public string Body { get; init; } = "";
}
