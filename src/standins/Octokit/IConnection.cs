using System.Net;

namespace Octokit;

/// <summary>JSON over HTTP. Addresses are relative to <see cref="BaseAddress"/>; properties are spelled in snake_case, null is not sent.</summary>
public interface IConnection
{
    Uri BaseAddress { get; }

    Credentials Credentials { get; set; }

    Task<IApiResponse<T>> Get<T>(Uri uri, IDictionary<string, string> parameters);

    Task<IApiResponse<T>> Get<T>(Uri uri, IDictionary<string, string> parameters, string accepts);

    Task<IApiResponse<T>> Get<T>(Uri uri, IDictionary<string, string> parameters, string accepts, CancellationToken cancellationToken);

    Task<IApiResponse<T>> Post<T>(
        Uri uri, object body, string accepts, string contentType, IDictionary<string, string> parameters = null, CancellationToken cancellationToken = default);

    Task<IApiResponse<T>> Patch<T>(Uri uri, object body);

    Task<HttpStatusCode> Delete(Uri uri);

    void SetRequestTimeout(TimeSpan timeout);
}
