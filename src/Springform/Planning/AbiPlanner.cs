using Springform.Plan;

namespace Springform.Planning;

/// <summary>
/// Which targets are held to which ABI policy: their own, else the project's. A target without archives has nothing to hold. A wheel is always held to
/// the policy that its name promises.
/// </summary>
internal static class AbiPlanner
{
    public static IReadOnlyList<AbiStep> Abis(IReadOnlyList<PlannedTarget> targets, IReadOnlyList<PackageStep> packages) =>
        [.. from planned in targets
            let archives = packages.Where(package => package.Target.Id == planned.Target.Id && package.Wheel is null).Select(package => package.Archive).ToList()
            let abi = planned.Abi
            where abi is not null && archives.Count > 0
            select new AbiStep(planned.Target, archives, abi.Policy, abi.Libraries, abi.Exceptions),
         .. from package in packages
            let policy = package.Wheel?.Policy.Name
            where policy is not null
            let abi = targets.First(planned => planned.Target.Id == package.Target.Id).Abi
            select new AbiStep(package.Target, [package.Archive], abi is null ? policy : $"{policy}, {abi.Policy}", abi?.Libraries ?? [], abi?.Exceptions ?? []) { IsWheel = true }];
}
