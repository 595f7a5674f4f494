using Springform.FakeGitHub.Http;
using Springform.FakeGitHub.State;

namespace Springform.FakeGitHub.Endpoints;

/// <summary>What is sent, with every field that GitHub's own description requires.</summary>
internal sealed class Shapes(FakeGitHubServer server)
{
    private FakeOptions Options => server.Options;

    private string Repository => $"{server.Api}/repos/{Options.Owner}/{Options.Repository}";

    private string Pages => $"{server.Web}/{Options.Owner}/{Options.Repository}";

    public object Release(FakeRelease release)
    {
        var shape = ReleaseOf(release);
        if (!Options.KnowsImmutability)
            shape.Remove("immutable");
        return shape;
    }

    private Dictionary<string, object?> ReleaseOf(FakeRelease release) =>
        new()
        {
            ["url"] = $"{Repository}/releases/{release.Id}",
            ["assets_url"] = $"{Repository}/releases/{release.Id}/assets",
            ["upload_url"] = $"{server.Uploads}/repos/{Options.Owner}/{Options.Repository}/releases/{release.Id}/assets{{?name,label}}",
            ["html_url"] = $"{Pages}/releases/tag/{release.PageName}",
            ["id"] = release.Id,
            ["author"] = User(),
            ["node_id"] = $"RE_{release.Id}",
            ["tag_name"] = release.TagName,
            ["target_commitish"] = release.TargetCommitish,
            ["name"] = release.Name,
            ["draft"] = release.Draft,
            ["immutable"] = release.Immutable,
            ["prerelease"] = release.Prerelease,
            ["created_at"] = Time(release.CreatedAt),
            ["updated_at"] = Time(release.CreatedAt),
            ["published_at"] = Time(release.PublishedAt),
            ["assets"] = server.Repository.Assets(release.Id).Select(asset => Asset(release, asset)).ToList(),
            ["tarball_url"] = release.Draft ? null : $"{Repository}/tarball/{release.TagName}",
            ["zipball_url"] = release.Draft ? null : $"{Repository}/zipball/{release.TagName}",
            ["body"] = release.Body,
        };

    public object Asset(FakeRelease release, FakeAsset asset)
    {
        var shape = new Dictionary<string, object?>
        {
            ["url"] = $"{Repository}/releases/assets/{asset.Id}",
            ["id"] = asset.Id,
            ["node_id"] = $"RA_{asset.Id}",
            ["name"] = asset.Name,
            ["label"] = asset.Label,
            ["uploader"] = User(),
            ["content_type"] = asset.ContentType,
            ["state"] = asset.State,
            ["size"] = asset.Size,
            ["download_count"] = 0,
            ["created_at"] = Time(asset.CreatedAt),
            ["updated_at"] = Time(asset.UpdatedAt),
            ["browser_download_url"] = $"{Pages}/releases/download/{release.PageName}/{asset.Name}",
        };
        if (Options.Digests)
            shape["digest"] = (asset.ClaimedSha256 ?? asset.Sha256) is { } hash ? $"sha256:{hash}" : null;
        return shape;
    }

    public object Tag(FakeTag tag) =>
        new Dictionary<string, object>
        {
            ["ref"] = $"refs/tags/{tag.Name}",
            ["node_id"] = $"REF_{tag.Name}",
            ["url"] = $"{Repository}/git/refs/tags/{tag.Name}",
            ["object"] = GitObject(tag.TagObject ?? tag.Commit, tag.TagObject is null ? "commit" : "tag"),
        };

    public object TagObject(FakeTag tag) =>
        new Dictionary<string, object>
        {
            ["node_id"] = $"TA_{tag.Name}",
            ["sha"] = tag.TagObject!,
            ["url"] = $"{Repository}/git/tags/{tag.TagObject}",
            ["tagger"] = new Dictionary<string, string>
            {
                ["name"] = "Ada",
                ["email"] = "ada@example.org",
                ["date"] = "2026-01-02T03:04:05Z",
            },
            ["object"] = GitObject(tag.Inner ?? tag.Commit, tag.Inner is null ? "commit" : "tag"),
            ["tag"] = tag.Name,
            ["message"] = tag.Name,
        };

    public object Status(FakeStatus status) =>
        new Dictionary<string, object?>
        {
            ["url"] = $"{Repository}/statuses/{status.Sha}",
            ["avatar_url"] = null,
            ["id"] = status.Id,
            ["node_id"] = $"SC_{status.Id}",
            ["state"] = status.State,
            ["description"] = status.Description,
            ["target_url"] = status.TargetUrl,
            ["context"] = status.Context,
            ["created_at"] = Time(status.CreatedAt),
            ["updated_at"] = Time(status.CreatedAt),
            ["creator"] = User(),
        };

    public object Milestone(FakeMilestone milestone) =>
        new Dictionary<string, object?>
        {
            ["url"] = $"{Repository}/milestones/{milestone.Number}",
            ["html_url"] = $"{Pages}/milestone/{milestone.Number}",
            ["labels_url"] = $"{Repository}/milestones/{milestone.Number}/labels",
            ["id"] = milestone.Number,
            ["node_id"] = $"MI_{milestone.Number}",
            ["number"] = milestone.Number,
            ["state"] = milestone.State,
            ["title"] = milestone.Title,
            ["description"] = null,
            ["creator"] = User(),
            ["open_issues"] = 0,
            ["closed_issues"] = 1,
            ["created_at"] = Time(milestone.CreatedAt),
            ["updated_at"] = Time(milestone.ClosedAt ?? milestone.CreatedAt),
            ["closed_at"] = Time(milestone.ClosedAt),
            ["due_on"] = null,
        };

    /// <summary>The part that tools read; GitHub sends a hundred fields more.</summary>
    public object RepositoryItself(Call call) =>
        new Dictionary<string, object>
        {
            ["id"] = 1,
            ["node_id"] = "R_1",
            ["name"] = Options.Repository,
            ["full_name"] = $"{Options.Owner}/{Options.Repository}",
            ["private"] = Options.Private,
            ["owner"] = User(),
            ["html_url"] = Pages,
            ["url"] = Repository,
            ["default_branch"] = Options.DefaultBranch,
            ["permissions"] = new Dictionary<string, bool>
            {
                ["admin"] = call.IsAdmin,
                ["push"] = call.MayWrite,
                ["pull"] = true,
            },
        };

    private Dictionary<string, object> User()
    {
        var url = $"{server.Api}/users/{Options.Owner}";
        var user = new Dictionary<string, object>
        {
            ["login"] = Options.Owner,
            ["id"] = 1,
            ["node_id"] = "U_1",
            ["avatar_url"] = $"{server.Web}/{Options.Owner}.png",
            ["gravatar_id"] = "",
            ["url"] = url,
            ["html_url"] = $"{server.Web}/{Options.Owner}",
            ["type"] = "User",
            ["site_admin"] = false,
        };
        foreach (var part in new[] { "followers", "following", "gists", "starred", "subscriptions", "organizations", "repos", "events", "received_events" })
            user[$"{part}_url"] = $"{url}/{part}";
        return user;
    }

    private Dictionary<string, string> GitObject(string sha, string type) =>
        new()
        {
            ["sha"] = sha,
            ["type"] = type,
            ["url"] = $"{Repository}/git/{type}s/{sha}",
        };

    private static string? Time(DateTimeOffset? time) => time?.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
}
