using System.Net;
using Springform.Plan;

namespace Springform.Publish;

/// <summary>What is told when a release cannot be made, with the way out.</summary>
public static class PublishProblems
{
    private const string Resumes = "run the same command again: it resumes, and sends only what is missing";

    /// <exception cref="SpringformException">E604 the release is public and differs</exception>
    public static void RequireReplaceable(ReleasePlan plan)
    {
        if (plan is { IsPublished: true, IsDone: false } && !plan.Request.ReplaceExisting)
        {
            throw new SpringformException(new Problem(
                ErrorCode.AlreadyPublished,
                $"{plan.Request.Tag} is public already, and differs from dist/ in {plan.Assets.Open.Count()} of {plan.Request.Assets.Count} assets",
                plan.Release!.Page,
                "release another version; or run again with --replace-existing: the release is taken back to draft and published again when it is whole")
            {
                Details = [.. plan.Assets.Open.Select(Line)],
            });
        }
    }

    /// <summary>E606, exit code 7.</summary>
    public static SpringformException NotComplete(ReleaseRequest request, AssetComparison assets) => new(new Problem(
        ErrorCode.ReleaseIncomplete,
        $"{request.Tag} is not complete: {assets.Open.Count()} of {request.Assets.Count} assets are not what was sent",
        $"release {request.Tag}",
        Resumes)
    {
        Details = [.. assets.Open.Select(Line)],
    });

    /// <summary>What a publisher's exception means to a user; null when it is no failure of GitHub, the network or dist/.</summary>
    public static SpringformException? Explained(Exception error, GitHubRepository repository) => error switch
    {
        GitHubUnreachableException unreachable => new SpringformException(
            new Problem(ErrorCode.ReleaseIncomplete, $"publishing did not come to its end: {unreachable.Message}", repository.Api.Host, Resumes), error),
        GitHubRefusalException refusal => new SpringformException(
            new Problem(ErrorCode.ReleaseRefused, $"GitHub refused: {refusal.Message}", $"{repository.Api.Host}, {repository}", Remedy(refusal, repository)), error),
        AssetChangedException changed => new SpringformException(
            new Problem(ErrorCode.ChecksumMismatch, $"{changed.Message}: its bytes are not those of the ledger", changed.Asset.Path, "run --target=Dist, then publish again: nothing of it is public"), error),
        _ => null,
    };

    private static string Line(AssetChange change) => $"{change.Asset.Name}: {change.Why}";

    private static string Remedy(GitHubRefusalException refusal, GitHubRepository repository) => refusal switch
    {
        { RetryAfter: { } wait, IsTransient: true } => $"wait {Math.Ceiling(wait.TotalMinutes):0} minutes, as GitHub asks, then {Resumes}",
        { Status: HttpStatusCode.Unauthorized } => $"the token of GITHUB_TOKEN or GH_TOKEN is not valid (any more) on {repository.Api.Host}: give a new one, then {Resumes}",
        { Status: HttpStatusCode.Forbidden } =>
            $"the token may not do this: it needs the permission 'contents: write' for {repository} (and 'statuses: write', 'issues: write' for status and milestone); grant it, then {Resumes}",
        { Status: HttpStatusCode.NotFound } =>
            $"check the name {repository}, and that the token may see it and has the permission 'contents: write': GitHub says 404 for both; then {Resumes}",
        _ => $"mend what GitHub names, then {Resumes}",
    };
}
