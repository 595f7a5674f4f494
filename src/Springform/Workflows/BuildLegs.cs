using System.Text.Json;
using Springform.Config;
using Springform.Names;
using Springform.Plan;

namespace Springform.Workflows;

/// <summary>The jobs that build, one for each target.</summary>
internal static class BuildLegs
{
    /// <param name="usual">the runner where springform.yaml names none</param>
    public static IReadOnlyList<BuildLeg> Of(BuildPlan plan, WorkflowConfig? config, string usual)
    {
        var known = config ?? new WorkflowConfig();
        return
        [
            .. plan.Targets.Select(target => new BuildLeg(
                target.Id,
                target.Platform,
                For(target, known.Runners) ?? usual,
                Minutes(For(target, known.Timeouts) ?? known.Timeout)
            )),
        ];
    }

    /// <summary>What GitHub takes as a matrix, in one line.</summary>
    public static string Matrix(IEnumerable<BuildLeg> legs) => JsonSerializer.Serialize(new { include = legs }, JsonSerializerOptions.Web);

    /// <summary>What is said of the target itself wins over what is said of the platform.</summary>
    private static string? For(Target target, IReadOnlyDictionary<string, string> values) =>
        values.GetValueOrDefault(target.Id) ?? values.GetValueOrDefault(target.BuildPlatform);

    private static int Minutes(string timeout) => (int)Math.Ceiling(RunLimits.ParseTimeout(timeout)!.Value.TotalMinutes);
}
