using Springform.Abi.Policies;
using Springform.Abi.Reports;
using Springform.Errors;
using Springform.Machine;
using Springform.Names;
using Springform.Plan;

namespace Springform.Abi;

/// <summary>
/// Holds what other machines made to its platform: archives and wheels of the plan to that of their target, prebuilt files to the one that is declared for
/// them, prebuilt wheels to the one in their names.
/// </summary>
internal sealed class PartAbi(BuildPlan plan, IOutput log, CancellationToken cancellation)
{
    private readonly AbiReader reader = new(new AbiLimits(), ShippedTools.Find);

    /// <returns>
    /// E215 for each file for another machine, E201 and E202 for what cannot be read, E204 for exceptions of prebuilt files that match nothing in them; nothing
    /// for a file that is no archive of a target
    /// </returns>
    public IReadOnlyList<Problem> Problems(IReadOnlyList<(Artifact Artifact, string Path)> files)
    {
        var excepted = new HashSet<(string Prebuilt, string Pattern)>();
        var problems = files.SelectMany(file => Problems(file.Artifact, file.Path, excepted)).ToList();
        var unused = plan
            .Prebuilt.SelectMany(prebuilt => prebuilt.Exceptions, (prebuilt, pattern) => (prebuilt.Name, Pattern: pattern))
            .Where(exception => !excepted.Contains(exception));
        return [.. problems, .. unused.Select(exception => Unused(exception.Name, exception.Pattern))];
    }

    private static Problem Unused(string prebuilt, string pattern) =>
        new(
            ErrorCode.UnusedException,
            $"prebuilt.{prebuilt}.exceptions names {Quoted.Of(pattern)}, which matches nothing that is held to a platform",
            "springform.yaml",
            "remove it, or correct the path within the file; files without a platform need no exceptions"
        );

    /// <param name="excepted">gets the exceptions of prebuilt files that match something</param>
    private IEnumerable<Problem> Problems(Artifact artifact, string path, HashSet<(string Prebuilt, string Pattern)> excepted)
    {
        if (artifact.Kind is not (ArtifactKind.Archive or ArtifactKind.Image or ArtifactKind.Wheel) || PolicyOf(artifact) is not { } policy)
            return [];
        var examined = ExaminedArtifact.Of(artifact.Name, artifact.Target, reader.Read(path, cancellation), policy);
        if (PrebuiltOf(artifact) is { } prebuilt)
            excepted.UnionWith(prebuilt.Exceptions.Where(pattern => AbiProblems.Matches(pattern, [examined])).Select(pattern => (prebuilt.Name, pattern)));
        return
        [
            .. examined
                .Contents.Unreadable.Where(problem => !policy.IsExcepted(problem.Where))
                .Select(problem => problem with { Where = examined.Place(problem.Where) }),
            .. examined.Problems(),
        ];
    }

    /// <returns>null: nothing says what it is for</returns>
    private AbiPolicy? PolicyOf(Artifact artifact)
    {
        if (plan.Abis.FirstOrDefault(step => step.Archives.Contains(artifact.Name)) is { } step)
            return AbiPolicy.Of(step with { Policy = null, Libraries = [] }, artifact.Name) with { IsForMachinesOnly = true };
        if (PrebuiltOf(artifact) is not { } prebuilt)
            return null;
        if (prebuilt.Platform is { } platform)
            return new AbiPolicy(null)
            {
                Exceptions = prebuilt.Exceptions,
                Platforms = [NativePlatform.Find(platform)!],
                PlatformName = platform,
                IsForMachinesOnly = true,
            };
        if (WheelName.Parse(artifact.Name) is { } wheel && NativePlatform.OfWheel(wheel.Platform) is { Count: > 0 } platforms)
            return new AbiPolicy(null)
            {
                Exceptions = prebuilt.Exceptions,
                Platforms = platforms,
                PlatformName = wheel.Platform,
                IsForMachinesOnly = true,
            };
        log.Line($"    warning: prebuilt.{prebuilt.Name} has no platform, so nothing checked which machine {Quoted.Clean(artifact.Name)} is for");
        return null;
    }

    private PrebuiltStep? PrebuiltOf(Artifact artifact) => plan.Prebuilt.FirstOrDefault(prebuilt => prebuilt.Files.Contains(artifact.Name));
}
