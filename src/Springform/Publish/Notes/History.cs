using System.Globalization;
using Springform.Facts;

namespace Springform.Publish.Notes;

/// <summary>The commits of a release: those since the last tag.</summary>
internal sealed class History(GitReader git)
{
    private const int MostCommits = 2000;

    /// <summary>Newest first, without merges.</summary>
    /// <param name="since">null: from the first commit on</param>
    public IReadOnlyList<ConventionalCommit> Since(string? since) =>
        [.. git.Ask(["log", "--no-merges", "-z", string.Create(CultureInfo.InvariantCulture, $"--max-count={MostCommits}"), "--format=%H %B", since is null ? "HEAD" : $"refs/tags/{since}..HEAD"])
            .Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => ConventionalCommit.Parse(entry[..40], entry[41..]))];

    /// <summary>
    /// The release before: the highest version among the tags that HEAD descends from. Prereleases count for a prerelease only: the notes of 1.2.0 tell what is new since 1.1.0,
    /// not since 1.2.0-rc.1. Null when there is none.
    /// </summary>
    /// <param name="request">its own tag does not count</param>
    public string? TagBefore(ReleaseRequest request)
    {
        var own = request.Channel == Channel.Stable ? VersionTag.Parse(request.Tag) : null;
        return git.Ask("tag", "--merged", "HEAD").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(tag => tag != request.Tag)
            .Select(VersionTag.Parse)
            .OfType<VersionTag>()
            .Where(tag => own is null || (tag.Prefix == own.Prefix && tag.Version < own.Version))
            .Where(tag => request.Prerelease || !tag.Version.IsPrerelease)
            .MaxBy(tag => tag.Version)?.Tag;
    }
}
