namespace Springform.Init;

/// <summary>What springform.yaml says of wheels.</summary>
/// <param name="Distribution">as the package calls itself; null: it does not say</param>
/// <param name="Extensions">modules that are compiled; empty: they could not be known</param>
/// <param name="Policy">what a wheel of the draft's suite promises, e.g. manylinux_2_36</param>
internal sealed record WheelDraft(string? Distribution, IReadOnlyList<string> Extensions, string Policy);
