using System.Globalization;
using System.Text;
using Springform.Errors;
using Springform.Names;
using Springform.Publish.Around;
using Springform.Publish.Assets;
using Springform.Publish.GitHub;
using Springform.Publish.Notes;

namespace Springform.Publish;

/// <summary>What publishing would do, for people.</summary>
internal static class ReleasePlanText
{
    /// <param name="old">releases of the channel that are deleted when this one is public</param>
    public static string Of(ReleasePlan plan, GitHubRepository repository, IReadOnlyList<RemoteRelease> old)
    {
        var request = plan.Request;
        var text = new StringBuilder();
        Line($"release {request.Tag} of {repository}: {State(plan)}");
        foreach (var line in plan.IsDone ? [] : Words(plan))
        {
            Line($"  {line}");
        }

        var isPrerelease = request.Prerelease || (!plan.IsDone && plan.Release?.Prerelease == true);
        Line(
            $"  commit {request.Commit[..7]}, channel {request.Channel.ToString().ToLowerInvariant()}{(isPrerelease ? ", prerelease" : "")}"
                + $"{(plan.IsLatest && !isPrerelease ? ", latest" : "")}"
        );
        Line($"  {Immutable(request.Immutability, plan)}");
        foreach (var line in Others(plan))
        {
            Line($"  {line}");
        }

        foreach (var change in plan.Assets.Changes)
        {
            var why = change.Action == AssetAction.Replace ? $"  ({change.Why})" : "";
            Row(Word(change.Action), change.Asset.SizeBytes, $"{change.Asset.Name}{why}");
        }

        foreach (var extra in plan.Assets.Extra)
        {
            Row("extra", extra.Size, $"{Quoted.Clean(extra.Name)}  (not in dist/; it stays)");
        }

        foreach (var release in old)
        {
            Row("delete", null, $"{release.TagName}  (an older release of the channel{OldReleases.Fate(release)})");
        }

        return text.ToString().TrimEnd('\n');

        void Row(string action, long? sizeBytes, string what) =>
            Line($"  {action.PadRight(7)} {(sizeBytes?.ToString(CultureInfo.InvariantCulture) ?? "").PadLeft(13)}  {what}");

        void Line(string line) => text.Append(CultureInfo.InvariantCulture, $"{line}\n");
    }

    /// <summary>What becomes of title, notes and marks, of what is there and of what somebody wrote.</summary>
    /// <exception cref="SpringformException">E601 the notes are broken</exception>
    public static IEnumerable<string> Words(ReleasePlan plan)
    {
        var (request, release) = (plan.Request, plan.Release);
        var body = ReleaseText.BodyOf(release);
        yield return body.IsForeignTitle(release?.Name) && release!.Name != request.Title
            ? $"title   {Quoted.Clean(release.Name!)}  (somebody wrote it, and it stays; springform.yaml has {Quoted.Of(request.Title)})"
        : string.IsNullOrWhiteSpace(release?.Name) || release.Name == request.Title ? $"title   {Quoted.Clean(request.Title)}"
        : $"title   {Quoted.Clean(request.Title)}  (replaces {Quoted.Of(release.Name)} of an earlier run)";
        var table =
            !body.HasTable ? "follows them"
            : body.IsTableEdited ? "is replaced, with what somebody changed in it; what they added stands behind it"
            : body.HasTableOf(AssetTable.Of(request.Assets) + AssetTable.Checksums(request.Assets)) ? "stays as it is"
            : "is replaced in its place";
        yield return body.HasForeignWords ? $"notes   {body.Words.Length} characters that somebody wrote stay; the table of files {table}"
        : body.IsTableEdited ? "notes   of an earlier run are written anew, and so is the table of files, with what somebody changed in it"
        : body.HasTable ? "notes   of an earlier run, which nobody changed, are written anew"
        : "notes   what changed, and the table of files";
        if (release is not null && release.Prerelease != request.Prerelease)
        {
            yield return release.Prerelease ? "mark    prerelease: somebody set it, and it stays" : "mark    prerelease: the version or the channel is one";
        }
    }

    /// <summary>What is left of the tag beside the release.</summary>
    public static IEnumerable<string> Others(ReleasePlan plan) =>
        plan.OtherDrafts.Select(other => $"draft {other.Id} of the same tag is not taken, and stays: {Quoted.Of(other.Name ?? "")}");

    private static string Immutable(Immutability immutability, ReleasePlan plan) =>
        (plan.IsFixed, immutability) switch
        {
            (true, _) => "immutable: assets and tag can never be changed, title and notes can",
            (_, { IsOn: true }) => $"becomes immutable when it is public ({immutability.Source}): title and notes can be edited then, assets and tag never",
            _ => $"can be changed when it is public ({immutability.Source})",
        };

    private static string State(ReleasePlan plan) =>
        plan switch
        {
            { IsDone: true } => "public and complete, nothing to do",
            { IsFixed: true } => "public, immutable, and differs: refused, and the tag is used up",
            { IsPublished: true, Request.ReplaceExisting: true } =>
                $"public; release {plan.Release!.Id} would be taken back to draft, changed and published again",
            { IsPublished: true } => "public, and differs: refused without --replace-existing",
            { Release: { } draft } => $"draft {draft.Id} would be completed and published",
            _ => "would be created",
        };

    private static string Word(AssetAction action) =>
        action switch
        {
            AssetAction.Keep => "keep",
            AssetAction.Upload => "upload",
            _ => "replace",
        };
}
