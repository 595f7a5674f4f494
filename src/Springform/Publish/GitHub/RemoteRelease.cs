using System.Text.Json.Serialization;

namespace Springform.Publish.GitHub;

/// <summary>A release as GitHub describes it. Own, because Octokit's model counts asset sizes in 32 bits.</summary>
internal sealed record RemoteRelease
{
    [JsonRequired]
    public long Id { get; init; }

    [JsonRequired]
    public string TagName { get; init; } = "";

    public string? Name { get; init; }

    /// <summary>The notes, in Markdown.</summary>
    public string? Body { get; init; }

    /// <summary>Assets and tag can never be changed. null: the server does not know such releases.</summary>
    public bool? Immutable { get; init; }

    [JsonRequired]
    public bool Draft { get; init; }

    [JsonRequired]
    public bool Prerelease { get; init; }

    public string HtmlUrl { get; init; } = "";

    /// <summary><see cref="HtmlUrl"/> as it may be shown and handed on: one line, nothing in it but an address. Empty when it is none.</summary>
    public string Page => Uri.TryCreate(HtmlUrl, UriKind.Absolute, out var address) && address.Scheme is ("https" or "http") ? address.AbsoluteUri : "";

    /// <summary>A URI template, <c>https://.../assets{?name,label}</c>; its host may be another than the API's.</summary>
    public string UploadUrl { get; init; } = "";

    /// <summary>null for a draft.</summary>
    public DateTimeOffset? PublishedAt { get; init; }
}
