using System.Globalization;
using System.Text;
using Springform.Plan;

namespace Springform.Publish;

/// <summary>What publishing would do, for people.</summary>
public static class ReleasePlanText
{
    public static string Of(ReleasePlan plan, GitHubRepository repository)
    {
        var request = plan.Request;
        var text = new StringBuilder();
        Line($"release {request.Tag} of {repository}: {State(plan)}");
        Line($"  title {Quoted.Clean(request.Title)}, commit {request.Commit[..7]}, channel {request.Channel.ToString().ToLowerInvariant()}{(request.Prerelease ? ", prerelease" : "")}{(plan.IsLatest ? ", latest" : "")}");
        foreach (var change in plan.Assets.Changes)
        {
            var why = change.Action == AssetAction.Replace ? $"  ({change.Why})" : "";
            Line($"  {Word(change.Action),-7} {change.Asset.SizeBytes,13}  {change.Asset.Name}{why}");
        }

        foreach (var extra in plan.Assets.Extra)
        {
            Line($"  {"extra",-7} {extra.Size,13}  {Quoted.Clean(extra.Name)}  (not in dist/; it stays)");
        }

        return text.ToString().TrimEnd('\n');

        void Line(string line) => text.Append(CultureInfo.InvariantCulture, $"{line}\n");
    }

    private static string State(ReleasePlan plan) => plan switch
    {
        { IsDone: true } => "public and complete, nothing to do",
        { IsPublished: true, Request.ReplaceExisting: true } => $"public; release {plan.Release!.Id} would be taken back to draft, changed and published again",
        { IsPublished: true } => "public, and differs: refused without --replace-existing",
        { Release: { } draft } => $"draft {draft.Id} would be completed and published",
        _ => "would be created",
    };

    private static string Word(AssetAction action) => action switch
    {
        AssetAction.Keep => "keep",
        AssetAction.Upload => "upload",
        _ => "replace",
    };
}
