namespace Springform.Engine;

/// <summary>
/// The argument lists of everything that is asked of docker or podman. Pure: golden tests hold each of them. No bind mount appears in any,
/// because a remote engine has none.
/// </summary>
internal sealed class CommandLines(EngineInfo engine, RunIdentity identity)
{
    /// <summary>Enough to unpack archives, install packages and change users in a builder; no raw sockets, devices or mounts.</summary>
    private static readonly string[] Capabilities = ["CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "SETGID", "SETUID", "KILL"];

    public IReadOnlyList<string> Create(ContainerRun run, string name) =>
        ["create", .. Repeat("--label", identity.Labels), "--name", name, "--log-driver", "none", .. RunOptions(run)];

    /// <summary>The same command in a container of its own, for a person's terminal. The inputs are not in it.</summary>
    public string ByHand(ContainerRun run) =>
        ShellQuoting.Render([engine.Kind == EngineKind.Docker ? "docker" : "podman", "run", "--rm", .. RunOptions(run)]);

    /// <summary>A container that is never started, to copy files out of an image; the entry point need not exist.</summary>
    public IReadOnlyList<string> CreateForExport(string image, string platform, string name) =>
    [
        "create", .. Repeat("--label", identity.Labels), "--name", name, "--network", "none", "--platform", platform,
        "--entrypoint", "/never-started", "--pull=never", image,
    ];

    public static IReadOnlyList<string> CopyIn(string container, string directory) => ["cp", "-", $"{container}:{directory}"];

    public static IReadOnlyList<string> CopyOut(string container, string path) => ["cp", $"{container}:{path}", "-"];

    public static IReadOnlyList<string> Start(string container) => ["start", "--attach", container];

    public static IReadOnlyList<string> Remove(string container) => ["rm", "--force", "--volumes", container];

    public static IReadOnlyList<string> ContainerState(string container) => ["container", "inspect", "--format", "{{json .State}}", container];

    public static IReadOnlyList<string> ContainerLabels(IEnumerable<string> containers) =>
        ["container", "inspect", "--format", "{{json .Config.Labels}}", .. containers];

    public IReadOnlyList<string> ContainersOfHost() =>
        ["ps", "--all", "--filter", $"label={RunIdentity.HostLabel}={identity.Host}", "--no-trunc", "--quiet"];

    public IReadOnlyList<string> Build(ImageBuild build, string dockerfile) =>
        engine.Buildx ? BuildxBuild(build, dockerfile) : PlainBuild(build, dockerfile);

    public static IReadOnlyList<string> Load() => ["load"];

    public static IReadOnlyList<string> Pull(string reference, string platform) => ["pull", "--platform", platform, reference];

    public static IReadOnlyList<string> InspectImage(string reference) => ["image", "inspect", reference];

    public static IReadOnlyList<string> TagImage(string reference, string tag) => ["tag", reference, tag];

    public static IReadOnlyList<string> RemoveImage(string reference) => ["rmi", reference];

    private IEnumerable<string> RunOptions(ContainerRun run) =>
    [
        .. Repeat("--cap-add", Capabilities), "--cap-drop", "ALL", "--entrypoint", run.Command[0],
        .. Repeat("--env", run.Environment.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")),
        .. Repeat("--env", run.Secrets),
        .. engine.Init ? ["--init"] : Array.Empty<string>(),
        .. run.Network ? [] : new[] { "--network", "none" },
        "--platform", run.Platform, "--security-opt", "no-new-privileges",
        .. Repeat("--volume", run.Caches.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}:{pair.Value}")),
        "--workdir", run.WorkDirectory,
        .. engine.Kind == EngineKind.Podman ? ["--http-proxy=false"] : Array.Empty<string>(),
        "--pull=never", run.Image, .. run.Command.Skip(1),
    ];

    private IReadOnlyList<string> BuildxBuild(ImageBuild build, string dockerfile) =>
    [
        "buildx", "build", .. Repeat("--build-arg", Pairs(build.Arguments)),
        .. engine.Builder is { } builder ? ["--builder", builder] : Array.Empty<string>(),
        .. ActionsCache(build), "--file", dockerfile, .. Repeat("--label", Pairs(build.Labels)), "--load",
        .. Network(build), .. build.NoCache ? ["--no-cache"] : Array.Empty<string>(),
        "--platform", build.Platform, "--progress", "plain", "--tag", build.Tag, .. Stage(build), "--provenance=false", "-",
    ];

    private static IReadOnlyList<string> PlainBuild(ImageBuild build, string dockerfile) =>
    [
        "build", .. Repeat("--build-arg", Pairs(build.Arguments)), "--file", dockerfile, .. Repeat("--label", Pairs(build.Labels)),
        .. Network(build), .. build.NoCache ? ["--no-cache"] : Array.Empty<string>(),
        "--platform", build.Platform, "--progress", "plain", "--tag", build.Tag, .. Stage(build), "-",
    ];

    // mode=max keeps the layers of intermediate stages too, where the compilers ran.
    private IEnumerable<string> ActionsCache(ImageBuild build) =>
        build.ActionsCacheScope is { } scope && engine.ContainerdStore
            ? ["--cache-from", $"type=gha,scope={scope}", "--cache-to", $"type=gha,scope={scope},mode=max"]
            : [];

    private static string[] Network(ImageBuild build) => build.Network ? [] : ["--network", "none"];

    private static string[] Stage(ImageBuild build) => build.Stage is { } stage ? ["--target", stage] : [];

    private static IEnumerable<string> Pairs(IReadOnlyDictionary<string, string> values) =>
        values.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}");

    private static IEnumerable<string> Repeat(string option, IEnumerable<string> values) => values.SelectMany(value => new[] { option, value });
}
