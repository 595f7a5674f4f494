using Springform.Plan;

namespace Springform.Planning;

/// <summary>
/// Which targets are held to which ABI policy: their own, else the project's; and all to their platform. A target without archives has nothing to hold. A wheel
/// is always held to the policy that its name promises.
/// </summary>
internal static class AbiPlanner
{
    public static IReadOnlyList<AbiStep> Abis(IReadOnlyList<PlannedTarget> targets, IReadOnlyList<PackageStep> packages) =>
        [.. from planned in targets
            let own = packages.Where(package => package.Target.Id == planned.Target.Id && package.Wheel is null).ToList()
            where own.Count > 0
            select new AbiStep(planned.Target, [.. own.Select(package => package.Archive)], planned.Abi?.Policy, planned.Abi?.Libraries ?? [], planned.Abi?.Exceptions ?? [])
            {
                ForAny = [.. own.Where(package => package.IsForAny).Select(package => package.Archive)],
            },
         .. from package in packages
            let policy = package.Wheel?.Policy.Name
            where policy is not null
            let abi = targets.First(planned => planned.Target.Id == package.Target.Id).Abi
            select new AbiStep(package.Target, [package.Archive], abi?.Policy is { } further ? $"{policy}, {further}" : policy, abi?.Libraries ?? [], abi?.Exceptions ?? []) { IsWheel = true }];
}
