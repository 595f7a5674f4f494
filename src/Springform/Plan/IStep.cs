namespace Springform.Plan;

/// <summary>One thing that the plan says will be done. <see cref="BuildPlan.Steps"/> lists them all, in their order.</summary>
public interface IStep
{
    /// <summary>Unique in the plan: compile/x86_64/1-make, package/demo-1.4.0.tar.gz.</summary>
    string Id { get; }

    /// <summary>Name of the task that carries it out.</summary>
    string Task { get; }

    /// <summary>Over everything that its result depends on, as far as the plan knows it.</summary>
    StepKey Key { get; }
}
