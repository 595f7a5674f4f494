using System.Net;

namespace Springform.Fetch.Transfer;

/// <summary>A server's answer that is not the file.</summary>
/// <param name="what">for people: "example.com answered 404 Not Found"</param>
/// <param name="status">null: the answer itself is of no use, such as a redirect in a circle</param>
internal sealed class FetchRefusalException(string what, HttpStatusCode? status, TimeSpan? retryAfter, bool isTransient) : Exception(what)
{
    public HttpStatusCode? Status => status;

    /// <summary>As long as the server asks to wait.</summary>
    public TimeSpan? RetryAfter => retryAfter;

    /// <summary>Another attempt may succeed.</summary>
    public bool IsTransient => isTransient;
}
