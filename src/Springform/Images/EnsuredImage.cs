namespace Springform.Images;

/// <summary>An image that the engine holds now.</summary>
/// <param name="Reference">tag by content key</param>
/// <param name="Id">the engine's id of it, sha256:...</param>
/// <param name="WasPresent">nothing had to be made</param>
public sealed record EnsuredImage(string Reference, string Id, bool WasPresent);
