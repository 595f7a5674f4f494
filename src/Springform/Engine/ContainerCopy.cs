namespace Springform.Engine;

/// <summary>A path of a container whose tar stream is given to a reader.</summary>
/// <param name="ContainerPath">absolute; the tar's entries begin with its last segment, as <c>docker cp PATH -</c> gives them</param>
/// <param name="Read">consumes the tar stream to its end; not called when the path does not exist</param>
/// <param name="Optional">a missing path is skipped instead of being E403</param>
internal sealed record ContainerCopy(string ContainerPath, Func<Stream, CancellationToken, Task> Read, bool Optional = false);
