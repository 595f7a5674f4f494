namespace Springform.FakeGitHub.State;

/// <summary>
/// Releases, assets, tags, statuses and milestones of one repository, with GitHub's rules. Every change is made alone and looked at by <see cref="Watch"/>;
/// what is given out does not change any more. Tests read it, and set what was there before.
/// </summary>
public sealed class FakeRepository(FakeOptions options, TimeProvider clock)
{
    private const int LongestBody = 125_000;

    private readonly Lock gate = new();
    private readonly List<FakeRelease> releases = [];
    private readonly List<FakeAsset> assets = [];
    private readonly Dictionary<string, FakeTag> tags = new(StringComparer.Ordinal);
    private readonly List<FakeStatus> statuses = [];
    private readonly List<FakeMilestone> milestones = [];
    private readonly HashSet<long> notLatest = [];
    private readonly HashSet<string> burned = new(StringComparer.Ordinal);
    private long lastId = 1000;
    private long? latest;

    /// <summary>The repository's setting.</summary>
    public bool ImmutableReleases { get; set; } = options.ImmutableReleases;

    public ReleaseWatch Watch { get; } = new();

    /// <summary>Newest first, as GitHub lists them.</summary>
    public IReadOnlyList<FakeRelease> Releases => Read(() => releases.OrderByDescending(release => release.Id).ToList());

    public IReadOnlyList<FakeTag> Tags => Read(() => tags.Values.OrderBy(tag => tag.Name, StringComparer.Ordinal).ToList());

    public IReadOnlyList<FakeStatus> Statuses => Read(() => statuses.AsEnumerable().Reverse().ToList());

    public IReadOnlyList<FakeMilestone> Milestones => Read(() => milestones.ToList());

    /// <summary>The commit that a tag gets that is made by publishing a release.</summary>
    public string BranchCommit { get; set; } = new('b', 40);

    public IReadOnlyList<FakeAsset> Assets(long release) => Read(() => assets.Where(asset => asset.ReleaseId == release).ToList());

    public FakeAsset Asset(int id) => Read(() => assets.Find(asset => asset.Id == id)) ?? throw GitHubException.NotFound;

    public FakeRelease Release(long id) => Read(() => releases.Find(release => release.Id == id)) ?? throw GitHubException.NotFound;

    /// <summary>Drafts are not found by their tag.</summary>
    public FakeRelease Release(string tag) => Read(() => releases.Find(release => !release.Draft && release.TagName == tag)) ?? throw GitHubException.NotFound;

    public FakeRelease Latest() => Read(FindLatest) ?? throw GitHubException.NotFound;

    public FakeRelease Create(string by, ReleaseChange change) =>
        Change(
            by,
            () =>
            {
                if (string.IsNullOrEmpty(change.TagName))
                    throw GitHubException.Invalid("Release", "tag_name", "missing_field");
                var release = new FakeRelease
                {
                    Id = ++lastId,
                    TagName = change.TagName,
                    TargetCommitish = change.TargetCommitish ?? options.DefaultBranch,
                    Draft = true,
                    CreatedAt = clock.GetUtcNow(),
                };
                releases.Add(release);
                try
                {
                    return Apply(release, change with { Draft = change.Draft ?? false });
                }
                catch (GitHubException)
                {
                    releases.RemoveAll(other => other.Id == release.Id);
                    throw;
                }
            }
        );

    public FakeRelease Edit(string by, long id, ReleaseChange change) => Change(by, () => Apply(Release(id), change));

    /// <summary>The tag stays.</summary>
    public void Delete(string by, long id) =>
        Change(
            by,
            () =>
            {
                releases.Remove(Release(id));
                return assets.RemoveAll(asset => asset.ReleaseId == id);
            }
        );

    /// <summary>Takes the name; the asset is <c>starter</c> until <see cref="EditAsset"/> says that all of it came.</summary>
    public FakeAsset StartAsset(string by, long release, string name, string? label, string contentType) =>
        Change(
            by,
            () =>
            {
                if (Release(release).Immutable)
                    throw new GitHubException(422, "Cannot upload assets to an immutable release.");
                if (Assets(release).Any(asset => asset.Name == name))
                    throw GitHubException.Invalid("ReleaseAsset", "name", "already_exists");
                var now = clock.GetUtcNow();
                var asset = new FakeAsset
                {
                    Id = (int)++lastId,
                    ReleaseId = release,
                    Name = name,
                    Label = label ?? "",
                    ContentType = contentType,
                    CreatedAt = now,
                    UpdatedAt = now,
                };
                assets.Add(asset);
                return asset;
            }
        );

    public FakeAsset EditAsset(string by, int id, Func<FakeAsset, FakeAsset> edit) =>
        Change(
            by,
            () =>
            {
                var edited = edit(Asset(id)) with { UpdatedAt = clock.GetUtcNow() };
                RequireMutable(edited, "edit");
                if (assets.Exists(other => other.Id != id && other.ReleaseId == edited.ReleaseId && other.Name == edited.Name))
                    throw GitHubException.Invalid("ReleaseAsset", "name", "already_exists");
                assets[assets.FindIndex(asset => asset.Id == id)] = edited;
                return edited;
            }
        );

