using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Springform.FakeGitHub;
using Springform.FakeGitHub.State;

// Runs until standard input ends: whoever started it is gone then as well.
var given = args.Select(word => word.TrimStart('-').Split('=', 2)).ToDictionary(pair => pair[0], pair => pair.ElementAtOrDefault(1) ?? "true");
var options = new FakeOptions();
options = options with
{
    ApiPort = Number("api-port"),
    UploadsPort = Number("uploads-port"),
    WebPort = Number("web-port"),
    Owner = given.GetValueOrDefault("owner", options.Owner),
    Repository = given.GetValueOrDefault("repository", options.Repository),
    Token = given.GetValueOrDefault("token", options.Token),
    AdminToken = given.GetValueOrDefault("admin-token", options.AdminToken),
    ImmutableReleases = given.ContainsKey("immutable-releases"),
    Latency = TimeSpan.FromMilliseconds(Number("latency-ms")),
    BytesPerSecond = Number("bytes-per-second"),
    RedirectDownloads = !given.ContainsKey("no-redirects"),
    UploadsOnApiHost = given.ContainsKey("uploads-on-api-host"),
    PublicApi = given.TryGetValue("public-api", out var address) ? new Uri(address) : null,
    Digests = !given.ContainsKey("no-digests"),
    KeepsContent = !given.ContainsKey("discard"),
    Certificate = given.TryGetValue("certificate", out var pem) ? X509Certificate2.CreateFromPemFile(pem) : null,
    Folder = given.GetValueOrDefault("folder"),
};
await using var server = await FakeGitHubServer.StartAsync(options);
foreach (var tag in given.GetValueOrDefault("tags", "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(tag => tag.Split('@')))
    server.Repository.SetTag(new FakeTag(tag[0], tag[1]));
server.Log.Answered = request => Console.Error.WriteLine($"{request} -> {request.Status} ({request.BytesReceived} bytes)");
Console.WriteLine($"GITHUB_API_URL={server.Api}");
await Console.In.ReadToEndAsync();

int Number(string name) => int.Parse(given.GetValueOrDefault(name, "0"), CultureInfo.InvariantCulture);
