namespace Springform.FakeGitHub.State;

/// <summary>An asset as the server keeps it.</summary>
public sealed record FakeAsset
{
    public required int Id { get; init; }

    public required long ReleaseId { get; init; }

    public required string Name { get; init; }

    public string? Label { get; init; }

    public string ContentType { get; init; } = "application/octet-stream";

    /// <summary><c>starter</c> until all bytes have come, then <c>uploaded</c>.</summary>
    public string State { get; init; } = "starter";

    public long Size { get; init; }

    /// <summary>SHA-256 of what really came, lower-case hex; null before that.</summary>
    public string? Sha256 { get; init; }

    /// <summary>What the server says instead of <see cref="Sha256"/>: a fault.</summary>
    public string? ClaimedSha256 { get; init; }

    /// <summary>Where the bytes are; null when they are not kept.</summary>
    public string? Path { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}
