namespace Springform.FakeGitHub.State;

/// <summary>A moment at which everybody could see a release that was not whole.</summary>
/// <param name="After">what changed it, e.g. <c>12 PATCH /repos/o/r/releases/7</c></param>
/// <param name="Tag">of the release</param>
/// <param name="Assets">the ones that were missing or not as they should be</param>
public sealed record Incomplete(string After, string Tag, IReadOnlyList<string> Assets)
{
    public override string ToString() => $"after {After}: {Tag} was public without {string.Join(", ", Assets)}";
}