    public void DeleteAsset(string by, int id) =>
        Change(
            by,
            () =>
            {
                RequireMutable(Asset(id), "delete");
                return assets.Remove(Asset(id));
            }
        );

    public FakeTag SetTag(FakeTag tag) =>
        Change(
            "a push",
            () =>
                burned.Contains(tag.Name)
                    ? throw new GitHubException(422, "Repository rule violations found\n\nCannot create ref due to creations being restricted.\n\n")
                    : tags[tag.Name] = tag
        );

    public void DeleteTag(string by, string name) =>
        Change(
            by,
            () =>
                releases.Exists(release => release.Immutable && release.TagName == name)
                    ? throw new GitHubException(422, "Repository rule violations found\n\nCannot delete ref due to deletions being restricted.\n\n")
                : tags.Remove(name) ? true
                : throw new GitHubException(422, "Reference does not exist")
        );

    public FakeStatus AddStatus(string sha, string state, string? targetUrl, string? description, string context) =>
        Change(
            "a status",
            () =>
            {
                var status = new FakeStatus(++lastId, sha, state, targetUrl, description, context, clock.GetUtcNow());
                statuses.Add(status);
                return status;
            }
        );

    public FakeMilestone AddMilestone(string title) =>
        Change(
            "a milestone",
            () =>
            {
                var milestone = new FakeMilestone(milestones.Count + 1, title, "open", clock.GetUtcNow());
                milestones.Add(milestone);
                return milestone;
            }
        );

    public FakeMilestone EditMilestone(int number, Func<FakeMilestone, FakeMilestone> edit) =>
        Change("a milestone", () => number <= milestones.Count ? milestones[number - 1] = edit(milestones[number - 1]) : throw GitHubException.NotFound);

    private FakeRelease Apply(FakeRelease before, ReleaseChange change)
    {
        var after = before with
        {
            TagName = change.TagName ?? before.TagName,
            TargetCommitish = change.TargetCommitish ?? before.TargetCommitish,
            Name = change.Name ?? before.Name,
            Body = change.Body ?? before.Body,
            Draft = change.Draft ?? before.Draft,
            Prerelease = change.Prerelease ?? before.Prerelease,
        };
        if (before.Immutable && (after.Draft || after.TagName != before.TagName))
            throw GitHubException.Custom("Release", $"{(after.Draft ? "draft" : "tag_name")} cannot be changed for an immutable release");
        if (after.Body?.Length > LongestBody)
            throw GitHubException.Custom("Release", $"body is too long (maximum is {LongestBody} characters)", "body");
        if (!after.Draft && releases.Exists(other => other.Id != after.Id && !other.Draft && other.TagName == after.TagName))
            throw GitHubException.Invalid("Release", "tag_name", "already_exists");
        if (change.MakeLatest == "true" && !after.IsFull)
            throw GitHubException.Custom("Release", "Latest release cannot be draft or prerelease.");
        var isPublished = before.Draft && !after.Draft;
        if (isPublished && burned.Contains(after.TagName))
            throw GitHubException.Burned(tags.ContainsKey(after.TagName));
        after = after with
        {
            PublishedAt =
                after.Draft ? null
                : isPublished ? clock.GetUtcNow()
                : before.PublishedAt,
            Immutable = before.Immutable || (isPublished && ImmutableReleases),
        };
        releases[releases.FindIndex(release => release.Id == after.Id)] = after;
        if (isPublished)
            Publish(after);
        if (after.IsFull)
            MarkLatest(after.Id, change.MakeLatest ?? (isPublished ? "true" : null));
        return after;
    }

    private void Publish(FakeRelease release)
    {
        Watch.Published(release.TagName);
        if (release.Immutable)
            burned.Add(release.TagName);
        tags.TryAdd(release.TagName, new FakeTag(release.TagName, release.TargetCommitish is { Length: 40 } commit ? commit : BranchCommit));
    }

    private void RequireMutable(FakeAsset asset, string doing)
    {
        if (Release(asset.ReleaseId).Immutable)
            throw GitHubException.Custom("ReleaseAsset", $"Cannot {doing} asset from an immutable release");
    }

    private void MarkLatest(long id, string? make)
    {
        if (make is null)
            return;
        notLatest.Remove(id);
        if (make == "true")
            latest = id;
        else if (latest == id)
            latest = null;
        if (make == "false")
            notLatest.Add(id);
    }

    private FakeRelease? FindLatest() =>
        releases.Find(release => release.Id == latest && release.IsFull)
        ?? releases.Where(release => release.IsFull && !notLatest.Contains(release.Id)).MaxBy(release => release.Id);

    private T Change<T>(string by, Func<T> change)
    {
        lock (gate)
        {
            var result = change();
            Watch.Look(by, releases, assets);
            return result;
        }
    }

    private T Read<T>(Func<T> read)
    {
        lock (gate)
            return read();
    }
}
