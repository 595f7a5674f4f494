namespace Springform.Config;

/// <summary>The index that a release carries for those who fetch its archives while they build: NAME-fetch.json.</summary>
public sealed record FetchIndexConfig
{
    /// <summary>Globs of the archives' names that it lists. Default: every archive of a target, and prebuilt ones with a platform.</summary>
    public IReadOnlyList<string> Archives { get; init; } = [];

    /// <summary>Globs of the files in the archives that a fetch must find there, unchanged. Default: all files.</summary>
    public IReadOnlyList<string> Require { get; init; } = [];

    /// <summary>
    /// Addresses of folders that hold the same archives, asked in this order when the release does not answer; <c>{version}</c> and other templates of the
    /// project.
    /// </summary>
    public IReadOnlyList<string> Mirrors { get; init; } = [];

    /// <summary>
    /// An archive of all platforms beside those of one each: <c>lib/linux_amd64/</c> and so on, for who wants to have everything. The index does not list it.
    /// </summary>
    public AllPlatformsConfig? All { get; init; }
}
