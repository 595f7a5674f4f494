namespace Springform.Plan;

/// <summary>A name in the registry for the builders of all platforms of one base.</summary>
/// <param name="Reference">e.g. <c>ghcr.io/owner/perfspect-builder:v1</c>, or <c>:v1-bookworm</c> when there are several bases</param>
/// <param name="BuilderIds">one per platform</param>
internal sealed record BuilderTag(string Reference, IReadOnlyList<string> BuilderIds)
{
    /// <summary>It has a number, as v1 or 20240315 have: it only moves when somebody asks for it. Others, such as latest, follow the builder.</summary>
    public bool IsVersion { get; init; }

    public string Tag => Reference[(Reference.LastIndexOf(':') + 1)..];
}
