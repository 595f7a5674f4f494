using Springform.Names;
using Springform.Plan;

namespace Springform.Planning;

/// <summary>Libraries that come along: from which builder, and to which place.</summary>
/// <param name="builderOf">the builder of a target's commands</param>
internal sealed class RepairPlanner(Func<Target, BuilderStep> builderOf)
{
    /// <summary>lib/ beside bin/, as programs expect it.</summary>
    public PlannedRepair Archive(Target target, string? root)
    {
        var top = root?.Trim('/') ?? "";
        var prefix = top.Length == 0 ? "" : top + "/";
        return new PlannedRepair(builderOf(target).Id, top, $"{prefix}lib", $"{prefix}licenses");
    }

    /// <summary>NAME.libs/ beside the packages, as auditwheel has it.</summary>
    public PlannedRepair Wheel(Target target, WheelName name) =>
        new(builderOf(target).Id, "", $"{name.Distribution}.libs", $"{name.Distribution}.libs/licenses");
}
