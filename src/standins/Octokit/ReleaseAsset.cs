namespace Octokit;

/// <summary>A file of a release. No digest: the genuine class has none either.</summary>
public class ReleaseAsset
{
    public string Url { get; private set; }

    public int Id { get; private set; }

    public string Name { get; private set; }

    public string Label { get; private set; }

    /// <summary>uploaded, or starter after a broken upload.</summary>
    public string State { get; private set; }

    public string ContentType { get; private set; }

    /// <summary>In bytes. An int, as in the genuine class: a file of 2 GiB or more does not fit.</summary>
    public int Size { get; private set; }

    public int DownloadCount { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public string BrowserDownloadUrl { get; private set; }
}
