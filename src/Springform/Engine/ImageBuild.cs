using Springform.Names;
using Springform.Plan;

namespace Springform.Engine;

/// <summary>One image build.</summary>
/// <param name="Tag">the one tag that the result gets (by content key)</param>
/// <param name="Platform">linux/amd64, linux/arm64</param>
/// <param name="Dockerfile">its text, already with pinned FROM lines</param>
/// <param name="Folder">
/// of this build alone; the context lies in <see cref="ContextIn"/>, and the Dockerfile is written beside it, where no COPY can see it
/// </param>
internal sealed record ImageBuild(string Tag, string Platform, string Dockerfile, string Folder)
{
    public string Context => ContextIn(Folder);

    public string DockerfilePath => Path.Combine(Folder, "Dockerfile");

    public static string ContextIn(string folder) => Path.Combine(folder, "context");

    public required string Name { get; init; }

    /// <summary>Dockerfile stage; null: the last.</summary>
    public string? Stage { get; init; }

    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>RUN steps may use the network. On unless the project turns it off: a Dockerfile declares its own downloads.</summary>
    public bool Network { get; init; } = true;

    /// <summary>After it the build is ended; zero: never.</summary>
    public TimeSpan Timeout { get; init; } = RunLimits.DefaultTimeout;

    /// <summary>Where springform.yaml says so, for the message.</summary>
    public string TimeoutKey { get; init; } = "timeout";

    /// <summary>Ignore the engine's layer cache.</summary>
    public bool NoCache { get; init; }

    /// <summary>Scope of the GitHub Actions layer cache; null: none. Needs buildx.</summary>
    public string? ActionsCacheScope { get; init; }
}
