using System.Globalization;
using Polly;
using Polly.Retry;
using Springform.Errors;
using Springform.Machine;

namespace Springform.Engine.Health;

/// <summary>Starts dockerd, by systemd where it runs, else detached so that it outlives Springform, and waits until it answers.</summary>
internal sealed class DockerDaemon(ProcessRunner processes, TimeProvider clock, Action<string> say)
{
    private const string LogPath = "/var/log/dockerd.log";

    private static readonly (string File, string Program)[] PidFiles =
    [
        ("/run/docker.pid", "dockerd"),
        ("/run/docker/containerd/containerd.pid", "containerd"),
    ];

    /// <summary>E308 with the daemon's last words when it does not answer within about a minute.</summary>
    public async Task StartAsync(Func<Task<EngineInfo?>> find, CancellationToken cancellation)
    {
        var withSystemd = Directory.Exists("/run/systemd/system");
        if (withSystemd)
            await StartBySystemdAsync(cancellation);
        using var daemon = withSystemd || IsAlive("/run/docker.pid", "dockerd") ? null : StartDetached();
        var engine = await Patience(daemon).ExecuteAsync(async _ => await find(), cancellation) ?? throw DoesNotAnswer(withSystemd);
        say($"{engine} answers");
    }

    private async Task StartBySystemdAsync(CancellationToken cancellation)
    {
        say("starting docker by systemd");
        var result = await processes.CaptureAsync(new ProcessCommand("systemctl", ["start", "docker.service"]), cancellation);
        if (!result.Succeeded)
            throw new SpringformException(
                new Problem(ErrorCode.ProvisionFailed, $"docker did not start: {result.LastWords}", "systemctl start docker", "journalctl -u docker says why")
            );
    }

    private DetachedProgram StartDetached()
    {
        foreach (var (file, program) in PidFiles)
        {
            if (File.Exists(file) && !IsAlive(file, program))
            {
                say($"removing {file} of a dead process");
                File.Delete(file);
            }
        }

        say($"starting dockerd; its log is {LogPath}");
        var path = (processes.Environment["PATH"] ?? "") + ":/usr/sbin:/sbin:/usr/bin:/bin";
        return processes.StartDetached(
            new ProcessCommand("dockerd", []) { Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["PATH"] = path } },
            LogPath
        );
    }

    // A pid that another program has got in the meantime is dead too.
    private static bool IsAlive(string pidFile, string program)
    {
        if (!File.Exists(pidFile) || !int.TryParse(File.ReadAllText(pidFile).Trim(), CultureInfo.InvariantCulture, out var pid))
            return false;
        var name = $"/proc/{pid}/comm";
        return File.Exists(name) && File.ReadAllText(name).Trim() == program;
    }

    // 50 ms doubling to 1 s: a daemon needs about 1 s, one that recovers from a kill 12 s. One that has ended will not answer any more.
    private ResiliencePipeline<EngineInfo?> Patience(DetachedProgram? daemon) =>
        new ResiliencePipelineBuilder<EngineInfo?> { TimeProvider = clock }
            .AddRetry(
                new RetryStrategyOptions<EngineInfo?>
                {
                    ShouldHandle = arguments =>
                        ValueTask.FromResult(arguments.Outcome is { Exception: null, Result: null } && daemon is not { HasEnded: true }),
                    BackoffType = DelayBackoffType.Exponential,
                    Delay = TimeSpan.FromMilliseconds(50),
                    MaxDelay = TimeSpan.FromSeconds(1),
                    MaxRetryAttempts = 60,
                }
            )
            .Build();

    private static SpringformException DoesNotAnswer(bool withSystemd)
    {
        var last = !withSystemd && File.Exists(LogPath) ? File.ReadLines(LogPath).TakeLast(10).ToList() : [];
        return new(
            new Problem(
                ErrorCode.ProvisionFailed,
                "docker was started but does not answer",
                withSystemd ? "docker.service" : LogPath,
                withSystemd ? "journalctl -u docker says why" : "its last words are below"
            )
            {
                Details = last,
            }
        );
    }
}
