using Springform.Config;
using Springform.Names;
using Springform.Plan;

namespace Springform.Pipeline;

/// <summary>What each selected leg is built on and with, for people and for programs.</summary>
public sealed class BuilderReport(BuildContext context)
{
    private BuildPlan Plan => context.Plan;

    private IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Toolchains => field ??= new Toolchains(context).Stored();

    /// <summary>One section per leg: name, platform, then a line per thing.</summary>
    public string Text() => string.Join("\n\n", Plan.Targets.Select(target =>
    {
        var rows = Bases(target).Select(planned => (Name: "base", Value: $"{planned.Image} {planned.Pin!.Digest}")).Concat(Versions(target).Select(pair => (Name: pair.Key, pair.Value)));
        var head = $"{target.Id}  {target.Platform}{(target.BuildPlatform == target.Platform ? "" : $", compiled on {target.BuildPlatform}")}";
        return string.Join('\n', rows.Select(row => $"  {row.Name,-13} {row.Value}").Prepend(head));
    }));

    public string Json() => DataJson.Of(
        Plan.Targets.Select(target => new
        {
            Target = target.Id,
            target.Platform,
            target.BuildPlatform,
            Builder = new { Plan.Builder(BuilderStep.IdOf(target)).Reference, Key = Plan.Builder(BuilderStep.IdOf(target)).Key.Key.Text },
            Bases = Bases(target).Select(planned => new { planned.Name, planned.Image, planned.Platform, planned.Pin!.Digest }),
            Toolchain = Versions(target),
        }));

    private IEnumerable<PlannedBase> Bases(Target target) => Plan.Builder(BuilderStep.IdOf(target)).BaseIds.Select(Plan.Base);

    private IReadOnlyDictionary<string, string> Versions(Target target) => Toolchains[BuilderStep.IdOf(target)];
}
