using System.Text.Json.Serialization;
using Springform.FakeGitHub.Http;
using Springform.FakeGitHub.State;

namespace Springform.FakeGitHub.Endpoints;

/// <summary>The repository itself, its tags, commit statuses and milestones.</summary>
internal sealed class RepositoryEndpoints(Shapes shapes)
{
    private const string Repository = "/repos/{owner}/{repo}";

    public IEnumerable<Route> Routes =>
        [
            new("GET", Repository, call => new Answer(200, shapes.RepositoryItself(call))),
            new("GET", Repository + "/immutable-releases", Immutability),
            new("GET", Repository + "/git/ref/tags/{**tag}", call => new Answer(200, shapes.Tag(FindTag(call)))),
            new("GET", Repository + "/git/matching-refs/tags/{**tag}", Matching),
            new("GET", Repository + "/git/tags/{sha}", call => new Answer(200, shapes.TagObject(Annotated(call)))),
            new("POST", Repository + "/git/refs", CreateTagAsync),
            new("DELETE", Repository + "/git/refs/tags/{**tag}", DeleteTag),
            new("POST", Repository + "/statuses/{sha}", CreateStatusAsync),
            new(
                "GET",
                Repository + "/commits/{sha}/statuses",
                call => call.Page([.. call.Repository.Statuses.Where(status => status.Sha == call.Route("sha"))], shapes.Status)
            ),
            new("GET", Repository + "/milestones", ListMilestones),
            new("PATCH", Repository + "/milestones/{number:int}", EditMilestoneAsync),
        ];

    /// <summary>"Not Found if immutable releases are not enabled for the repository"; a workflow's token is refused.</summary>
    private static Answer Immutability(Call call)
    {
        if (!call.Server.Options.KnowsImmutability)
            throw GitHubException.NotFound;
        if (!call.IsAdmin)
            throw new GitHubException(403, "Resource not accessible by integration");
        return call.Repository.ImmutableReleases
            ? new Answer(200, new Dictionary<string, bool> { ["enabled"] = true, ["enforced_by_owner"] = false })
            : throw GitHubException.NotFound;
    }

    private static FakeTag FindTag(Call call) => call.Repository.Tags.FirstOrDefault(tag => tag.Name == call.Route("tag")) ?? throw GitHubException.NotFound;

    private static FakeTag Annotated(Call call) =>
        call.Repository.Tags.FirstOrDefault(tag => tag.TagObject == call.Route("sha")) ?? throw GitHubException.NotFound;

    private Answer Matching(Call call) =>
        new(200, call.Repository.Tags.Where(tag => tag.Name.StartsWith(call.Route("tag"), StringComparison.Ordinal)).Select(shapes.Tag).ToList());

    private async Task<Answer> CreateTagAsync(Call call)
    {
        const string tags = "refs/tags/";
        var asked = await call.JsonAsync<NewReference>();
        if (!asked.Ref.StartsWith(tags, StringComparison.Ordinal) || asked.Sha.Length != 40)
            throw new GitHubException(422, "Reference name must start with 'refs/' and its sha must be a commit");
        if (call.Repository.Tags.Any(tag => tags + tag.Name == asked.Ref))
            throw new GitHubException(422, "Reference already exists");
        return new Answer(201, shapes.Tag(call.Repository.SetTag(new FakeTag(asked.Ref[tags.Length..], asked.Sha))));
    }

    private static Answer DeleteTag(Call call)
    {
        call.Repository.DeleteTag(call.By, call.Route("tag"));
        return new Answer(204);
    }

    private async Task<Answer> CreateStatusAsync(Call call)
    {
        var asked = await call.JsonAsync<NewStatus>();
        if (asked.State is not ("error" or "failure" or "pending" or "success"))
            throw GitHubException.Invalid("Status", "state", "invalid");
        return new Answer(
            201,
            shapes.Status(call.Repository.AddStatus(call.Route("sha"), asked.State, asked.TargetUrl, asked.Description, asked.Context ?? "default"))
        );
    }

    private Answer ListMilestones(Call call)
    {
        var state = call.Query("state") ?? "open";
        return call.Page([.. call.Repository.Milestones.Where(milestone => state == "all" || milestone.State == state)], shapes.Milestone);
    }

    private async Task<Answer> EditMilestoneAsync(Call call)
    {
        var asked = await call.JsonAsync<MilestoneChange>();
        if (asked.State is not (null or "open" or "closed"))
            throw GitHubException.Invalid("Milestone", "state", "invalid");
        return new Answer(
            200,
            shapes.Milestone(
                call.Repository.EditMilestone(
                    call.Number("number"),
                    before =>
                        before with
                        {
                            Title = asked.Title ?? before.Title,
                            State = asked.State ?? before.State,
                            ClosedAt =
                                asked.State == "closed" ? DateTimeOffset.UtcNow
                                : asked.State == "open" ? null
                                : before.ClosedAt,
                        }
                )
            )
        );
    }

    private sealed record NewReference(
        [property: JsonPropertyName("ref"), JsonRequired] string Ref,
        [property: JsonPropertyName("sha"), JsonRequired] string Sha
    );

    private sealed record NewStatus(
        [property: JsonPropertyName("state"), JsonRequired] string State,
        [property: JsonPropertyName("target_url")] string? TargetUrl,
        [property: JsonPropertyName("description")] string? Description,
        [property: JsonPropertyName("context")] string? Context
    );

    private sealed record MilestoneChange([property: JsonPropertyName("title")] string? Title, [property: JsonPropertyName("state")] string? State);
}
