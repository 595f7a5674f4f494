using System.Net;
using Springform.Errors;
using Springform.Names;

namespace Springform.Publish.GitHub;

/// <summary>
/// Whether GitHub has the tag that is released, at the same commit: for a tag that it does not have, GitHub would make one when the release is published.
/// </summary>
internal sealed class RemoteTag(GitHubApi api)
{
    private const string TagType = "tag";

    /// <summary>Of tags of tags.</summary>
    private const int MaxDepth = 8;

    /// <exception cref="SpringformException">E601 it is not there, or points elsewhere</exception>
    public async Task RequireAsync(ReleaseSource source, CancellationToken cancellation)
    {
        if (source.Channel != Channel.Stable)
        {
            return; // GitHub makes it of the commit, when the release is published
        }

        var commit = await CommitAsync(source.Tag, cancellation);
        if (commit != source.Commit)
        {
            throw new SpringformException(
                new Problem(
                    ErrorCode.NotReleasable,
                    commit is null
                        ? $"the tag {source.Tag} is not on GitHub"
                        : $"the tag {source.Tag} is {source.Commit[..7]} here and {Quoted.Of(commit)} on GitHub",
                    $"{api.Repository}",
                    commit is null ? $"git push origin {source.Tag}" : "a tag that others have fetched should not be moved: release another version"
                )
            );
        }
    }

    private async Task<string?> CommitAsync(string tag, CancellationToken cancellation)
    {
        try
        {
            var found = (await api.GetAsync<GitReference>(cancellation, ["git", "ref", "tags", .. tag.Split('/')])).Object;
            for (var depth = 0; found.Type == TagType && depth < MaxDepth; depth++)
            {
                found = (await api.GetAsync<GitReference>(cancellation, "git", "tags", found.Sha)).Object;
            }

            return found.Sha;
        }
        catch (GitHubRefusalException refusal) when (refusal.Status == HttpStatusCode.NotFound)
        {
            await api.GetAsync<object>(cancellation); // a repository that the token does not see is told as such
            return null;
        }
    }
}
