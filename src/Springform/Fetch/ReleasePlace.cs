using Springform.Config;
using Springform.Fetch.Transfer;
using Springform.Plan;

namespace Springform.Fetch;

/// <summary>Where the files of one release lie.</summary>
/// <param name="Library">its name in springform.yaml</param>
/// <param name="Folder">with / at its end</param>
/// <param name="Tag">on GitHub; null: it is not there</param>
internal sealed record ReleasePlace(string Library, FetchConfig Config, string Version, Uri Folder, string? Tag)
{
    private const string PublicApi = "https://api.github.com";
    private const string PublicServer = "https://github.com/";

    public string IndexName => Config.Index ?? Library + FetchIndexStep.Suffix;

    public static ReleasePlace Of(string library, FetchConfig config, string version)
    {
        if (config.Github is not { } repository)
            return new ReleasePlace(library, config, version, WithSlash(Versioned(config.Url!, Uri.EscapeDataString(version))), null);
        var tag = Versioned(config.Tag, version);
        return new ReleasePlace(library, config, version, new Uri(Server(config), $"{repository}/releases/download/{Uri.EscapeDataString(tag)}/"), tag);
    }

    /// <summary>The address of the repository in the API, without / at its end.</summary>
    public static string RepositoryApi(FetchConfig config) => $"{(config.Api ?? PublicApi).TrimEnd('/')}/repos/{config.Github}";

    public AssetAddress File(string name) => new(new Uri(Folder, Uri.EscapeDataString(name)), "the release");

    public static Uri WithSlash(string address) => new(address.TrimEnd('/') + "/");

    private static string Versioned(string text, string version) => text.Replace("{version}", version, StringComparison.Ordinal);

    /// <summary>Releases of an Enterprise server lie on the host of its API.</summary>
    private static Uri Server(FetchConfig config) => config.Api is { } api ? new Uri(new Uri(api), "/") : new Uri(PublicServer);
}
