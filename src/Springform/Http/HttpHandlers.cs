namespace Springform.Http;

/// <summary>
/// How every connection of ours begins: no redirect is followed and no cookie is kept behind our back. Proxies are those of the environment (HTTPS_PROXY,
/// HTTP_PROXY, NO_PROXY).
/// </summary>
internal static class HttpHandlers
{
    public static SocketsHttpHandler Make(TimeSpan connectLimit) =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = connectLimit,
        };
}
