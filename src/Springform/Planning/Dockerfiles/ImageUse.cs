namespace Springform.Planning.Dockerfiles;

/// <summary>An image that a build needs.</summary>
/// <param name="Image">as the Dockerfile names it, arguments put in</param>
/// <param name="Platform">which of the image's platforms</param>
/// <param name="Line">where it is named</param>
internal sealed record ImageUse(string Image, string Platform, int Line);
