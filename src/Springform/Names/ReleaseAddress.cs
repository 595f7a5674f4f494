namespace Springform.Names;

/// <summary>Where people find a release of GitHub or of an Enterprise server: known before there is one, as the addresses follow a rule.</summary>
/// <param name="Api">with a slash at its end</param>
/// <param name="Repository">OWNER/NAME</param>
internal sealed record ReleaseAddress(Uri Api, string Repository, string Tag)
{
    public static readonly Uri GitHubApi = new("https://api.github.com/");

    private static readonly Uri GitHubServer = new("https://github.com/");

    public Uri Page => new(Server, $"{Repository}/releases/tag/{Uri.EscapeDataString(Tag)}");

    /// <summary>With a slash at its end; its files lie in it.</summary>
    public Uri Folder => new(Server, $"{Repository}/releases/download/{Uri.EscapeDataString(Tag)}/");

    public Uri File(string name) => new(Folder, Uri.EscapeDataString(name));

    /// <summary>Releases of an Enterprise server lie on the host of its API.</summary>
    private Uri Server => Api == GitHubApi ? GitHubServer : new Uri(Api, "/");
}
