using Octokit.Internal;

namespace Octokit;

public class GitHubClient : IGitHubClient
{
    public static readonly Uri GitHubApiUrl = new("https://api.github.com/");

    public GitHubClient(ProductHeaderValue productInformation)
        : this(new Connection(productInformation, GitHubApiUrl))
    {
    }

    /// <param name="baseAddress">github.com and api.github.com mean GitHub itself; any other host is an Enterprise one, whose API is below <c>/api/v3/</c></param>
    public GitHubClient(ProductHeaderValue productInformation, Uri baseAddress)
        : this(new Connection(productInformation, ApiAddress(baseAddress)))
    {
    }

    public GitHubClient(ProductHeaderValue productInformation, ICredentialStore credentialStore, Uri baseAddress)
        : this(new Connection(productInformation, ApiAddress(baseAddress), credentialStore))
    {
    }

    public GitHubClient(IConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        Connection = connection;
        Repository = new RepositoriesClient(connection);
    }

    public Credentials Credentials
    {
        get => Connection.Credentials;
        set => Connection.Credentials = value;
    }

    public Uri BaseAddress => Connection.BaseAddress;

    public IConnection Connection { get; }

    public IRepositoriesClient Repository { get; }

    public void SetRequestTimeout(TimeSpan timeout) => Connection.SetRequestTimeout(timeout);

    private static Uri ApiAddress(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.Host is "github.com" or "api.github.com" ? GitHubApiUrl : new Uri(address, "/api/v3/");
    }
}
