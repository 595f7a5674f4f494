namespace Springform.Plan;

/// <param name="Name">e.g. <c>command</c>, <c>env GOARCH</c>, <c>base bookworm</c>, <c>recipe fio-x86_64</c></param>
/// <param name="Value">a digest or a short text; null while pending</param>
public sealed record KeyInput(string Name, string? Value);
