using System.Net;
using Octokit.Internal;

namespace Octokit;

public class Connection : IConnection
{
    private readonly Requester requester;

    public Connection(ProductHeaderValue productInformation, Uri baseAddress)
        : this(productInformation, baseAddress, null)
    {
    }

    /// <param name="baseAddress">taken as it is; GitHubClient appends <c>/api/v3/</c> for other hosts than github.com</param>
    public Connection(ProductHeaderValue productInformation, Uri baseAddress, ICredentialStore credentialStore)
    {
        ArgumentNullException.ThrowIfNull(productInformation);
        ArgumentNullException.ThrowIfNull(baseAddress);
        if (!baseAddress.IsAbsoluteUri)
            throw new ArgumentException($"The base address '{baseAddress}' must be an absolute URI", nameof(baseAddress));
        requester = new Requester(baseAddress, productInformation.ToString(), credentialStore);
    }

    public Uri BaseAddress => requester.BaseAddress;

    public Credentials Credentials
    {
        get => requester.Credentials;
        set => requester.Credentials = value;
    }

    public Task<IApiResponse<T>> Get<T>(Uri uri, IDictionary<string, string> parameters) => Get<T>(uri, parameters, null);

    public Task<IApiResponse<T>> Get<T>(Uri uri, IDictionary<string, string> parameters, string accepts) =>
        Get<T>(uri, parameters, accepts, CancellationToken.None);

    public Task<IApiResponse<T>> Get<T>(Uri uri, IDictionary<string, string> parameters, string accepts, CancellationToken cancellationToken) =>
        requester.Send<T>(HttpMethod.Get, uri, parameters, null, accepts, null, cancellationToken);

    public Task<IApiResponse<T>> Post<T>(
        Uri uri, object body, string accepts, string contentType, IDictionary<string, string> parameters, CancellationToken cancellationToken = default) =>
        requester.Send<T>(HttpMethod.Post, uri, parameters, body, accepts, contentType, cancellationToken);

    public Task<IApiResponse<T>> Patch<T>(Uri uri, object body) =>
        requester.Send<T>(HttpMethod.Patch, uri, null, body, null, null, CancellationToken.None);

    public async Task<HttpStatusCode> Delete(Uri uri)
    {
        var response = await requester.Send<object>(HttpMethod.Delete, uri, null, null, null, null, CancellationToken.None).ConfigureAwait(false);
        return response.HttpResponse.StatusCode;
    }

    public void SetRequestTimeout(TimeSpan timeout) => requester.Timeout = timeout;
}
