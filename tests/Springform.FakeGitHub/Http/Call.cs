using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Springform.FakeGitHub.Faults;
using Springform.FakeGitHub.State;

namespace Springform.FakeGitHub.Http;

/// <summary>One request on its way through an endpoint.</summary>
/// <param name="MayWrite">the token has push access; who has not does not see drafts</param>
/// <param name="IsAdmin">the token may read the repository's settings</param>
public sealed record Call(HttpContext Http, LoggedRequest Request, FakeGitHubServer Server, Fault? Fault, bool MayWrite, bool IsAdmin)
{
    public FakeRepository Repository => Server.Repository;

    /// <summary>For the watch.</summary>
    public string By => Request.ToString();

    public CancellationToken Cancellation => Http.RequestAborted;

    /// <summary>A part of the path. ASP.NET leaves <c>%2F</c> as it is; GitHub takes it for the slash of a tag.</summary>
    public string Route(string name) => ((string)Http.Request.RouteValues[name]!).Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>A number of the path; what is none is not found.</summary>
    public int Number(string name) => int.TryParse(Route(name), CultureInfo.InvariantCulture, out var number) ? number : throw GitHubException.NotFound;

    public string? Query(string name) => Http.Request.Query[name];

    public async Task<T> JsonAsync<T>()
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(Http.Request.Body, cancellationToken: Cancellation) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new GitHubException(400, "Problems parsing JSON");
        }
    }

    /// <summary>One page of a list, with the Link header that leads to the others (RFC 8288).</summary>
    public Answer Page<T>(IReadOnlyList<T> all, Func<T, object> shape)
    {
        var size = int.TryParse(Query("per_page"), out var wanted) ? Math.Clamp(wanted, 1, 100) : 30;
        var page = int.TryParse(Query("page"), out var number) ? Math.Max(number, 1) : 1;
        var last = Math.Max((all.Count + size - 1) / size, 1);
        var links = new List<string>();
        if (page < last)
            links.AddRange([Link(page + 1, "next"), Link(last, "last")]);
        if (page > 1)
            links.AddRange([Link(1, "first"), Link(page - 1, "prev")]);
        var answer = new Answer(200, all.Skip((page - 1) * size).Take(size).Select(shape).ToList());
        return links.Count == 0 ? answer : answer with { Headers = new Dictionary<string, string> { ["Link"] = string.Join(", ", links) } };

        string Link(int to, string relation)
        {
            var others = string.Concat(
                Http.Request.Query.Where(pair => pair.Key is not ("page" or "per_page")).Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value!)}&")
            );
            return $"<{Server.Api}{Request.Path.Split('?')[0]}?{others}per_page={size}&page={to}>; rel=\"{relation}\"";
        }
    }
}
