using Springform.Cache;
using Springform.Files;
using Springform.Keys;
using Springform.Machine;
using Springform.Plan;

namespace Springform.Compile;

/// <summary>Runs commands: what is shared first, then each target's in order, targets side by side.</summary>
/// <param name="results">gets what the commands leave</param>
/// <param name="processes">compare what differs</param>
internal sealed class Compilation(
    CommandHosts hosts,
    Legs legs,
    SharedStore results,
    FileHasher hasher,
    ProjectFolders folders,
    SecretValues secrets,
    ProcessRunner processes
)
{
    /// <summary>--keep-failures; null: nothing is kept of a leg that fails.</summary>
    public FailureCapsules? Capsules { get; init; }

    public async Task RunAsync(BuildPlan plan, IReadOnlyList<CommandStep> commands, CancellationToken cancellation)
    {
        secrets.Require(commands);
        if (commands.Count > 0 && Directory.Exists(folders.Generated))
            Directory.Delete(folders.Generated, recursive: true);
        var targets = commands.GroupBy(command => command.Target?.Id ?? "all").ToList();
        foreach (var stage in new[] { targets.Where(leg => leg.Key == "all").ToList(), targets.Where(leg => leg.Key != "all").ToList() })
        {
            await legs.RunAsync(stage, NameOf, (leg, output, token) => RunAsync(plan, leg, output, token), cancellation);
        }
    }

    private async Task RunAsync(BuildPlan plan, IGrouping<string, CommandStep> leg, IOutput output, CancellationToken cancellation)
    {
        Capsules?.Forget(NameOf(leg));
        foreach (var command in leg)
        {
            output.Line($"{command.Id}: {string.Join(' ', command.Command).Split('\n')[0]}");
            await legs.Record.StepAsync(
                NameOf(leg),
                command.Task,
                command.Id,
                command.After,
                () => RunnerOf(plan.Builder(command.BuilderId)).RunAsync(plan, command, output, cancellation)
            );
        }
    }

    private static string NameOf(IGrouping<string, CommandStep> leg) => FailureCapsules.LegOf(leg.First());

    private CommandRunner RunnerOf(BuilderStep builder) =>
        new(hosts.Of(builder), results, hasher, folders.Root, folders.Scratch, secrets.ByName, new TrackedOutputs(processes, folders), ShippedTools.Find)
        {
            Capsules = Capsules,
        };
}
