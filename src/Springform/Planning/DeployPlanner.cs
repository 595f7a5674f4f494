using Springform.Config;
using Springform.Names;
using Springform.Plan;

namespace Springform.Planning;

/// <summary>What <c>deploy</c> takes of its target: outputs of its commands, and files of the work tree.</summary>
internal static class DeployPlanner
{
    /// <returns>null without <c>deploy</c>, and when --only leaves its target out</returns>
    public static DeployStep? Plan(PlanContext context, IReadOnlyList<PlannedTarget> targets, IReadOnlyList<CommandStep> commands)
    {
        if (
            context.Config.Deploy is not { } config
            || targets.FirstOrDefault(planned => config.Target is null || planned.Target.Id == config.Target)?.Target is not { } target
        )
            return null;
        var values = context.ValuesOf(target);
        var files = config.Files.Select(file => new PlannedFile(Template.Expand(file.From, values), null, file.To)).ToList();
        var tree = context.Select([.. files.Select(file => file.From!)]);
        var own = commands.Where(command => command.Target is null || command.Target.Id == target.Id).ToList();
        var step = new ArtifactStep(target.Id, target, new PlannedFiles(null, files, tree), StepKeys.None)
        {
            Task = "Deploy",
            CommandIds = [.. own.Where(command => !command.IsTest).Select(command => command.Id)],
            TestIds = [.. own.Where(command => command.IsTest).Select(command => command.Id)],
            Checksums = [],
        };
        return new DeployStep(step, config);
    }
}
