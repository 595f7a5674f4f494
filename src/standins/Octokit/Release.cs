namespace Octokit;

public class Release
{
    public string Url { get; private set; }

    public string HtmlUrl { get; private set; }

    public string AssetsUrl { get; private set; }

    /// <summary>A URI template, <c>https://.../assets{?name,label}</c>; its host may be another than the API's.</summary>
    public string UploadUrl { get; private set; }

    public long Id { get; private set; }

    public string TagName { get; private set; }

    public string TargetCommitish { get; private set; }

    public string Name { get; private set; }

    public string Body { get; private set; }

    public bool Draft { get; private set; }

    public bool Prerelease { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>null for a draft.</summary>
    public DateTimeOffset? PublishedAt { get; private set; }

    public IReadOnlyList<ReleaseAsset> Assets { get; private set; }
}
