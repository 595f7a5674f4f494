using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Springform.FakeGitHub.Endpoints;
using Springform.FakeGitHub.Faults;
using Springform.FakeGitHub.Http;
using Springform.FakeGitHub.State;

namespace Springform.FakeGitHub;

/// <summary>
/// A GitHub with one repository, on loopback: three hosts as the real one has, 127.0.0.1 for the API, 127.0.0.2 for uploads, 127.0.0.3 for pages and
/// downloads. The API answers with and without <c>/api/v3</c>, uploads with and without <c>/api/uploads</c>.
/// </summary>
public sealed class FakeGitHubServer : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly string? ownFolder;

    private FakeGitHubServer(FakeOptions options)
    {
        Options = options;
        Repository = new FakeRepository(options, TimeProvider.System);
        ownFolder = options.Folder is null ? Directory.CreateTempSubdirectory("fake-github-").FullName : null;
        Folder = options.Folder ?? ownFolder!;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(Listen);
        application = builder.Build();
    }

    public FakeOptions Options { get; }

    public FakeRepository Repository { get; }

    public FaultPlan Faults { get; } = new();

    public ServerLog Log { get; } = new();

    /// <summary>The API's base, as <c>GITHUB_API_URL</c> has it: no slash at the end.</summary>
    public string Api { get; private set; } = "";

    /// <summary>Where the API really is; <see cref="Api"/> may name a proxy before it.</summary>
    public int ApiPort { get; private set; }

    /// <summary>What <c>upload_url</c> begins with.</summary>
    public string Uploads { get; private set; } = "";

    /// <summary>Pages and downloads.</summary>
    public string Web { get; private set; } = "";

    internal string Folder { get; }

    public static async Task<FakeGitHubServer> StartAsync(FakeOptions? options = null)
    {
        var server = new FakeGitHubServer(options ?? new FakeOptions());
        server.Map();
        await server.application.StartAsync();
        server.Name([.. server.application.Urls.Select(url => new Uri(url))]);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await application.DisposeAsync();
        if (ownFolder is not null)
            Directory.Delete(ownFolder, recursive: true);
    }

    private void Listen(KestrelServerOptions kestrel)
    {
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        foreach (var (host, port) in new[] { (FakeHost.Api, Options.ApiPort), (FakeHost.Uploads, Options.UploadsPort), (FakeHost.Web, Options.WebPort) })
        {
            kestrel.Listen(
                new IPAddress([127, 0, 0, (byte)(host + 1)]),
                port,
                listen =>
                {
                    if (Options.Certificate is { } certificate)
                        listen.UseHttps(certificate);
                }
            );
        }
    }

    private void Map()
    {
        application.UseRouting();
        var shapes = new Shapes(this);
        var exchange = new Exchange(this);
        IEnumerable<Route> routes =
        [
            .. new ReleaseEndpoints(shapes).Routes,
            .. new AssetEndpoints(shapes).Routes,
            .. new UploadEndpoint(shapes).Routes,
            .. new RepositoryEndpoints(shapes).Routes,
            .. GraphQlEndpoint.Routes,
        ];
        foreach (var route in routes)
        {
            string[] methods = route.Method == "GET" ? ["GET", "HEAD"] : [route.Method];
            foreach (var prefix in Prefixes(route.Host))
                application.MapMethods(prefix + route.Pattern, methods, (RequestDelegate)(http => RunAsync(http, exchange, route)));
        }

        application.MapFallback((RequestDelegate)(http => RunAsync(http, exchange, route: null)));
    }

    private static string[] Prefixes(FakeHost host) =>
        host switch
        {
            FakeHost.Api => ["", "/api/v3"],
            FakeHost.Uploads => ["", "/api/uploads"],
            _ => [""],
        };

    private Task RunAsync(HttpContext http, Exchange exchange, Route? route)
    {
        var path = http.Request.Path.Value!;
        // By address: two addresses may be given one port.
        var host = (FakeHost)(http.Connection.LocalIpAddress!.GetAddressBytes()[^1] - 1);
        if (host == FakeHost.Api && Options.UploadsOnApiHost && path.StartsWith("/api/uploads/", StringComparison.Ordinal))
            host = FakeHost.Uploads;
        var prefix = Prefixes(host)[^1];
        return exchange.RunAsync(
            http,
            host,
            path.StartsWith(prefix, StringComparison.Ordinal) ? path[prefix.Length..] : path,
            route?.Host == host ? route : null
        );
    }

    /// <param name="addresses">in the order of listening</param>
    private void Name(Uri[] addresses)
    {
        ApiPort = addresses[0].Port;
        Api = Address(Options.PublicApi ?? addresses[0]) + "/api/v3";
        Uploads = Address(Options.UploadsOnApiHost ? Options.PublicApi ?? addresses[0] : Options.PublicUploads ?? addresses[1]) + "/api/uploads";
        Web = Address(addresses[2]);
    }

    private static string Address(Uri uri) => uri.GetLeftPart(UriPartial.Authority);
}
