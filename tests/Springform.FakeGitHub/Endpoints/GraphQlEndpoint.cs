using System.Text.Json;
using System.Text.Json.Serialization;
using Springform.FakeGitHub.Http;
using Springform.FakeGitHub.State;

namespace Springform.FakeGitHub.Endpoints;

/// <summary>
/// The two queries that <c>gh release</c> asks beside REST (gh 2.23): a release by its tag, drafts too, and the list. It refuses fields that it did not ask
/// for.
/// </summary>
internal static class GraphQlEndpoint
{
    public const string Pattern = "/api/graphql";

    public static IEnumerable<Route> Routes => [new("POST", Pattern, AnswerAsync)];

    private static async Task<Answer> AnswerAsync(Call call)
    {
        var asked = await call.JsonAsync<Query>();
        var releases = call.Repository.Releases.Where(release => call.MayWrite || !release.Draft).ToList();
        if (asked.Text.Contains("release(tagName: $tagName){databaseId,isDraft}", StringComparison.Ordinal))
        {
            var tag = asked.Variables["tagName"].GetString();
            return Data("release", releases.Find(release => release.TagName == tag) is { } found ? new { databaseId = found.Id, isDraft = found.Draft } : null);
        }

        if (
            asked.Text.Contains(
                "{nodes{name,tagName,isDraft,isLatest,isPrerelease,createdAt,publishedAt},pageInfo{hasNextPage,endCursor}}",
                StringComparison.Ordinal
            )
        )
            return Data(
                "releases",
                new { nodes = releases.Select(release => Node(call, release)), pageInfo = new { hasNextPage = false, endCursor = (string?)null } }
            );
        throw new GitHubException(400, "A query that is not known here");
    }

    private static Answer Data(string name, object? value) => new(200, new { data = new { repository = new Dictionary<string, object?> { [name] = value } } });

    private static object Node(Call call, FakeRelease release) =>
        new
        {
            name = release.Name ?? "",
            tagName = release.TagName,
            isDraft = release.Draft,
            isLatest = release.IsFull && call.Repository.Latest().Id == release.Id,
            isPrerelease = release.Prerelease,
            createdAt = release.CreatedAt,
            publishedAt = release.PublishedAt,
        };

    private sealed record Query(
        [property: JsonPropertyName("query"), JsonRequired] string Text,
        [property: JsonPropertyName("variables"), JsonRequired] IReadOnlyDictionary<string, JsonElement> Variables
    );
}
