using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Springform.ContainerTests.Support;

/// <summary>Stands before a registry on loopback: lets requests through, or answers one itself as the test says.</summary>
internal sealed class RegistryGate : IAsyncDisposable
{
    private static readonly string[] Passed = ["Location", "Docker-Content-Digest", "WWW-Authenticate", "Content-Type", "Content-Length", "Docker-Upload-UUID"];

    private readonly WebApplication application;
    private readonly string server;
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private RegistryGate(string server)
    {
        this.server = server;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        application = builder.Build();
        application.Run(AnswerAsync);
    }

    public string Address => new Uri(application.Urls.Single()).Authority;

    /// <summary>Answers a request itself: true.</summary>
    public Func<HttpContext, bool> Instead { get; set; } = _ => false;

    public static async Task<RegistryGate> StartAsync(string server)
    {
        var gate = new RegistryGate(server);
        await gate.application.StartAsync();
        return gate;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await application.DisposeAsync();
    }

    private Task AnswerAsync(HttpContext context) => Instead(context) ? Task.CompletedTask : PassAsync(context);

    private async Task PassAsync(HttpContext context)
    {
        var asked = context.Request;
        using var request = new HttpRequestMessage(new HttpMethod(asked.Method), $"http://{server}{asked.Path}{asked.QueryString}");
        // The registry names itself in its answers as it was called.
        request.Headers.Host = Address;
        foreach (var header in asked.Headers.Where(header => header.Key is "Accept" or "Authorization"))
            request.Headers.TryAddWithoutValidation(header.Key, header.Value.ToArray());
        if (asked.Method is "PUT" or "POST" or "PATCH")
        {
            request.Content = new StreamContent(asked.Body);
            request.Content.Headers.ContentLength = asked.ContentLength;
            request.Content.Headers.TryAddWithoutValidation("Content-Type", asked.ContentType);
        }

        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var header in answer.Headers.Concat(answer.Content.Headers).Where(header => Passed.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
            context.Response.Headers[header.Key] = header.Value.ToArray();
        if (asked.Method != "HEAD")
            await answer.Content.CopyToAsync(context.Response.Body);
    }
}
