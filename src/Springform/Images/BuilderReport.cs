using Springform.Config;
using Springform.Names;
using Springform.Plan;

namespace Springform.Images;

/// <summary>What each selected leg is built on and with, for people and for programs.</summary>
/// <param name="toolchains">by builder id, then by name</param>
internal sealed class BuilderReport(BuildPlan plan, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> toolchains)
{
    /// <summary>One section per leg: name, platform, then a line per thing.</summary>
    public string Text() =>
        string.Join(
            "\n\n",
            plan.Targets.Select(target =>
            {
                var rows = Bases(target)
                    .Select(planned => (Name: "base", Value: $"{planned.Image} {planned.Pin!.Digest}"))
                    .Concat(Versions(target).Select(pair => (Name: pair.Key, pair.Value)));
                var head = $"{target.Id}  {target.Platform}{(target.BuildPlatform == target.Platform ? "" : $", compiled on {target.BuildPlatform}")}";
                return string.Join('\n', rows.Select(row => $"  {row.Name.PadRight(13)} {row.Value}").Prepend(head));
            })
        );

    public string Json() =>
        DataJson.Of(
            plan.Targets.Select(target => new
            {
                Target = target.Id,
                target.Platform,
                target.BuildPlatform,
                Builder = new { plan.Builder(BuilderStep.IdOf(target)).Reference, Key = plan.Builder(BuilderStep.IdOf(target)).Key.Key.Text },
                Bases = Bases(target)
                    .Select(planned => new
                    {
                        planned.Name,
                        planned.Image,
                        planned.Platform,
                        planned.Pin!.Digest,
                    }),
                Toolchain = Versions(target),
            })
        );

    private IEnumerable<PlannedBase> Bases(Target target) => plan.Builder(BuilderStep.IdOf(target)).BaseIds.Select(plan.Base);

    private IReadOnlyDictionary<string, string> Versions(Target target) => toolchains[BuilderStep.IdOf(target)];
}
