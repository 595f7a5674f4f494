namespace Springform.Package.Fetching;

/// <summary>
/// NAME-fetch.json: what a release offers to those who fetch its archives while they build. The same inputs give the same bytes.
/// </summary>
internal sealed record FetchIndex
{
    /// <summary>Raised when an older client would misread the file.</summary>
    public const int CurrentSchema = 1;

    public required int Schema { get; init; }

    /// <summary>The project's.</summary>
    public required string Name { get; init; }

    public required string Version { get; init; }

    /// <summary>Addresses of folders that hold the same archives.</summary>
    public IReadOnlyList<string> Mirrors { get; init; } = [];

    /// <summary>Sorted by name.</summary>
    public required IReadOnlyList<FetchAsset> Assets { get; init; }
}
