using System.Net;
using Springform.Errors;
using Springform.Names;
using Springform.Publish.Assets;
using Springform.Publish.GitHub;

namespace Springform.Publish;

/// <summary>What is told when a release cannot be made, with the way out.</summary>
internal static class PublishProblems
{
    private const string Resumes = "run the same command again: it resumes, and sends only what is missing";

    /// <exception cref="SpringformException">E604 the release is public and differs; E607 it differs, and can never be changed</exception>
    public static void RequireReplaceable(ReleasePlan plan)
    {
        if (plan is { IsPublished: true, IsDone: false } && (plan.IsFixed || !plan.Request.ReplaceExisting))
        {
            throw new SpringformException(
                new Problem(
                    plan.IsFixed ? ErrorCode.ImmutableRelease : ErrorCode.AlreadyPublished,
                    $"{plan.Request.Tag} is public already{(plan.IsFixed ? " and immutable" : "")}, and differs from dist/ in "
                        + $"{plan.Assets.Open.Count()} of {Counted.Of(plan.Request.Assets.Count, "asset")}",
                    plan.Release!.Page,
                    plan.IsFixed
                        ? $"{NextName(plan.Request.Channel)}: {plan.Request.Tag} is used up, also when its release is deleted; title and notes can be "
                            + "edited on GitHub"
                        : "release another version; or run again with --replace-existing: the release is taken back to draft and published again when "
                            + "it is whole"
                )
                {
                    Details = [.. plan.Assets.Open.Select(Line)],
                }
            );
        }
    }

    /// <summary>E607, exit code 2: before anything is built or sent.</summary>
    public static Problem NeverReplaced(Immutability immutability, GitHubRepository repository, Channel channel) =>
        new(
            ErrorCode.ImmutableRelease,
            $"--replace-existing is given, and releases of {repository} are immutable{(immutability.IsAssumed ? " as far as can be told" : "")}: "
                + "nothing of a public release can be replaced",
            immutability.IsAssumed ? $"{repository}: the token may not read the repository's setting, and there is no release yet" : immutability.Source,
            immutability.IsAssumed
                ? "leave the switch out; or say release.github.immutable: false, if they are not"
                : $"leave the switch out, and {NextName(channel)}"
        );

    /// <summary>E607: GitHub gives the name of an immutable release to no other one.</summary>
    public static Problem Burned(string tag, GitHubRepository repository, Channel channel) =>
        new(
            ErrorCode.ImmutableRelease,
            $"{tag} is burned: an immutable release of this tag was deleted, and GitHub never gives its name to another one",
            $"{repository}, tag {tag}",
            NextName(channel)
        );

    /// <summary>E607: somebody made the draft public before it was whole.</summary>
    public static SpringformException PublishedTooEarly(RemoteRelease release, LocalAsset asset) =>
        new(
            new Problem(
                ErrorCode.ImmutableRelease,
                $"{release.TagName} was made public by somebody else while assets were sent, and is immutable: {asset.Name} cannot be added any more",
                $"release {release.Id}",
                "release another version or commit, and let nobody publish its draft by hand"
            )
        );

    private static string NextName(Channel channel) =>
        channel == Channel.Stable ? "release another version" : "publish another commit, which gets a tag of its own";

    /// <summary>E606, exit code 7.</summary>
    public static SpringformException NotComplete(ReleaseRequest request, AssetComparison assets) =>
        new(
            new Problem(
                ErrorCode.ReleaseIncomplete,
                $"{request.Tag} is not complete: {assets.Open.Count()} of {request.Assets.Count} assets are not what was sent",
                $"release {request.Tag}",
                Resumes
            )
            {
                Details = [.. assets.Open.Select(Line)],
            }
        );

    /// <summary>What a publisher's exception means to a user; null when it is no failure of GitHub, the network or dist/.</summary>
    public static SpringformException? Explained(Exception error, GitHubRepository repository) =>
        error switch
        {
            GitHubUnreachableException unreachable => new SpringformException(
                new Problem(ErrorCode.ReleaseIncomplete, $"publishing did not come to its end: {unreachable.Message}", repository.Api.Host, Resumes),
                error
            ),
            GitHubRefusalException refusal => new SpringformException(
                new Problem(
                    ErrorCode.ReleaseRefused,
                    $"GitHub refused: {refusal.Message}",
                    $"{repository.Api.Host}, {repository}",
                    Remedy(refusal, repository)
                ),
                error
            ),
            AssetChangedException changed => new SpringformException(
                new Problem(
                    ErrorCode.ChecksumMismatch,
                    $"{changed.Message}: its bytes are not those of the ledger",
                    changed.Asset.Path,
                    "run --target=Dist, then publish again: nothing of it is public"
                ),
                error
            ),
            _ => null,
        };

    private static string Line(AssetChange change) => $"{change.Asset.Name}: {change.Why}";

    private static string Remedy(GitHubRefusalException refusal, GitHubRepository repository) =>
        refusal switch
        {
            { RetryAfter: { } wait, IsTransient: true } => $"wait {Math.Ceiling(wait.TotalMinutes):0} minutes, as GitHub asks, then {Resumes}",
            { Status: HttpStatusCode.Unauthorized } =>
                $"the token of GITHUB_TOKEN or GH_TOKEN is not valid (any more) on {repository.Api.Host}: give a new one, then {Resumes}",
            { Status: HttpStatusCode.Forbidden } =>
                $"the token may not do this: it needs the permission 'contents: write' for {repository} (and 'statuses: write', 'issues: write' for "
                    + $"status and milestone); grant it, then {Resumes}",
            { Status: HttpStatusCode.NotFound } =>
                $"check the name {repository}, and that the token may see it and has the permission 'contents: write': GitHub says 404 for both; then "
                    + $"{Resumes}",
            _ => $"mend what GitHub names, then {Resumes}",
        };
}
