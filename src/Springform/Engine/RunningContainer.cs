namespace Springform.Engine;

/// <summary>A container that somebody else started.</summary>
/// <param name="Id">the whole id</param>
/// <param name="Name">without a leading slash</param>
/// <param name="Image">as it was named when the container was made; the name may have moved on to another image since</param>
/// <param name="ImageId">sha256:... of what the container was really made from</param>
internal sealed record RunningContainer(string Id, string Name, string Image, string ImageId, bool IsRunning);
