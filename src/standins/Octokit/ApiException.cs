using System.Net;
using Octokit.Internal;

namespace Octokit;

/// <summary>An answer of 400 or more that has no class of its own, 429 and 5xx among them.</summary>
public class ApiException : Exception
{
    public ApiException(IResponse response)
        : this(response, null)
    {
    }

    public ApiException(IResponse response, Exception innerException)
        : base(null, innerException)
    {
        ArgumentNullException.ThrowIfNull(response);
        HttpResponse = response;
        StatusCode = response.StatusCode;
        ApiError = Json.ErrorOf(response.Body as string);
    }

    public IResponse HttpResponse { get; }

    public override string Message => ApiErrorMessageSafe ?? "An error occurred with this API request";

    public HttpStatusCode StatusCode { get; }

    public ApiError ApiError { get; }

    /// <summary>null when GitHub gave none.</summary>
    protected string ApiErrorMessageSafe => string.IsNullOrWhiteSpace(ApiError?.Message) ? null : ApiError.Message;
}
