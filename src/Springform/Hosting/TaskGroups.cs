using Cake.Core;
using Cake.Frosting;
using Springform.Ci;
using Springform.Keys;
using Springform.Pipeline;
using Springform.Reporting;

namespace Springform.Hosting;

/// <summary>A heading before each task that has something to say, a group on GitHub Actions; and its time after it.</summary>
internal sealed class TaskGroups : FrostingTaskLifetime<BuildContext>
{
    public override void Setup(BuildContext context, ITaskSetupContext info)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        context.Record.Begin(SpanKind.Task, info.Task.Name);
        context.Terminal.Begin(
            context.Actions.IsActive ? GitHubActions.BeginGroup(info.Task.Name) : context.Terminal.Paint($"--> {info.Task.Name}", TerminalColour.Cyan)
        );
    }

    public override void Teardown(BuildContext context, ITaskTeardownContext info)
    {
        context.Record.End(SpanKind.Task, info.Task.Name, failed: !info.Successful);
        // A task of the project's own may have changed any file.
        if (!info.Skipped && !IsOurs(info.Task.Name))
        {
            context.Run.Git?.Forget();
        }

        if (info.Successful)
        {
            context.Explanation.Save(info.Task.Name);
        }

        if (context.Summary.Of(info.Task.Name) is { Length: > 0 } note)
        {
            context.Terminal.Note($"{note} ({Elapsed.Of(info.Duration)})", besideHeading: !context.Actions.IsActive);
        }

        context.Terminal.End(context.Actions.IsActive ? GitHubActions.EndGroup : null);
    }

    private static bool IsOurs(string task) => typeof(Tasks.PlanTask).Assembly.GetType($"{typeof(Tasks.PlanTask).Namespace}.{task}Task") is not null;
}
