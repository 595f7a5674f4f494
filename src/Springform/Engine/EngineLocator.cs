using Springform.Errors;
using Springform.Machine;

namespace Springform.Engine;

/// <summary>
/// Finds the engine to use. docker when its daemon answers, else podman when it is there. Among several docker clients the first on PATH that has buildx wins,
/// then the first that can ask for BuildKit, because a client without either can only use the legacy builder. DOCKER_HOST and contexts are the client's own
/// business: the environment is passed through.
/// </summary>
/// <param name="forced"><c>--engine</c>; null: either</param>
/// <param name="furtherFolders">looked into after PATH; null: where distributions put them</param>
/// <param name="clock">measures how long an engine takes to answer; null: the machine's</param>
internal sealed class EngineLocator(EngineKind? forced, ProcessRunner processes, IReadOnlyList<string>? furtherFolders = null, TimeProvider? clock = null)
{
    private readonly IReadOnlyList<string> _furtherFolders = furtherFolders ?? ["/usr/bin", "/usr/local/bin"];

    /// <summary>E301 when nothing is installed, E302 when it is but does not answer.</summary>
    public async Task<EngineInfo> FindAsync(CancellationToken cancellation)
    {
        string? silent = null;
        foreach (var kind in forced is { } one ? [one] : Enum.GetValues<EngineKind>())
        {
            var found = await BestClientAsync(kind, cancellation);
            if (found?.Info is { } info)
                return info;
            silent ??= found?.WhySilent;
        }

        throw silent is null ? NotInstalled() : NotRunning(silent);
    }

    private async Task<EngineProbe.Answer?> BestClientAsync(EngineKind kind, CancellationToken cancellation)
    {
        var probe = new EngineProbe(processes, clock ?? TimeProvider.System);
        EngineProbe.Answer? best = null;
        foreach (var executable in processes.Environment.FindExecutables(kind == EngineKind.Docker ? "docker" : "podman", _furtherFolders))
        {
            var answer = await probe.AskAsync(kind, executable, cancellation);
            if (answer.Rank > (best?.Rank ?? -1))
                best = answer;
            if (answer.Info is { Buildx: true } or { Kind: EngineKind.Podman })
                break;
        }

        return best;
    }

    private SpringformException NotInstalled()
    {
        var name = forced?.ToString().ToLowerInvariant() ?? "docker or podman";
        var package = forced == EngineKind.Podman ? "podman" : "docker.io";
        return new(
            new Problem(
                ErrorCode.NoEngine,
                $"{name} is not installed",
                "PATH, /usr/bin, /usr/local/bin",
                $"run the same command with --provision as root (sudo), or: sudo apt-get install --no-install-recommends {package}"
            )
        );
    }

    private static SpringformException NotRunning(string words)
    {
        var fix = words.Contains("permission denied", StringComparison.OrdinalIgnoreCase)
            ? "let your user talk to it: sudo usermod -aG docker $USER, then log in again"
            : "start it: sudo systemctl start docker, or run the same command with --provision as root (sudo)";
        return new(new Problem(ErrorCode.EngineNotRunning, "the container engine is installed but does not answer", words, fix));
    }
}
