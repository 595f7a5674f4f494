using System.Net;
using System.Security.Cryptography;
using Springform.Config;
using Springform.Errors;
using Springform.Fetch.Transfer;
using Springform.Package.Fetching;

namespace Springform.Fetch;

/// <summary>Finds a release and reads its index, so that it can be pinned.</summary>
internal sealed class ReleaseReader(FetchHttp http, Action<string> log)
{
    /// <param name="version">null: the newest complete one</param>
    /// <param name="folder">where the files are instead of the release's own folder; null: there</param>
    /// <exception cref="SpringformException">E321 it cannot be had, E508 the index is none, E104 nobody knows the newest</exception>
    public async Task<PinnedLibrary> ReadAsync(string library, FetchConfig config, string? version, Uri? folder, string? token, CancellationToken cancellation)
    {
        try
        {
            var (place, json) = version is null
                ? await NewestAsync(library, config, token, cancellation)
                : await GivenAsync(ReleasePlace.Of(library, config, version), folder, token, cancellation);
            var index = FetchIndexFile.Read(json, place.IndexName);
            if (version is not null && index.Version != version)
                throw FetchIndexFile.Broken(place.IndexName, $"is of the version {Quoted.Of(index.Version)}, and {version} was asked for");
            return new PinnedLibrary
            {
                Version = place.Version,
                Url = place.Folder.AbsoluteUri,
                IndexSha256 = Convert.ToHexStringLower(SHA256.HashData(json)),
                Mirrors = index.Mirrors,
                Assets = index.Assets,
            };
        }
        catch (Exception failure) when (Download.IsOfNetwork(failure) && !cancellation.IsCancellationRequested)
        {
            throw new SpringformException(
                new Problem(
                    ErrorCode.FetchUnavailable,
                    $"the release of {library}{(version is null ? "" : $" {version}")} cannot be had: {Download.Words(failure)}",
                    $"springform.yaml, fetch.{library}",
                    "check the version and the network"
                ),
                failure
            );
        }
    }

    private async Task<(ReleasePlace, byte[])> GivenAsync(ReleasePlace place, Uri? folder, string? token, CancellationToken cancellation)
    {
        var address = folder is null ? place.File(place.IndexName) : new AssetAddress(new Uri(folder, place.IndexName), "the given address");
        try
        {
            return (place, await http.DocumentAsync(address, "application/octet-stream", cancellation));
        }
        catch (FetchRefusalException refusal) when (refusal.Status is HttpStatusCode.NotFound && folder is null && token is not null)
        {
            // Of a private repository GitHub says that nothing is there.
            if (await new GitHubReleases(http, place.Config, token, log).FileAsync(place, place.IndexName, cancellation) is not { } own)
                throw;
            return (place, await http.DocumentAsync(own, "application/octet-stream", cancellation));
        }
    }

    private async Task<(ReleasePlace, byte[])> NewestAsync(string library, FetchConfig config, string? token, CancellationToken cancellation)
    {
        if (config.Github is null)
        {
            throw new SpringformException(
                new Problem(
                    ErrorCode.MissingKey,
                    $"only releases on GitHub say which is the newest, and {library} is at {config.Url}",
                    $"springform.yaml, fetch.{library}",
                    "add version: with the version to fetch"
                )
            );
        }

        return await new GitHubReleases(http, config, token, log).NewestAsync(library, cancellation)
            ?? throw new SpringformException(
                new Problem(
                    ErrorCode.FetchUnavailable,
                    $"{config.Github} has no complete release with an index",
                    $"springform.yaml, fetch.{library}",
                    "name another version with version:, or publish one with fetch_index: in its springform.yaml"
                )
            );
    }
}
