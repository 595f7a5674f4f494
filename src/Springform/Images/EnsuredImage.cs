namespace Springform.Images;

/// <summary>An image that the engine holds now.</summary>
/// <param name="Reference">tag by content key</param>
/// <param name="Id">the engine's id of it, sha256:...</param>
internal sealed record EnsuredImage(string Reference, string Id, ImageOrigin Origin)
{
    /// <summary>Nothing had to be made or fetched.</summary>
    public bool WasPresent => Origin == ImageOrigin.Present;
}
