namespace Springform.Planning.Dockerfiles;

/// <summary>A Dockerfile, or the ignore file beside it, cannot be read as it stands. Becomes a problem of the plan.</summary>
/// <param name="line">from 1</param>
internal sealed class DockerfileException(int line, string message) : Exception(message)
{
    public int Line => line;
}
