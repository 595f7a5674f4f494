using System.Globalization;
using System.Net;
using System.Runtime.Serialization;
using System.Text.Json;
using Octokit;

namespace Springform.Publish;

/// <summary>
/// JSON calls to one repository, through Octokit. Answers are read into records of ours. Every call has a time limit; those that may be repeated are.
/// </summary>
public sealed class GitHubApi
{
    private const int PageSize = 100;
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(60);

    private readonly Connection connection;
    private readonly GitHubToken token;
    private readonly GitHubRetry retry;
    private readonly TimeProvider clock;

    public GitHubApi(GitHubRepository repository, GitHubToken token, GitHubRetry retry, TimeProvider clock)
    {
        Repository = repository;
        this.token = token;
        this.retry = retry;
        this.clock = clock;
        connection = new Connection(new ProductHeaderValue("springform"), repository.Api) { Credentials = new Credentials(token.Value) };
        connection.SetRequestTimeout(AnswerLimit);
    }

    public GitHubRepository Repository { get; }

    /// <param name="path">below the repository, each part escaped here</param>
    public Task<T> GetAsync<T>(CancellationToken cancellation, params object[] path) =>
        SendAsync("GET", path, async (address, stop) => (await connection.Get<T>(address, null, null, stop)).Body, cancellation);

    /// <summary>All pages.</summary>
    public Task<IReadOnlyList<T>> ListAsync<T>(CancellationToken cancellation, params object[] path) => ListAsync<T>(new Dictionary<string, string>(), cancellation, path);

    /// <param name="filter">parameters of the query</param>
    public async Task<IReadOnlyList<T>> ListAsync<T>(IReadOnlyDictionary<string, string> filter, CancellationToken cancellation, params object[] path)
    {
        var all = new List<T>();
        for (var page = 1; ; page++)
        {
            var parameters = new Dictionary<string, string>(filter)
            {
                ["per_page"] = PageSize.ToString(CultureInfo.InvariantCulture),
                ["page"] = page.ToString(CultureInfo.InvariantCulture),
            };
            var answer = await SendAsync("GET", path, (address, stop) => connection.Get<List<T>>(address, parameters, null, stop), cancellation);
            all.AddRange(answer.Body ?? []);
            // The pages are counted here, and not taken from the header, so that the token follows no address in it.
            if (!answer.HttpResponse.Headers.TryGetValue("Link", out var links) || !links.Contains("rel=\"next\"", StringComparison.Ordinal))
            {
                return all;
            }
        }
    }

    /// <summary>Repeated after a failure that left it open whether the first one was carried out: not for what must not be made twice.</summary>
    public Task<T> PostAsync<T>(object body, CancellationToken cancellation, params object[] path) =>
        SendAsync("POST", path, async (address, stop) => (await connection.Post<T>(address, body, null, null, null, stop)).Body, cancellation);

    /// <summary>One attempt.</summary>
    public Task<T> PostOnceAsync<T>(object body, CancellationToken cancellation, params object[] path) =>
        AttemptAsync("POST", path, async (address, stop) => (await connection.Post<T>(address, body, null, null, null, stop)).Body, cancellation);

    public Task<T> PatchAsync<T>(object body, CancellationToken cancellation, params object[] path) =>
        SendAsync("PATCH", path, async (address, stop) => (await connection.Patch<T>(address, body).WaitAsync(stop)).Body, cancellation);

    /// <summary>What is not there is deleted: that may have been an attempt of ours.</summary>
    public async Task DeleteAsync(CancellationToken cancellation, params object[] path)
    {
        try
        {
            await SendAsync("DELETE", path, async (address, stop) => await connection.Delete(address).WaitAsync(stop), cancellation);
        }
        catch (GitHubRefusalException refusal) when (refusal.Status == HttpStatusCode.NotFound)
        {
            return;
        }
    }

    private Task<T> SendAsync<T>(string method, object[] path, Func<Uri, CancellationToken, Task<T>> send, CancellationToken cancellation) =>
        retry.RunAsync($"{method} {Path(path)}", (_, stop) => AttemptAsync(method, path, send, stop), cancellation);

    private async Task<T> AttemptAsync<T>(string method, object[] path, Func<Uri, CancellationToken, Task<T>> send, CancellationToken cancellation)
    {
        try
        {
            return await send(new Uri(Path(path), UriKind.Relative), cancellation);
        }
        catch (ApiException error)
        {
            throw GitHubAnswers.Refusal($"{method} {Path(path)}", error, token, clock.GetUtcNow());
        }
        catch (Exception error) when (error is JsonException or SerializationException)
        {
            throw new GitHubRefusalException($"{method} {Path(path)}", HttpStatusCode.OK, $"the answer is not one of GitHub's API: is {Repository.Api} its address?", error);
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"{method} {Path(path)}: no answer within {AnswerLimit.TotalSeconds:0} s", error);
        }
    }

    private string Path(object[] parts) =>
        string.Join('/', new object[] { "repos", Repository.Owner, Repository.Name }.Concat(parts)
            .Select(part => Uri.EscapeDataString(string.Create(CultureInfo.InvariantCulture, $"{part}"))));
}
