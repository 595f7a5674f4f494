using Springform.Abi;
using Springform.Abi.Policies;
using Springform.Abi.Reports;
using Springform.Errors;
using Springform.Machine;
using Springform.Names;
using Springform.Plan;
using Springform.Reporting;

namespace Springform.Pipeline;

/// <summary>Reads the staged archives, writes abi.json and what each archive runs on, and holds the targets to their policies.</summary>
public sealed class AbiWork(BuildContext context)
{
    private readonly AbiReader reader = new(new AbiLimits(), ShippedTools.Find);

    /// <returns>a line for the summary</returns>
    /// <exception cref="SpringformException">E2xx, all at once; nothing of dist/ has changed then</exception>
    public string Run()
    {
        var artifacts = context.Plan.TargetArtifacts.Select(Examine).ToList();
        foreach (var line in AbiTable.Artifacts(artifacts))
            context.Run.Terminal.Line($"    {line}");
        context.Staged.Report(DistFile.AbiReport, AbiJson.Of(artifacts), "abi");
        foreach (var artifact in artifacts)
            context.Staged.RunsOn(artifact.Name, artifact.Floor?.Text);
        foreach (var artifact in artifacts.Where(artifact => artifact.Contents.HasCode))
            context.Staged.Holds(artifact.Target!);

        var problems = context.Plan.Abis.SelectMany(step => Problems(step, artifacts)).ToList();
        if (problems.Count > 0)
            throw new SpringformException(problems);
        foreach (var step in context.Plan.Abis)
            context.Staged.Passed(step.Id);
        return $"{Counted.Of(artifacts.Sum(artifact => artifact.Contents.Files.Count), "ELF file")} in {Counted.Of(artifacts.Count, "archive")}, policies that hold: {context.Plan.Abis.Count(abi => abi.Policy is not null)}";
    }

    private ExaminedArtifact Examine(ArtifactStep artifact)
    {
        var step = context.Plan.Abis.FirstOrDefault(abi => abi.Archives.Contains(artifact.Archive));
        return ExaminedArtifact.Of(
            artifact.Archive, artifact.Target!.Id, reader.Read(context.Staged.Archive(artifact.Archive).Path, context.Cancellation), step is null ? null : PolicyOf(step, artifact.Archive));
    }

    private IEnumerable<Problem> Problems(AbiStep step, IReadOnlyList<ExaminedArtifact> all)
    {
        var artifacts = all.Where(artifact => step.Archives.Contains(artifact.Name)).ToList();
        var origins = Origins.Find(reader, artifacts.SelectMany(artifact => artifact.Violations), Outputs(step), context.Cancellation);
        return
        [
            .. AbiProblems.Of(artifacts, PolicyOf(step, step.Archives[0]), $"target {step.Target.Id}, step CheckAbi"),
            .. artifacts.SelectMany(artifact => artifact.Violations.Zip(artifact.Problems(), (violation, problem) => problem with { Details = origins.Lines(violation) })),
        ];
    }

    /// <summary>What the target's commands left, whose objects and static libraries may name the origin of a symbol.</summary>
    private IEnumerable<(string Name, string Path)> Outputs(AbiStep step) =>
        from artifact in context.Plan.Artifacts.Where(artifact => artifact.Target?.Id == step.Target.Id)
        from id in artifact.CommandIds
        let blob = context.Results.Find(id, context.Plan.Command(id).Key.Key)
        where blob is not null
        select (id, blob.Path);

    internal static AbiPolicy PolicyOf(AbiStep step, string archive) => new(step.Policy)
    {
        Libraries = step.Libraries,
        Exceptions = step.Exceptions,
        Platforms = NativePlatform.Find(step.Target.Platform) is { } platform ? [platform] : [],
        PlatformName = step.Target.Platform,
        IsForAny = step.ForAny.Contains(archive),
    };
}
