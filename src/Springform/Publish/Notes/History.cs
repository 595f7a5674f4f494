using Springform.Facts;
using Springform.Names;

namespace Springform.Publish.Notes;

/// <summary>The commits of a release: those since the last tag.</summary>
internal sealed class History(GitReader git)
{
    private const int MostCommits = 2000;

    /// <summary>Newest first, without merges.</summary>
    /// <param name="since">null: from the first commit on</param>
    public IReadOnlyList<ConventionalCommit> Since(string? since) =>
        [.. git.Messages(since, MostCommits).Select(message => ConventionalCommit.Parse(message.Commit, message.Message))];

    /// <summary>
    /// The release before: the highest version among the tags that HEAD descends from. Prereleases count for a prerelease only: the notes of 1.2.0 tell what is
    /// new since 1.1.0, not since 1.2.0-rc.1. Null when there is none.
    /// </summary>
    /// <param name="request">its own tag does not count</param>
    public string? TagBefore(ReleaseRequest request)
    {
        var own = request.Channel == Channel.Stable ? request.VersionTags.Parse(request.Tag) : null;
        return VersionTag
            .Highest(
                git.TagsBelowHead()
                    .Where(tag => tag != request.Tag)
                    .Select(request.VersionTags.Parse)
                    .OfType<VersionTag>()
                    .Where(tag => own is null || VersionOrder.Instance.Compare(tag.Version, own.Version) < 0)
                    .Where(tag => request.Prerelease || !tag.Version.IsPrerelease)
            )
            ?.Tag;
    }
}
