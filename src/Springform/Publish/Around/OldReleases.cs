using System.Net;
using Springform.Config;
using Springform.Machine;
using Springform.Names;
using Springform.Publish.GitHub;

namespace Springform.Publish.Around;

/// <summary>
/// Keeps a channel's newest prereleases and deletes the others with their tags. Touches nothing that the channel did not make: its tags have a form of their
/// own.
/// </summary>
internal sealed class OldReleases(GitHubApi api, PublishJournal journal, IOutput output)
{
    /// <summary>How many releases of the channel stay; null: all.</summary>
    public static int? Keep(ChannelsConfig channels, Channel channel) =>
        channel switch
        {
            Channel.Nightly => channels.Nightly.Keep,
            Channel.Development => channels.Development.Keep,
            _ => null,
        };

    /// <summary>Those that go when a new release of the channel is public.</summary>
    /// <param name="others">all releases but that one</param>
    /// <param name="keep">how many stay, the new one among them</param>
    public static IReadOnlyList<RemoteRelease> Of(Channel channel, IEnumerable<RemoteRelease> others, int keep) =>
        [
            .. others
                .Where(release => release is { Draft: false, Prerelease: true } && ChannelTags.IsOf(channel, release.TagName))
                .OrderByDescending(release => release.PublishedAt)
                .ThenByDescending(release => release.Id)
                .Skip(keep - 1),
        ];

    /// <summary>Its tag goes after it: that of an immutable release cannot be deleted before.</summary>
    internal static string Fate(RemoteRelease release) => release.Immutable == true ? ", and its name is burned: it was immutable" : "";

    /// <param name="published">the release that was just published; it stays</param>
    /// <param name="keep">how many stay, <paramref name="published"/> among them</param>
    public async Task DeleteAsync(ReleaseRequest request, RemoteRelease published, int keep, CancellationToken cancellation)
    {
        var all = await api.ListAsync<RemoteRelease>(cancellation, "releases");
        var old = Of(request.Channel, all.Where(release => release.Id != published.Id), keep);
        foreach (var release in old)
        {
            output.Line($"    {release.TagName} is deleted: {keep} of the channel stay{Fate(release)}");
            await api.DeleteAsync(cancellation, "releases", release.Id);
            journal.Record($"deleted release {release.Id} {release.TagName}");
            if (release.Immutable == true)
            {
                journal.Of(release.TagName).Burn();
            }
        }

        var kept = all.Except(old).Select(release => release.TagName).ToHashSet(StringComparer.Ordinal);
        await DeleteTagsAsync(request.Channel, kept, cancellation);
    }

    /// <summary>Also those whose release an earlier run deleted before it was stopped.</summary>
    private async Task DeleteTagsAsync(Channel channel, HashSet<string> kept, CancellationToken cancellation)
    {
        const string prefix = "refs/tags/";
        var references = await api.ListAsync<GitReference>(cancellation, "git", "matching-refs", "tags", ChannelTags.Prefix(channel));
        foreach (var tag in references.Select(reference => reference.Ref[prefix.Length..]).Where(tag => ChannelTags.IsOf(channel, tag) && !kept.Contains(tag)))
        {
            try
            {
                await api.DeleteAsync(cancellation, "git", "refs", "tags", tag);
                journal.Record($"deleted tag {tag}");
            }
            catch (GitHubRefusalException refusal) when (refusal.Status == HttpStatusCode.UnprocessableEntity)
            {
                continue; // GitHub's answer for a reference that is gone
            }
        }
    }
}
