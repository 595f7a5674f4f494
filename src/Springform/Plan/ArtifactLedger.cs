namespace Springform.Plan;

/// <summary>dist/artifacts.json: what was made, by what, from what.</summary>
/// <param name="Partial">made with --only: Merge takes it, Publish refuses it</param>
/// <param name="PlanKey">digest over the keys of all steps: the same digest means there is nothing to do</param>
public sealed record ArtifactLedger(string Project, string Version, string Commit, bool Partial, string PlanKey, IReadOnlyList<Artifact> Artifacts)
{
    /// <summary>Ids of the test and load steps that passed for exactly these files.</summary>
    public IReadOnlyList<string> Passed { get; init; } = [];

    /// <summary>As <see cref="BuildPlan.SourceKey"/>: parts that Merge joins have the same.</summary>
    public string SourceKey { get; init; } = "";

    public Artifact? Find(string name) => Artifacts.FirstOrDefault(artifact => artifact.Name == name);
}
