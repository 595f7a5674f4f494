using System.Globalization;
using System.Net;
using Octokit;
using Octokit.Internal;

namespace Springform.Publish.GitHub;

/// <summary>
/// JSON calls to one repository, through Octokit. Answers are read here, into records of ours. Every call has a time limit; those that may be repeated are.
/// </summary>
internal sealed class GitHubApi
{
    private const int PageSize = 100;

    private readonly Connection connection;
    private readonly GitHubRetry retry;

    public GitHubApi(GitHubRepository repository, GitHubToken token, GitHubRetry retry, TimeProvider clock)
    {
        Repository = repository;
        this.retry = retry;
#pragma warning disable CA2000 // Lives as long as the connection, which cannot be disposed of.
        var transport = new GitHubTransport(repository, token, clock);
#pragma warning restore CA2000
        var credentials = new InMemoryCredentialStore(new Credentials(token.Value));
        connection = new Connection(new ProductHeaderValue("springform"), repository.Api, credentials, transport, new SimpleJsonSerializer());
    }

    public GitHubRepository Repository { get; }

    /// <param name="path">below the repository, each part escaped here</param>
    public Task<T> GetAsync<T>(CancellationToken cancellation, params object[] path) =>
        AskAsync<T>("GET", path, (address, stop) => connection.Get<object>(address, null, null, stop), cancellation);

    /// <summary>All pages.</summary>
    public Task<IReadOnlyList<T>> ListAsync<T>(CancellationToken cancellation, params object[] path) =>
        ListAsync<T>(new Dictionary<string, string>(), cancellation, path);

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
            var answer = await SendAsync("GET", path, (address, stop) => connection.Get<object>(address, parameters, null, stop), cancellation);
            all.AddRange(Read<List<T>>("GET", path, answer));
            // The pages are counted here, and not taken from the header, so that the token follows no address in it.
            if (!answer.Headers.TryGetValue("Link", out var links) || !links.Contains("rel=\"next\"", StringComparison.OrdinalIgnoreCase))
            {
                return all;
            }
        }
    }

    /// <summary>Repeated after a failure that left it open whether the first one was carried out: not for what must not be made twice.</summary>
    public Task<T> PostAsync<T>(object body, CancellationToken cancellation, params object[] path) => AskAsync<T>("POST", path, Post(body), cancellation);

    /// <summary>One attempt.</summary>
    public async Task<T> PostOnceAsync<T>(object body, CancellationToken cancellation, params object[] path) =>
        Read<T>("POST", path, (await Post(body)(Address(path), cancellation)).HttpResponse);

    public Task<T> PatchAsync<T>(object body, CancellationToken cancellation, params object[] path) =>
        AskAsync<T>("PATCH", path, (address, stop) => connection.Patch<object>(address, body).WaitAsync(stop), cancellation);

    /// <summary>What is not there is deleted: that may have been an attempt of ours.</summary>
    public async Task DeleteAsync(CancellationToken cancellation, params object[] path)
    {
        try
        {
            await retry.RunAsync($"DELETE {Address(path)}", async (_, stop) => await connection.Delete(Address(path)).WaitAsync(stop), cancellation);
        }
        catch (GitHubRefusalException refusal) when (refusal.Status == HttpStatusCode.NotFound)
        {
            return;
        }
    }

    private Func<Uri, CancellationToken, Task<IApiResponse<object>>> Post(object body) =>
        (address, stop) => connection.Post<object>(address, body, null, null, parameters: null, stop);

    private async Task<T> AskAsync<T>(
        string method,
        object[] path,
        Func<Uri, CancellationToken, Task<IApiResponse<object>>> send,
        CancellationToken cancellation
    ) => Read<T>(method, path, await SendAsync(method, path, send, cancellation));

    private Task<IResponse> SendAsync(
        string method,
        object[] path,
        Func<Uri, CancellationToken, Task<IApiResponse<object>>> send,
        CancellationToken cancellation
    ) => retry.RunAsync($"{method} {Address(path)}", async (_, stop) => (await send(Address(path), stop)).HttpResponse, cancellation);

    private T Read<T>(string method, object[] path, IResponse answer) =>
        GitHubAnswers.Read<T>((string)answer.Body, out var error)
        ?? throw new GitHubRefusalException(
            $"{method} {Address(path)}",
            answer.StatusCode,
            $"the answer is not one of GitHub's API: is {Repository.Api} its address?",
            error
        );

    private Uri Address(object[] parts) =>
        new(
            string.Join(
                '/',
                new object[] { "repos", Repository.Owner, Repository.Name }
                    .Concat(parts)
                    .Select(part => Uri.EscapeDataString(string.Create(CultureInfo.InvariantCulture, $"{part}")))
            ),
            UriKind.Relative
        );
}
