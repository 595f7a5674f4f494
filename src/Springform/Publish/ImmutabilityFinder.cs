using System.Net;
using Springform.Publish.GitHub;

namespace Springform.Publish;

/// <summary>
/// Finds out whether releases of the repository are immutable: the repository's setting, which only an administrator's token may read, else what
/// springform.yaml says, else what the newest release is, else they are taken to be.
/// </summary>
/// <param name="configured">release.github.immutable</param>
internal sealed class ImmutabilityFinder(GitHubApi api, bool? configured)
{
    public async Task<Immutability> FindAsync(CancellationToken cancellation)
    {
        if (await SettingAsync(cancellation) is { } setting)
        {
            return new Immutability(setting, "the repository's setting");
        }

        if (configured is { } said)
        {
            return new Immutability(said, "release.github.immutable");
        }

        var newest = (await api.ListAsync<RemoteRelease>(cancellation, "releases")).Where(release => !release.Draft).MaxBy(release => release.PublishedAt);
        return newest is null
            ? new Immutability(true, "no release tells", IsAssumed: true)
            : new Immutability(newest.Immutable == true, $"the newest release, {newest.TagName}");
    }

    /// <summary>Whether the tag has a public release that became immutable, whatever holds for new ones.</summary>
    public async Task<bool> IsFixedAsync(string tag, CancellationToken cancellation) =>
        (await api.ListAsync<RemoteRelease>(cancellation, "releases")).Any(release => release is { Draft: false, Immutable: true } && release.TagName == tag);

    /// <returns>null: the token may not read it</returns>
    private async Task<bool?> SettingAsync(CancellationToken cancellation)
    {
        try
        {
            return (await api.GetAsync<ImmutabilitySetting>(cancellation, "immutable-releases")).Enabled;
        }
        catch (GitHubRefusalException refusal) when (refusal is { Status: HttpStatusCode.Forbidden, IsRateLimit: false })
        {
            return null;
        }
        catch (GitHubRefusalException refusal) when (refusal.Status == HttpStatusCode.NotFound)
        {
            // "Not enabled", but for those who may not know of it, and on servers that do not have it, too.
            return (await api.GetAsync<RepositoryAccess>(cancellation)).Permissions?.Admin == true ? false : null;
        }
    }
}
