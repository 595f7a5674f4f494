using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.GitHub;

[CakeAliasCategory("GitHub")]
public static class GitHubAliases
{
    private static readonly Uri Api = new("https://api.github.com/");

    /// <summary>Sets the status of a commit on github.com, and nowhere else: the genuine package has that address built in too.</summary>
    [CakeAliasCategory("Deployment")]
    [CakeMethodAlias]
    public static GitHubStatusResult GitHubStatus(
        this ICakeContext context,
        string? userName,
        string apiToken,
        string owner,
        string repository,
        string reference,
        GitHubStatusSettings? settings
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        using var client = new HttpClient { BaseAddress = Api };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Cake.GitHub", "1.0"));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"{userName}:{apiToken}"))
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, $"repos/{owner}/{repository}/statuses/{reference}") { Content = Body(settings) };
        using var response = client.Send(request).EnsureSuccessStatusCode();
        using var answer = JsonDocument.Parse(response.Content.ReadAsStream());
        return new GitHubStatusResult
        {
            Id = answer.RootElement.GetProperty("id").GetInt64().ToString(CultureInfo.InvariantCulture),
            Url = answer.RootElement.GetProperty("url").GetString(),
            State = answer.RootElement.GetProperty("state").GetString(),
        };
    }

    private static JsonContent Body(GitHubStatusSettings settings) =>
        JsonContent.Create(
            new Dictionary<string, string?>
            {
                ["state"] = settings.State.ToString().ToLowerInvariant(),
                ["target_url"] = settings.TargetUrl,
                ["description"] = settings.Description,
                ["context"] = settings.Context,
            }
        );
}
