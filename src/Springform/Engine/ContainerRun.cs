using Springform.Machine;
using Springform.Names;
using Springform.Plan;

namespace Springform.Engine;

/// <summary>One command in one temporary container, which gets no more than is said here.</summary>
/// <param name="Image">reference the engine holds (key tag or digest)</param>
/// <param name="Platform">linux/amd64, linux/arm64</param>
/// <param name="Command">argument list; never a shell string</param>
internal sealed record ContainerRun(string Image, string Platform, IReadOnlyList<string> Command)
{
    /// <summary>Shown in labels and messages, e.g. compile/debian12-arm64.</summary>
    public required string Name { get; init; }

    /// <summary>Inputs are unpacked here and the command starts here.</summary>
    public string WorkDirectory { get; init; } = "/src";

    /// <summary>Null: the image's own.</summary>
    public string? User { get; init; }

    /// <summary>A person's terminal is connected: nothing of the output comes to Springform.</summary>
    public bool Terminal { get; init; }

    /// <summary>Off unless the project asks for it.</summary>
    public bool Network { get; init; }

    /// <summary>The declared environment and nothing else of the caller's.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Names whose values are taken from Springform's own environment: passed as <c>-e NAME</c>, never in arguments or logs.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>Declared cache volumes: volume name to container path.</summary>
    public IReadOnlyDictionary<string, string> Caches { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>When the command takes more, it is ended: a result like any other.</summary>
    public RunLimits Limits { get; init; } = new(TimeSpan.Zero);

    /// <summary>Writes a tar stream that is unpacked into <see cref="WorkDirectory"/> before the start. Null: nothing goes in.</summary>
    public Func<Stream, CancellationToken, Task>? Inputs { get; init; }

    /// <summary>Read after exit 0.</summary>
    public IReadOnlyList<ContainerCopy> Outputs { get; init; } = [];

    /// <summary>Asked when <see cref="Outputs"/> were read: what has to be read besides. Null: nothing.</summary>
    public Func<IReadOnlyList<ContainerCopy>>? FurtherOutputs { get; init; }
}
