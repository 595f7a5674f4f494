using System.Globalization;
using System.Text.Json;
using Springform.Machine;

namespace Springform.Engine;

/// <summary>Asks one client program what it and its engine can do.</summary>
/// <param name="clock">measures how long an answer takes</param>
internal sealed class EngineProbe(ProcessRunner processes, TimeProvider clock)
{
    /// <summary>A daemon that is starting takes seconds; one that hangs takes the question and never answers.</summary>
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(60);

    /// <summary>The last docker client that brings a BuildKit client of its own; later ones need the buildx plugin.</summary>
    private const int LastClientWithBuildKit = 22;

    /// <param name="Info">null when the engine does not answer</param>
    /// <param name="Rank">the higher the better to use; -1: not usable at all</param>
    /// <param name="WhySilent">the client's last words when the engine does not answer</param>
    internal sealed record Answer(EngineInfo? Info, int Rank, string? WhySilent);

    public async Task<Answer> AskAsync(EngineKind kind, string executable, CancellationToken cancellation)
    {
        var version = await CaptureAsync(executable, ["version", "--format", "{{json .}}"], cancellation);
        using var json = TryParse(version.Output);
        if (json is null)
            return new Answer(null, 0, version.LastWords);
        var client = json.RootElement.GetProperty("Client");
        // podman-docker installs podman under docker's name.
        if (kind == EngineKind.Podman || client.TryGetProperty("OsArch", out _))
            return await AskPodmanAsync(executable, Text(client, "Version"), cancellation);
        if (!json.RootElement.TryGetProperty("Server", out var server) || server.ValueKind != JsonValueKind.Object)
            return new Answer(null, 0, version.LastWords);
        var info = await AskDockerAsync(executable, Text(client, "Version"), server, cancellation);
        return new Answer(
            info,
            info.Buildx ? 3
                : info.BuildKit ? 2
                : 1,
            null
        );
    }

    private async Task<EngineInfo> AskDockerAsync(string executable, string clientVersion, JsonElement server, CancellationToken cancellation)
    {
        // Each question starts the client once more, so they are asked at the same time.
        var asksBuildx = CaptureAsync(executable, ["buildx", "version"], cancellation);
        var asksStore = CaptureAsync(executable, ["info", "--format", "{{json .DriverStatus}}"], cancellation);
        var asksContext = ContextAsync(executable, cancellation);
        var buildx = (await asksBuildx).Succeeded;
        var store = await asksStore;
        var context = await asksContext;
        var native = $"{Text(server, "Os")}/{Text(server, "Arch")}";
        return new EngineInfo(
            EngineKind.Docker,
            executable,
            clientVersion,
            Text(server, "Version"),
            buildx,
            buildx || Major(clientVersion) <= LastClientWithBuildKit,
            native,
            await new PlatformProbe(processes).FindAsync(executable, native, buildx, context, cancellation)
        )
        {
            Init = HasInit(server),
            ContainerdStore = store.Output.Contains("io.containerd.snapshotter", StringComparison.Ordinal),
            Builder =
                !buildx ? null
                : processes.Environment["BUILDX_BUILDER"] is { Length: > 0 } chosen ? chosen
                : context,
        };
    }

    private async Task<Answer> AskPodmanAsync(string executable, string version, CancellationToken cancellation)
    {
        var result = await CaptureAsync(executable, ["info", "--format", "{{.Host.OS}}/{{.Host.Arch}} {{.Version.Version}}"], cancellation);
        if (!result.Succeeded)
            return new Answer(null, 0, result.LastWords);
        var words = result.Output.Trim().Split(' ');
        var platforms = await new PlatformProbe(processes).FindAsync(executable, words[0], buildx: false, "default", cancellation);
        var info = new EngineInfo(EngineKind.Podman, executable, version, words[1], Buildx: false, BuildKit: false, words[0], platforms)
        {
            Init = processes.Environment.FindExecutables("catatonit", "/usr/libexec/podman", "/usr/lib/podman").Count > 0,
        };
        return new Answer(info, 1, null);
    }

    // Every docker context has a builder of its name; it alone sees the images of that engine. `buildx use` may have chosen another, such as the
    // docker-container builder of docker/setup-buildx-action, which would ask a registry named localhost for our images.
    private async Task<string> ContextAsync(string executable, CancellationToken cancellation)
    {
        var context = await CaptureAsync(executable, ["context", "inspect", "--format", "{{.Name}}"], cancellation);
        return context.Succeeded && context.Output.Trim() is { Length: > 0 } name ? name : "default";
    }

    // docker version lists docker-init with the version N/A when the daemon cannot find the program.
    private static bool HasInit(JsonElement server) =>
        server.TryGetProperty("Components", out var components)
        && components.EnumerateArray().Any(component => Text(component, "Name") == "docker-init" && Text(component, "Version") is not ("" or "N/A"));

    private async Task<ProcessResult> CaptureAsync(string executable, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        ProcessResult? result = null;
        var ended = await Deadline.RunAsync(
            AnswerLimit,
            clock,
            async token => (result = await processes.CaptureAsync(new ProcessCommand(executable, arguments), token)).ExitCode,
            cancellation
        );
        return ended is null
            ? new ProcessResult(
                ContainerResult.EndedByUs,
                "",
                $"{Path.GetFileName(executable)} {arguments[0]} did not answer within {AnswerLimit.TotalSeconds} s"
            )
            : result!;
    }

    private static JsonDocument? TryParse(string output)
    {
        try
        {
            return JsonDocument.Parse(output);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static int Major(string version) =>
        int.TryParse(version.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : int.MaxValue;

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
