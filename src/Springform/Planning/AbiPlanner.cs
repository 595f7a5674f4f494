using Springform.Plan;

namespace Springform.Planning;

/// <summary>
/// Which targets are held to which ABI policy: their own, else the project's; and all to their platform. A target without archives has nothing to hold. A wheel
/// is always held to the policy that its name promises.
/// </summary>
internal static class AbiPlanner
{
    public static IReadOnlyList<AbiStep> Abis(IReadOnlyList<PlannedTarget> targets, IReadOnlyList<ArtifactStep> artifacts) =>
        [
            .. from planned in targets
            let own = artifacts.Where(artifact => artifact.Target?.Id == planned.Target.Id && artifact.Content is PlannedFiles).ToList()
            where own.Count > 0
            select StepKeys.Keyed(
                new AbiStep(
                    planned.Target,
                    [.. own.Select(artifact => artifact.Archive)],
                    planned.Abi?.Policy,
                    planned.Abi?.Libraries ?? [],
                    planned.Abi?.Exceptions ?? [],
                    StepKeys.None
                )
                {
                    ForAny = [.. own.Where(artifact => artifact.IsForAny).Select(artifact => artifact.Archive)],
                }
            ),
            .. from artifact in artifacts
            let policy = (artifact.Content as PlannedWheel)?.Policy.Name
            where policy is not null
            let planned = targets.First(planned => planned.Target.Id == artifact.Target!.Id)
            let abi = planned.Abi
            select StepKeys.Keyed(
                new AbiStep(
                    planned.Target,
                    [artifact.Archive],
                    abi?.Policy is { } further ? $"{policy}, {further}" : policy,
                    abi?.Libraries ?? [],
                    abi?.Exceptions ?? [],
                    StepKeys.None
                )
                {
                    IsWheel = true,
                }
            ),
        ];
}
