using Springform.Compile;
using Springform.Machine;
using Springform.Plan;

namespace Springform.Pipeline;

/// <summary>Runs commands: what is shared first, then each target's in order, targets side by side.</summary>
public sealed class CompileWork(BuildContext context)
{
    /// <summary>Looked at before the first image is built. While a base is not resolved no command has a key, so all of them will run.</summary>
    /// <returns>how many secrets are wanted</returns>
    /// <exception cref="SpringformException">E109 of secrets, and of half a login to a registry</exception>
    public int RequireSecrets()
    {
        new Registries(context).RequireLogin();
        if (context.Plan.Commands.All(command => command.Secrets.Count == 0))
        {
            return 0;
        }

        // Not the context's own Work: the plan, and what has to be done, may still change.
        var commands = context.Plan.PendingBases.Any() ? context.Plan.Commands : new Work(context).Commands;
        SecretValues.Require(commands, context.Run.Environment);
        return commands.SelectMany(command => command.Secrets).Distinct(StringComparer.Ordinal).Count();
    }

    public async Task RunAsync(IReadOnlyList<CommandStep> commands, CancellationToken cancellation)
    {
        SecretValues.Require(commands, context.Run.Environment);
        var legs = commands.GroupBy(command => command.Target?.Id ?? "all").ToList();
        foreach (var stage in new[] { legs.Where(leg => leg.Key == "all").ToList(), legs.Where(leg => leg.Key != "all").ToList() })
        {
            await context.Legs.RunAsync(
                stage,
                leg => $"compile-{leg.Key}",
                async (leg, output, token) =>
                {
                    foreach (var command in leg)
                    {
                        output.Line($"{command.Id}: {string.Join(' ', command.Command).Split('\n')[0]}");
                        await RunnerOf(command).RunAsync(context.Plan, command, output, token);
                    }
                },
                cancellation);
        }
    }

    /// <summary>Where commands of a builder run.</summary>
    public ICommandHost HostOf(BuilderStep builder) => InPlaceHost.IsInside(builder, context.Run.Environment)
        ? new InPlaceHost(context.Processes, context.Folders.Scratch, context.Run.Clock)
        : new ContainerHost(context.Engine, context.Plan.Project.Name);

    private CommandRunner RunnerOf(CommandStep command) =>
        new CommandRunner(HostOf(context.Plan.Builder(command.BuilderId)), context.Results, context.Hasher, context.Folders.Root, context.Folders.Scratch, SecretValues.Of(context.Config.Config, context.Run.Environment), ShippedTools.Find);
}
