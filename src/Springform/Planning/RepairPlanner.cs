using Springform.Config;
using Springform.Keys;
using Springform.Plan;

namespace Springform.Planning;

/// <summary>Libraries that come along: from which builder, to which place, and what they hang on.</summary>
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

    /// <summary>Which libraries come along follows from the policy, their bytes from the builder.</summary>
    public void AddTo(KeyBuilder key, PlannedRepair repair, PlannedTarget planned) => key
        .Add("repair", [repair.Folder, planned.Abi?.Policy ?? "", .. (planned.Abi?.Libraries ?? []).Select(name => $"library {name}"), .. (planned.Abi?.Exceptions ?? []).Select(path => $"exception {path}")])
        .Add("repair builder", builderOf(planned.Target).Key.Key);
}
