namespace Springform.Plan;

/// <summary>A wheel, as its name and its content will be.</summary>
/// <param name="Name">its file name in dist/, with the policy's tag</param>
/// <param name="Pattern">glob of the wheel that the commands leave</param>
/// <param name="Extensions">modules that must be native: nvx._nvx</param>
public sealed record PlannedWheel(WheelName Name, string Pattern, WheelPolicy Policy, PythonTag Python, IReadOnlyList<string> Extensions);
