using Springform.Abi.Policies;
using Springform.Abi.Reports;
using Springform.Cache;
using Springform.Errors;
using Springform.Machine;
using Springform.Names;
using Springform.Package;
using Springform.Plan;

namespace Springform.Abi;

/// <summary>Reads the staged archives, writes abi.json and what each archive runs on, and holds the targets to their policies.</summary>
/// <param name="results">of commands, whose objects say where a symbol comes from</param>
internal sealed class AbiCheck(BuildPlan plan, StagedDist staged, BlobStore results, IOutput log)
{
    private readonly AbiReader reader = new(new AbiLimits(), ShippedTools.Find);

    /// <returns>a line for the summary</returns>
    /// <exception cref="SpringformException">E2xx, all at once; nothing of dist/ has changed then</exception>
    public string Run(CancellationToken cancellation)
    {
        var artifacts = plan.TargetArtifacts.Select(artifact => Examine(artifact, cancellation)).ToList();
        foreach (var line in AbiTable.Artifacts(artifacts))
            log.Line($"    {line}");
        staged.Report(DistFile.AbiReport, AbiJson.Of(artifacts), "abi");
        foreach (var artifact in artifacts)
            staged.RunsOn(artifact.Name, artifact.Floor?.Text);
        foreach (var artifact in artifacts.Where(artifact => artifact.Contents.HasCode))
            staged.Holds(artifact.Target!);

        var problems = plan.Abis.SelectMany(step => Problems(step, artifacts, cancellation)).ToList();
        if (problems.Count > 0)
            throw new SpringformException(problems);
        foreach (var step in plan.Abis)
            staged.Passed(step.Id);
        return $"{Counted.Of(artifacts.Sum(artifact => artifact.Contents.Files.Count), "ELF file")} in {Counted.Of(artifacts.Count, "archive")}, policies "
            + $"that hold: {plan.Abis.Count(abi => abi.Policy is not null)}";
    }

    private ExaminedArtifact Examine(ArtifactStep artifact, CancellationToken cancellation)
    {
        var step = plan.Abis.FirstOrDefault(abi => abi.Archives.Contains(artifact.Archive));
        return ExaminedArtifact.Of(
            artifact.Archive,
            artifact.Target!.Id,
            reader.Read(staged.Archive(artifact.Archive).Path, cancellation),
            step is null ? null : AbiPolicy.Of(step, artifact.Archive)
        );
    }

    private IEnumerable<Problem> Problems(AbiStep step, IReadOnlyList<ExaminedArtifact> all, CancellationToken cancellation)
    {
        var artifacts = all.Where(artifact => step.Archives.Contains(artifact.Name)).ToList();
        var origins = Origins.Find(reader, artifacts.SelectMany(artifact => artifact.Violations), Outputs(step), cancellation);
        return
        [
            .. AbiProblems.Of(artifacts, AbiPolicy.Of(step, step.Archives[0]), $"target {step.Target.Id}, step CheckAbi"),
            .. artifacts.SelectMany(artifact =>
                artifact.Violations.Zip(artifact.Problems(), (violation, problem) => problem with { Details = origins.Lines(violation) })
            ),
        ];
    }

    /// <summary>What the target's commands left, whose objects and static libraries may name the origin of a symbol.</summary>
    private IEnumerable<(string Name, string Path)> Outputs(AbiStep step) =>
        from artifact in plan.Artifacts.Where(artifact => artifact.Target?.Id == step.Target.Id)
        from id in artifact.CommandIds
        let blob = results.Find(id, plan.Command(id).Key.Key)
        where blob is not null
        select (id, blob.Path);
}
