using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Springform.FakeGitHub;

namespace Springform.Tests.Publish;

/// <summary>Speaks to a GitHub as curl would: what the tests do beside the publisher.</summary>
internal sealed class GitHubCaller(FakeGitHubServer server, string? token) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public static GitHubCaller Of(FakeGitHubServer server) => new(server, server.Options.Token);

    public string Root => $"{server.Api}/repos/{server.Options.Owner}/{server.Options.Repository}";

    /// <param name="address">below the repository, or a whole one</param>
    public async Task<(HttpStatusCode Status, JsonElement Json)> AskAsync(string method, string address, string? json = null)
    {
        using var response = await SendAsync(method, address, json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"));
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    public async Task<long> DraftAsync(string tag)
    {
        var (status, release) = await AskAsync("POST", "/releases", $$"""{ "tag_name": "{{tag}}", "draft": true }""");
        status.ShouldBe(HttpStatusCode.Created);
        return release.GetProperty("id").GetInt64();
    }

    public async Task<(HttpStatusCode Status, JsonElement Asset)> UploadAsync(long release, string name, string content)
    {
        var body = new ByteArrayContent(Encoding.UTF8.GetBytes(content));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        var address = $"{server.Uploads}/repos/{server.Options.Owner}/{server.Options.Repository}/releases/{release}/assets?name={Uri.EscapeDataString(name)}";
        using var response = await SendAsync("POST", address, body);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    public async Task<HttpResponseMessage> SendAsync(string method, string address, HttpContent? content = null, string? accept = null)
    {
        var uri = address.StartsWith("http", StringComparison.Ordinal) ? address : Root + address;
        using var request = new HttpRequestMessage(new HttpMethod(method), uri) { Content = content };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (accept is not null)
            request.Headers.Accept.ParseAdd(accept);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public void Dispose() => http.Dispose();
}
