namespace Springform.FakeGitHub.State;

/// <summary>A release as the server keeps it; its assets are in <see cref="Repository"/>.</summary>
public sealed record FakeRelease
{
    public required long Id { get; init; }

    public required string TagName { get; init; }

    public required string TargetCommitish { get; init; }

    public string? Name { get; init; }

    public string? Body { get; init; }

    public bool Draft { get; init; }

    public bool Prerelease { get; init; }

    /// <summary>Published while the repository's setting was on: for ever, also when it is switched off.</summary>
    public bool Immutable { get; init; }

    /// <summary>Null while it is a draft.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>What pages of a draft are addressed by.</summary>
    public string PageName => Draft ? $"untagged-{Id:x20}" : TagName;

    /// <summary>Whether <c>latest</c> may be this one.</summary>
    public bool IsFull => !Draft && !Prerelease;
}
