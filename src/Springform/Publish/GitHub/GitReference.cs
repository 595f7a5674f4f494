using System.Text.Json.Serialization;

namespace Springform.Publish.GitHub;

/// <summary>A tag or branch as GitHub describes it; an annotated tag has the same shape.</summary>
internal sealed record GitReference
{
    /// <summary>refs/tags/v1.2.3</summary>
    public string Ref { get; init; } = "";

    /// <summary>What it points to.</summary>
    [JsonRequired]
    public GitObject Object { get; init; } = new();
}

/// <summary>What a reference points to.</summary>
internal sealed record GitObject
{
    /// <summary>commit, or tag for an annotated one</summary>
    [JsonRequired]
    public string Type { get; init; } = "";

    [JsonRequired]
    public string Sha { get; init; } = "";
}
