using System.Text.Json.Serialization;

namespace Springform.Publish;

/// <summary>Answer of GET /repos/OWNER/NAME/immutable-releases.</summary>
internal sealed record ImmutabilitySetting
{
    [JsonRequired]
    public bool Enabled { get; init; }
}
