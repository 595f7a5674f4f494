using System.Reflection;
using Cake.Core;
using Cake.Core.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal;

/// <summary>Gives tasks and lifetimes to the engine.</summary>
internal sealed class TaskRegistration(ICakeEngine engine, IFrostingContext context, ICakeLog log, IEnumerable<IFrostingTask> tasks, IServiceProvider provider)
{
    public void Register()
    {
        foreach (var task in tasks)
            Register(new TaskFacts(task));
        RegisterLifetimes();
    }

    private void Register(TaskFacts facts)
    {
        if (!facts.ContextType.IsInstanceOfType(context))
        {
            log.Warning("Task {0} is left out: its context {1} does not fit {2}.", facts.Name, facts.ContextType.FullName, context.GetType().FullName);
            return;
        }

        var builder = engine.RegisterTask(facts.Name);
        RegisterBody(builder, facts);
        if (!string.IsNullOrWhiteSpace(facts.Description))
            builder.Description(facts.Description);
        foreach (var dependency in facts.Dependencies)
            builder.IsDependentOn(NameOf(dependency, "dependency"));
        foreach (var dependee in facts.Dependees)
            builder.IsDependeeOf(NameOf(dependee, "reverse dependency"));
    }

    private void RegisterBody(CakeTaskBuilder builder, TaskFacts facts)
    {
        var task = facts.Task;
        if (facts.Overrides("Run") || facts.Overrides("RunAsync"))
            builder.Does(task.RunAsync);
        if (facts.Overrides("ShouldRun"))
            builder.WithCriteria(task.ShouldRun, task.SkippedMessage);
        if (facts.ContinuesOnError)
            builder.ContinueOnError();
        if (facts.Overrides("OnError"))
            builder.OnError(exception => task.OnError(exception, context));
        if (facts.Overrides("Finally"))
            builder.Finally(() => task.Finally(context));
    }

    private void RegisterLifetimes()
    {
        if (provider.GetService<IFrostingSetup>() is { } setup)
            engine.RegisterSetupAction(info => setup.Setup(context, info));
        if (provider.GetService<IFrostingTeardown>() is { } teardown)
            engine.RegisterTeardownAction(info => teardown.Teardown(context, info));
        if (provider.GetService<IFrostingTaskSetup>() is { } taskSetup)
            engine.RegisterTaskSetupAction(info => taskSetup.Setup(context, info));
        if (provider.GetService<IFrostingTaskTeardown>() is { } taskTeardown)
            engine.RegisterTaskTeardownAction(info => taskTeardown.Teardown(context, info));
    }

    private static string NameOf(Type type, string role) =>
        typeof(IFrostingTask).IsAssignableFrom(type)
            ? TaskFacts.NameOf(type)
            : throw new FrostingException($"The {role} '{TaskFacts.NameOf(type)}' is not a valid task.");
}
