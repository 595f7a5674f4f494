using Cake.Frosting;
using Springform.Errors;
using Springform.Facts;
using Springform.Init;
using Springform.Pipeline;
using Springform.Workflows;

namespace Springform.Tasks;

/// <summary>
/// Writes the first springform.yaml of a repository, its builder/Dockerfile and what is missing in .gitignore, from what its files tell; with --ci, or when the
/// answer is yes, the workflow too. Overwrites nothing. Asks three questions at the most, on a terminal and without --yes. E126 there is a springform.yaml,
/// E127 nothing tells how it is built.
/// </summary>
[TaskName("Init")]
[TaskDescription("Writes a first springform.yaml and a builder for this repository (--yes asks nothing, --ci adds a workflow)")]
public sealed class InitTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var questions = new Questions(context.Run.HasTerminal && !context.Options.Yes ? context.Run.Answers : null, context.Terminal.Line);
        var git = new GitCommand(context.Processes, context.Folders.Root, context.Cancellation);
        foreach (var line in await new NewProject(context.Folders.Root, git, questions).WriteAsync(context.Cancellation))
            context.Terminal.Line($"    {line}");
        context.Run.Git?.Forget(); // what it asked at the start did not have these files
        if (await WorkflowOfAsync(context, questions) is { } system)
            context.Terminal.Line($"    {await WriteAsync(context, system)}");
        context.Summary.Note("Init", "springform.yaml is ready");
    }

    /// <summary>Null: none is wanted.</summary>
    private static async Task<CiSystem?> WorkflowOfAsync(BuildContext context, Questions questions)
    {
        if (context.Options.IsCiGiven)
            return CiSystem.Of(context.Options.Ci);
        var choices = CiSystem.All.Select(system => $"yes, {system.Path}");
        var answer = await questions.ChooseAsync("Write a workflow for CI too?", ["no", .. choices], context.Cancellation);
        return answer == 0 ? null : CiSystem.All[answer - 1];
    }

    // A workflow needs pinned bases, and most repositories have none yet: what was written is no less ready for that.
    private static async Task<string> WriteAsync(BuildContext context, CiSystem system)
    {
        try
        {
            return await context.WriteWorkflowAsync(system);
        }
        catch (SpringformException refused)
        {
            var problem = refused.Problems[0];
            return $"{system.Path} is not written yet: {problem.What}. Then: {problem.Fix}; --target=Workflow --ci={system.Name} writes it";
        }
    }
}
