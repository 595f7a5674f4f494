namespace Springform.Plan;

/// <summary>A name in a registry for the images of one or several platforms.</summary>
/// <param name="Reference">ghcr.io/owner/name:1.0.0; such a name never moves</param>
/// <param name="Archives">in dist/, one for each platform</param>
internal sealed record PlannedImage(string Reference, IReadOnlyList<(string Platform, string Archive)> Archives)
{
    public string Repository => Reference[..Reference.LastIndexOf(':')];

    public string Tag => Reference[(Reference.LastIndexOf(':') + 1)..];
}
