namespace Springform.Engine;

/// <summary>A command in a container that runs.</summary>
/// <param name="Container">id or name</param>
/// <param name="Command">argument list; never a shell string</param>
internal sealed record ContainerExec(string Container, IReadOnlyList<string> Command)
{
    /// <summary>Null: the container's own.</summary>
    public string? User { get; init; }

    /// <summary>Values by name that travel in the client's environment alone: <c>-e NAME</c>.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Writes standard input; the command sees its end when this returns. Null: it has none.</summary>
    public Func<Stream, CancellationToken, Task>? Input { get; init; }

    /// <summary>Told each line of standard output as it comes.</summary>
    public Action<string>? OutputLine { get; init; }
}
