using System.Net;

namespace Springform.Http;

/// <summary>
/// The one rule for redirects: they never lead out of encryption, and not in circles. Who follows one decides for each address what is sent there.
/// </summary>
internal static class Redirects
{
    public const int Most = 5;

    /// <summary>Plain http leads on to this machine alone, where nobody can listen in; and only from plain http.</summary>
    public static bool IsSafe(Uri from, Uri to) =>
        to.Scheme == Uri.UriSchemeHttps || (from.Scheme == Uri.UriSchemeHttp && to.Scheme == Uri.UriSchemeHttp && to.IsLoopback);

    /// <returns>null: the answer is no redirect</returns>
    public static Uri? Of(Uri from, HttpResponseMessage answer) =>
        (int)answer.StatusCode is 301 or 302 or 303 or 307 or 308 && answer.Headers.Location is { } location ? new Uri(from, location) : null;

    /// <param name="first">the answer of the first address</param>
    /// <param name="ask">sends the next request; is given the address, and the status that led there</param>
    /// <returns>the last answer, which is open; and where it would lead, when that is not safe or was too much: null is the usual</returns>
    public static async Task<(HttpResponseMessage Answer, Uri? Further)> FollowAsync(
        Uri address,
        HttpResponseMessage first,
        Func<Uri, HttpStatusCode, Task<HttpResponseMessage>> ask
    )
    {
        var answer = first;
        for (var hops = 0; ; hops++)
        {
            var next = Of(address, answer);
            if (next is null || hops == Most || !IsSafe(address, next))
                return (answer, next);
            var status = answer.StatusCode;
            answer.Dispose();
            address = next;
            answer = await ask(address, status);
        }
    }
}
