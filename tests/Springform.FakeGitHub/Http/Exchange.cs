using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Springform.FakeGitHub.Endpoints;
using Springform.FakeGitHub.Faults;
using Springform.FakeGitHub.State;

namespace Springform.FakeGitHub.Http;

/// <summary>One request from arrival to answer: logged, perhaps broken, authorised, handled, answered.</summary>
internal sealed class Exchange(FakeGitHubServer server)
{
    private const int RateLimit = 5000;

    /// <param name="path">without the prefix of an Enterprise server</param>
    /// <param name="route">null when no address of ours is asked for</param>
    public async Task RunAsync(HttpContext http, FakeHost host, string path, Route? route)
    {
        var request = Log(http, host, path);
        var fault = server.Faults.Take(request);
        http.Request.Body = new RequestBody(http.Request.Body, request, server.Options.BytesPerSecond, fault);
        try
        {
            await Task.Delay(server.Options.Latency, http.RequestAborted);
            if (fault?.StopsAfterBytes is not null && !request.IsUpload)
                await fault.StopAsync(http.RequestAborted);
            var answer = await AnswerAsync(http, request, route, fault);
            request.Status = answer.Status;
            await SendAsync(http, answer);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            request.Status = 0;
            http.Abort();
        }
        finally
        {
            server.Log.End(request);
        }
    }

    private LoggedRequest Log(HttpContext http, FakeHost host, string path)
    {
        var headers = http.Request.Headers;
        return server.Log.Begin(number => new LoggedRequest(
            number,
            host,
            http.Request.Method,
            path + http.Request.QueryString,
            headers.Authorization,
            headers.Accept,
            headers.ContentType,
            headers.ContentLength
        ));
    }

    private async Task<Answer> AnswerAsync(HttpContext http, LoggedRequest request, Route? route, Fault? fault)
    {
        Answer answer;
        try
        {
            var (mayWrite, isAdmin) = Authorize(request);
            answer =
                await (fault?.BeforeAsync(http.RequestAborted) ?? Task.FromResult<Answer?>(null))
                ?? await (route ?? throw GitHubException.NotFound).Handle(new Call(http, request, server, fault, mayWrite, isAdmin));
        }
        catch (GitHubException refusal)
        {
            answer = Answer.Refusal(refusal.Status, refusal.Message, refusal.Errors);
        }

        return fault is null ? answer : await fault.AfterAsync(answer, http.RequestAborted);
    }

    private (bool MayWrite, bool IsAdmin) Authorize(LoggedRequest request)
    {
        if (request.Host == FakeHost.Web)
            return request.Authorization is null ? default : throw new GitHubException(400, "Only one auth mechanism allowed");
        if (request.Path != GraphQlEndpoint.Pattern && !OwnRepository(request.Path))
            throw GitHubException.NotFound;
        if (request.Authorization is null)
        {
            return server.Options.Private ? throw GitHubException.NotFound
                : request.IsWrite ? throw new GitHubException(401, "Requires authentication")
                : default;
        }

        var token =
            AuthenticationHeaderValue.TryParse(request.Authorization, out var header) && header.Scheme.ToUpperInvariant() is "TOKEN" or "BEARER"
                ? header!.Parameter
                : null;
        if (token == server.Options.Token || token == server.Options.AdminToken)
            return (true, token == server.Options.AdminToken);
        if (token != server.Options.ReadOnlyToken)
            throw new GitHubException(401, "Bad credentials");
        return request.IsWrite ? throw new GitHubException(403, "Resource not accessible by integration") : default;
    }

    private bool OwnRepository(string path)
    {
        var own = $"/repos/{server.Options.Owner}/{server.Options.Repository}";
        return path.StartsWith(own, StringComparison.OrdinalIgnoreCase) && (path.Length == own.Length || path[own.Length] is '/' or '?');
    }

    private async Task SendAsync(HttpContext http, Answer answer)
    {
        var response = http.Response;
        response.StatusCode = answer.Status;
        response.Headers["X-GitHub-Request-Id"] = $"{server.Log.Count:X4}:0:0:0:0";
        response.Headers["X-RateLimit-Limit"] = $"{RateLimit}";
        response.Headers["X-RateLimit-Remaining"] = $"{Math.Max(RateLimit - server.Log.Count, 1)}";
        response.Headers["X-RateLimit-Used"] = $"{server.Log.Count}";
        response.Headers["X-RateLimit-Reset"] = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        response.Headers["X-RateLimit-Resource"] = "core";
        foreach (var (name, value) in answer.Headers)
            response.Headers[name] = value;
        if (answer.File is { } path)
        {
            response.ContentType = "application/octet-stream";
            response.ContentLength = new FileInfo(path).Length;
            await response.SendFileAsync(path, http.RequestAborted);
        }
        else if (answer.Body is not null)
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(answer.Body);
            response.ContentType = "application/json; charset=utf-8";
            response.ContentLength = json.Length;
            await response.Body.WriteAsync(json, http.RequestAborted);
        }
    }
}
