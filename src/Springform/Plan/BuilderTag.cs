namespace Springform.Plan;

/// <summary>A name in the registry for the builders of all platforms of one base; it moves when they change.</summary>
/// <param name="Reference">e.g. <c>ghcr.io/owner/perfspect-builder:v1</c>, or <c>:v1-bookworm</c> when there are several bases</param>
/// <param name="BuilderIds">one per platform</param>
internal sealed record BuilderTag(string Reference, IReadOnlyList<string> BuilderIds)
{
    public string Tag => Reference[(Reference.LastIndexOf(':') + 1)..];
}
