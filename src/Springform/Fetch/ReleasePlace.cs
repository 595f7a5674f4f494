using Springform.Config;
using Springform.Fetch.Transfer;
using Springform.Names;
using Springform.Plan;

namespace Springform.Fetch;

/// <summary>Where the files of one release lie.</summary>
/// <param name="Library">its name in springform.yaml</param>
/// <param name="Folder">with / at its end</param>
/// <param name="Tag">on GitHub; null: it is not there</param>
internal sealed record ReleasePlace(string Library, FetchConfig Config, string Version, Uri Folder, string? Tag)
{
    public string IndexName => Config.Index ?? Library + FetchIndexStep.Suffix;

    public static ReleasePlace Of(string library, FetchConfig config, string version)
    {
        if (config.Github is not { } repository)
            return new ReleasePlace(library, config, version, WithSlash(Versioned(config.Url!, Uri.EscapeDataString(version))), null);
        var tag = Versioned(config.Tag, version);
        return new ReleasePlace(library, config, version, new ReleaseAddress(Api(config), repository, tag).Folder, tag);
    }

    /// <summary>The address of the repository in the API, without / at its end.</summary>
    public static string RepositoryApi(FetchConfig config) => $"{Api(config)}repos/{config.Github}";

    public AssetAddress File(string name) => new(new Uri(Folder, Uri.EscapeDataString(name)), "the release");

    public static Uri WithSlash(string address) => new(address.TrimEnd('/') + "/");

    private static string Versioned(string text, string version) => text.Replace("{version}", version, StringComparison.Ordinal);

    private static Uri Api(FetchConfig config) => config.Api is { } api ? WithSlash(api) : ReleaseAddress.GitHubApi;
}
