using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Springform.FakeIndex;

/// <summary>
/// A package index on loopback as far as uploaders and pip use one: the upload form of PyPI's legacy interface with what it refuses, the simple index in both
/// formats (PEP 503, PEP 691), and the files. Forgets everything when it is disposed.
/// </summary>
public sealed class FakeIndexServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly string authorization;

    private FakeIndexServer(string user, string password, X509Certificate2? certificate)
    {
        authorization = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder
            .WebHost.UseKestrelHttpsConfiguration()
            .ConfigureKestrel(options =>
            {
                options.Listen(
                    IPAddress.Loopback,
                    0,
                    listen =>
                    {
                        if (certificate is not null)
                            listen.UseHttps(certificate);
                    }
                );
                options.Limits.MaxRequestBodySize = null;
            });
        app = builder.Build();
        app.Use(RecordAsync);
        Trust.Map(app);
        app.MapPost("/legacy/", UploadAsync);
        app.MapGet("/simple/{project}/", List);
        app.MapGet("/files/{name}", (string name) => Uploads.TryGetValue(name, out var upload) ? Results.Bytes(upload.Content) : Results.NotFound());
    }

    /// <summary>http://127.0.0.1:PORT/</summary>
    public string Address { get; private set; } = "";

    /// <summary>Who may upload without a password.</summary>
    public FakeTrust Trust { get; } = new();

    /// <summary>By file name.</summary>
    public ConcurrentDictionary<string, FakeUpload> Uploads { get; } = new(StringComparer.Ordinal);

    /// <summary>"POST /legacy/", in their order.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>Answers the nth upload (1, 2, ...) in its own way; null: as an index does. What it returns is the status; 0 breaks the connection.</summary>
    public Func<int, int?> OnUpload { get; set; } = _ => null;

    /// <summary>The upload is kept, and only then answered with what <see cref="OnUpload"/> says: the uploader does not know that it arrived.</summary>
    public bool KeepsBeforeFailing { get; set; }

    /// <summary>Its refusals show the header that it was sent.</summary>
    public bool RepeatsSecrets { get; set; }

    /// <summary>HTML alone, as older indexes.</summary>
    public bool HtmlOnly { get; set; }

    /// <summary>Breaks every connection.</summary>
    public bool IsDown { get; set; }

    /// <summary>Of the answers that <see cref="OnUpload"/> makes.</summary>
    public string? RetryAfter { get; set; }

    /// <summary>The last byte of every upload is kept as another one.</summary>
    public bool Damages { get; set; }

    /// <summary>So many further listings are empty, as those of an index whose pages are cached.</summary>
    public int StaleListings { get; set; }

    private int uploadCount;

    public static async Task<FakeIndexServer> StartAsync(string password, string user = "__token__", X509Certificate2? certificate = null)
    {
        var server = new FakeIndexServer(user, password, certificate);
        await server.app.StartAsync();
        server.Address = server.app.Urls.Single() + "/";
        return server;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    /// <summary>As it was when it started.</summary>
    public void Reset()
    {
        Uploads.Clear();
        Requests.Clear();
        (uploadCount, StaleListings, OnUpload, RetryAfter) = (0, 0, _ => null, null);
        KeepsBeforeFailing = RepeatsSecrets = HtmlOnly = IsDown = Damages = false;
    }

    private Task RecordAsync(HttpContext context, RequestDelegate next)
    {
        Requests.Enqueue($"{context.Request.Method} {context.Request.Path}");
        if (!IsDown)
            return next(context);
        context.Abort();
        return Task.CompletedTask;
    }

    private async Task UploadAsync(HttpContext context)
    {
        var sent = context.Request.Headers.Authorization.ToString();
        if (sent != authorization && !Trust.Takes(sent))
        {
            await AnswerAsync(
                context,
                403,
                $"Invalid or non-existent authentication information.{(RepeatsSecrets ? $" {context.Request.Headers.Authorization}" : "")}"
            );
            return;
        }

        var failure = OnUpload(Interlocked.Increment(ref uploadCount));
        if (failure is null || KeepsBeforeFailing)
        {
            var refusal = await KeepAsync(context.Request);
            if (refusal is not null)
            {
                await AnswerAsync(context, 400, refusal);
                return;
            }
        }

        if (failure is not null && RetryAfter is not null)
            context.Response.Headers.RetryAfter = RetryAfter;
        if (failure == 0)
            context.Abort();
        else
            await AnswerAsync(context, failure ?? 200, failure is null ? "" : "the index is out of order");
    }

    /// <returns>why it is refused; null when it was kept</returns>
    private async Task<string?> KeepAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var fields = form.ToDictionary(field => field.Key, field => field.Value.Select(value => value ?? "").ToArray(), StringComparer.Ordinal);
        if (form.Files.GetFile("content") is not { } file || One(":action") != "file_upload" || One("protocol_version") != "1")
            return "not an upload of protocol 1";
        using var content = new MemoryStream();
        await file.CopyToAsync(content);
        var upload = new FakeUpload(file.FileName, fields, content.ToArray());
        if (One("sha256_digest") != upload.Sha256)
            return "The digest supplied does not match a digest calculated from the uploaded file.";
        if (
            One("name").Length == 0
            || One("version").Length == 0
            || One("metadata_version").Length == 0
            || One("filetype") is not ("bdist_wheel" or "sdist")
            || One("pyversion").Length == 0
        )
            return "a field is missing";
        if (UploadChecks.Refusal(upload, Uploads.Values) is { } refusal)
            return refusal;
        if (Damages)
            upload = upload with { Content = [.. upload.Content[..^1], (byte)(upload.Content[^1] ^ 1)] };
        return Uploads.TryAdd(file.FileName, upload) ? null : "File already exists.";

        string One(string name) => fields.GetValueOrDefault(name)?.FirstOrDefault() ?? "";
    }

    private IResult List(string project, HttpRequest request)
    {
        var files = Uploads.Values.Where(upload => Normal(upload.Fields["name"][0]) == project).OrderBy(upload => upload.Name, StringComparer.Ordinal).ToList();
        if (StaleListings > 0)
            (StaleListings, files) = (StaleListings - 1, []);
        if (files.Count == 0)
            return Results.NotFound();
        if (HtmlOnly || !request.Headers.Accept.ToString().Contains("application/vnd.pypi.simple.v1+json", StringComparison.Ordinal))
        {
            var anchors = files.Select(file => $"<a href=\"../../files/{file.Name}#sha256={file.Sha256}\">{file.Name}</a><br/>\n");
            return Results.Content($"<!DOCTYPE html>\n<html><body>\n{string.Concat(anchors)}</body></html>\n", "text/html");
        }

        return Results.Json(
            new
            {
                meta = new { api_version = "1.0" },
                name = project,
                files = files.Select(file => new
                {
                    filename = file.Name,
                    url = $"../../files/{file.Name}",
                    hashes = new { sha256 = file.Sha256 },
                }),
            },
            contentType: "application/vnd.pypi.simple.v1+json"
        );
    }

    private static string Normal(string name) => System.Text.RegularExpressions.Regex.Replace(name, "[-_.]+", "-").ToLowerInvariant();

    private static async Task AnswerAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsync(text);
    }
}
