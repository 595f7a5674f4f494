namespace Springform.Publish;

/// <summary>A file of a release as GitHub describes it. Own, because Octokit's model has no digest and 32 bits for the size.</summary>
public sealed record RemoteAsset
{
    public const string Uploaded = "uploaded";

    public long Id { get; init; }

    public string Name { get; init; } = "";

    /// <summary><see cref="Uploaded"/>; <c>starter</c> or <c>new</c> after a broken upload.</summary>
    public string State { get; init; } = "";

    public long Size { get; init; }

    /// <summary><c>sha256:...</c>; null on servers that do not tell.</summary>
    public string? Digest { get; init; }
}
