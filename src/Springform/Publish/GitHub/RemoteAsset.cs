using System.Text.Json.Serialization;

namespace Springform.Publish.GitHub;

/// <summary>A file of a release as GitHub describes it. Own, because Octokit's model has no digest and 32 bits for the size.</summary>
internal sealed record RemoteAsset
{
    public const string Uploaded = "uploaded";

    [JsonRequired]
    public long Id { get; init; }

    [JsonRequired]
    public string Name { get; init; } = "";

    /// <summary><see cref="Uploaded"/>; <c>starter</c> or <c>new</c> after a broken upload.</summary>
    [JsonRequired]
    public string State { get; init; } = "";

    [JsonRequired]
    public long Size { get; init; }

    /// <summary><c>sha256:...</c>; null on servers that do not tell.</summary>
    public string? Digest { get; init; }
}
