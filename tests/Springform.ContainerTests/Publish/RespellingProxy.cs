using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Springform.ContainerTests.Publish;

/// <summary>
/// Stands before fixtures-server, which compares a request with a recording letter by letter. What the recording's client says differently is respelled: the
/// Accept and Authorization headers and the type of a JSON body; and its label for an upload and its lists without page numbers.
/// </summary>
internal sealed class RespellingProxy : IAsyncDisposable
{
    private const string RecordedToken = "token 0000000000000000000000000000000000000001";
    private const string RecordedAccept = "application/vnd.github.v3+json";

    private readonly WebApplication application;
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private RespellingProxy()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        application = builder.Build();
        application.Run(PassAsync);
    }

    public Uri Address => new(application.Urls.Single());

    /// <summary>Where requests go; it is told this proxy's address, so it starts later.</summary>
    public Uri? Server { get; set; }

    public static async Task<RespellingProxy> StartAsync()
    {
        var proxy = new RespellingProxy();
        await proxy.application.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await application.DisposeAsync();
    }

    private async Task PassAsync(HttpContext context)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(Server!, context.Request.Path + Query(context.Request)));
        request.Headers.TryAddWithoutValidation("Accept", RecordedAccept);
        request.Headers.TryAddWithoutValidation("Authorization", RecordedToken);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(body.ToArray());
            request.Content.Headers.TryAddWithoutValidation(
                "Content-Type",
                context.Request.Method == "PATCH" ? "application/json; charset=utf-8" : context.Request.ContentType
            );
        }

        using var answer = await http.SendAsync(request);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        if (context.Response.StatusCode != StatusCodes.Status204NoContent)
            await answer.Content.CopyToAsync(context.Response.Body);
    }

    private static string Query(HttpRequest request) =>
        request.Query.ContainsKey("page") ? ""
        : request.Method == "POST" ? $"{request.QueryString}&label=test"
        : $"{request.QueryString}";
}
