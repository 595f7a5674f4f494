using Cake.Core;
using Springform.Errors;

namespace Springform.Hosting;

/// <summary>
/// Cake's engine, with the end of the run kept: which exception, and so which exit code and which text. It returns normally after a failure,
/// because Cake's host would print its own words about the exception and end with 1.
/// </summary>
internal sealed class RecordingEngine(CakeEngine inner, RunOutcome outcome) : ICakeEngine
{
    public event EventHandler<BeforeSetupEventArgs> BeforeSetup
    {
        add => inner.BeforeSetup += value;
        remove => inner.BeforeSetup -= value;
    }

    public event EventHandler<AfterSetupEventArgs> AfterSetup
    {
        add => inner.AfterSetup += value;
        remove => inner.AfterSetup -= value;
    }

    public event EventHandler<BeforeTeardownEventArgs> BeforeTeardown
    {
        add => inner.BeforeTeardown += value;
        remove => inner.BeforeTeardown -= value;
    }

    public event EventHandler<AfterTeardownEventArgs> AfterTeardown
    {
        add => inner.AfterTeardown += value;
        remove => inner.AfterTeardown -= value;
    }

    public event EventHandler<BeforeTaskSetupEventArgs> BeforeTaskSetup
    {
        add => inner.BeforeTaskSetup += value;
        remove => inner.BeforeTaskSetup -= value;
    }

    public event EventHandler<AfterTaskSetupEventArgs> AfterTaskSetup
    {
        add => inner.AfterTaskSetup += value;
        remove => inner.AfterTaskSetup -= value;
    }

    public event EventHandler<BeforeTaskTeardownEventArgs> BeforeTaskTeardown
    {
        add => inner.BeforeTaskTeardown += value;
        remove => inner.BeforeTaskTeardown -= value;
    }

    public event EventHandler<AfterTaskTeardownEventArgs> AfterTaskTeardown
    {
        add => inner.AfterTaskTeardown += value;
        remove => inner.AfterTaskTeardown -= value;
    }

    public IReadOnlyList<ICakeTaskInfo> Tasks => inner.Tasks;

    public CakeTaskBuilder RegisterTask(string name) => inner.RegisterTask(name);

    public void RegisterSetupAction(Action<ISetupContext> action) => inner.RegisterSetupAction(action);

    public void RegisterSetupAction<TData>(Func<ISetupContext, TData> action)
        where TData : class => inner.RegisterSetupAction(action);

    public void RegisterTeardownAction(Action<ITeardownContext> action) => inner.RegisterTeardownAction(action);

    public void RegisterTeardownAction<TData>(Action<ITeardownContext, TData> action)
        where TData : class => inner.RegisterTeardownAction(action);

    public void RegisterTaskSetupAction(Action<ITaskSetupContext> action) => inner.RegisterTaskSetupAction(action);

    public void RegisterTaskSetupAction<TData>(Action<ITaskSetupContext, TData> action)
        where TData : class => inner.RegisterTaskSetupAction(action);

    public void RegisterTaskTeardownAction(Action<ITaskTeardownContext> action) => inner.RegisterTaskTeardownAction(action);

    public void RegisterTaskTeardownAction<TData>(Action<ITaskTeardownContext, TData> action)
        where TData : class => inner.RegisterTaskTeardownAction(action);

    public async Task<CakeReport> RunTargetAsync(ICakeContext context, IExecutionStrategy strategy, ExecutionSettings settings)
    {
        try
        {
            RequireKnown(settings.Targets.ToList());
            return await inner.RunTargetAsync(context, strategy, settings);
        }
#pragma warning disable CA1031 // whatever it is, it becomes the run's one outcome
        catch (Exception error)
#pragma warning restore CA1031
        {
            outcome.Record(error);
            return (error as CakeReportException)?.Report ?? new CakeReport();
        }
    }

    private void RequireKnown(IReadOnlyList<string> targets)
    {
        var known = Tasks.Select(task => task.Name).ToList();
        var problems = targets
            .Where(target => !known.Contains(target, StringComparer.OrdinalIgnoreCase))
            .Select(target => new Problem(ErrorCode.UnknownTask, $"there is no task {Quoted.Of(target)}", "--target", Nearest.Hint(target, known)))
            .ToList();
        if (problems.Count > 0)
        {
            throw new SpringformException(problems);
        }
    }
}
