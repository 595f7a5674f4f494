using Cake.Docker;
using Springform.Machine;

namespace Springform.Engine;

/// <summary>
/// The argument lists of everything that is asked of docker or podman, made by Cake.Docker's settings (see <see cref="CakeCommand"/> for what goes round them).
/// Pure: golden tests hold each of them. No bind mount appears in any, because a remote engine has none. Cake.Docker leaves out what is null, though its
/// properties are not called nullable: hence the exclamation marks.
/// </summary>
internal sealed class CommandLines(EngineInfo engine, RunIdentity identity)
{
    /// <summary>Enough to unpack archives, install packages and change users in a builder; no raw sockets, devices or mounts.</summary>
    private static readonly string[] Capabilities = ["CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "SETGID", "SETUID", "KILL"];

    public IReadOnlyList<string> Create(ContainerRun run, string name) => Create(run, name, identity.Labels);

    /// <summary>The same container for a person: without a name and labels, so that no later run takes it for a leftover.</summary>
    public static IReadOnlyList<string> CreateByHand(EngineInfo engine, ContainerRun run) =>
        new CommandLines(engine, new RunIdentity("", "", "", "")).Create(run, name: null, labels: []);

    private IReadOnlyList<string> Create(ContainerRun run, string? name, IReadOnlyList<string> labels) =>
        CakeCommand.Render(
            "create",
            new DockerContainerCreateSettings
            {
                CapAdd = Capabilities,
                CapDrop = ["ALL"],
                Entrypoint = run.Command[0],
                Env = [.. Pairs(run.Environment), .. run.Secrets],
                Init = engine.Init ? true : null,
                Interactive = run.Terminal ? true : null,
                Label = [.. labels],
                // start --attach streams the output; a log in the engine would only fill its disk.
                LogDriver = "none",
                Memory = Memory(run),
                MemorySwap = Memory(run),
                Name = name!,
                Network = Network(run.Network),
                PidsLimit = run.Limits.Pids,
                Platform = run.Platform,
                SecurityOpt = ["no-new-privileges"],
                Tty = run.Terminal ? true : null,
                User = run.User!,
                Volume = [.. Volumes(run)],
                Workdir = run.WorkDirectory,
            },
            [.. Further(), run.Image, .. run.Command.Skip(1)]
        );

    /// <summary>A container that is never started, to copy files out of an image; the entry point need not exist.</summary>
    public IReadOnlyList<string> CreateForExport(string image, string platform, string name) =>
        CakeCommand.Render(
            "create",
            new DockerContainerCreateSettings
            {
                Entrypoint = "/never-started",
                Label = [.. identity.Labels],
                Name = name,
                Network = Network(false),
                Platform = platform,
            },
            "--pull=never",
            image
        );

    public static IReadOnlyList<string> CopyIn(string container, string directory) =>
        CakeCommand.Render("cp", new DockerContainerCpSettings(), "-", $"{container}:{directory}");

    public static IReadOnlyList<string> CopyOut(string container, string path) =>
        CakeCommand.Render("cp", new DockerContainerCpSettings(), $"{container}:{path}", "-");

    public static IReadOnlyList<string> Start(string container, bool terminal = false) =>
        CakeCommand.Render("start", new DockerContainerStartSettings { Attach = true, Interactive = terminal ? true : null }, container);

    public static IReadOnlyList<string> Remove(string container) =>
        CakeCommand.Render("rm", new DockerContainerRmSettings { Force = true, Volumes = true }, container);

    // Cake.Docker has no settings for inspect.
    public static IReadOnlyList<string> ContainerState(string container) => Inspect("container", "{{json .State}}", container);

    public static IReadOnlyList<string> ContainerLabels(string container) => Inspect("container", "{{json .Config.Labels}}", container);

    public static IReadOnlyList<string> InspectContainer(string container) => Inspect("container", "{{json .}}", container);

    public static IReadOnlyList<string> RunningWithLabel(string label) =>
        CakeCommand.Render(
            "ps",
            new DockerContainerPsSettings
            {
                Filter = $"label={label}",
                NoTrunc = true,
                Quiet = true,
            }
        );

    // The stand-in of Cake.Docker has no settings for exec, whose options the genuine package would have to confirm.
    public static IReadOnlyList<string> Exec(ContainerExec exec) =>
        CakeCommand.Render(
            "exec",
            new DockerCustomCommandSettings(),
            [
                .. exec.Input is null ? Array.Empty<string>() : ["--interactive"],
                .. exec.User is { } user ? ["--user", user] : Array.Empty<string>(),
                .. exec.Secrets.Keys.Order(StringComparer.Ordinal).SelectMany(name => new[] { "--env", name }),
                exec.Container,
                .. exec.Command,
            ]
        );

    public static IReadOnlyList<string> Restart(string container) => CakeCommand.Render("restart", new DockerCustomCommandSettings(), container);

    public IReadOnlyList<string> ContainersOfHost() =>
        CakeCommand.Render(
            "ps",
            new DockerContainerPsSettings
            {
                All = true,
                Filter = $"label={RunIdentity.HostLabel}={identity.Host}",
                NoTrunc = true,
                Quiet = true,
            }
        );

    public IReadOnlyList<string> Build(ImageBuild build) => engine.Buildx ? BuildxBuild(build) : PlainBuild(build);

    public static IReadOnlyList<string> Load() => CakeCommand.Render("load", new DockerImageLoadSettings());

    public static IReadOnlyList<string> Save(string reference) => CakeCommand.Render("save", new DockerImageSaveSettings(), reference);

    public static IReadOnlyList<string> Pull(string reference, string platform) =>
        CakeCommand.Render("pull", new DockerImagePullSettings { Platform = platform }, reference);

    public static IReadOnlyList<string> InspectImage(string reference) => Inspect("image", "{{json .}}", reference);

    // Cake.Docker's alias has two positions for a reference; podman takes one.
    public static IReadOnlyList<string> InspectManifest(string reference) =>
        CakeCommand.Render("manifest inspect", new DockerCustomCommandSettings(), reference);

    public static IReadOnlyList<string> TagImage(string reference, string tag) => CakeCommand.Render("tag", new DockerImageTagSettings(), reference, tag);

    public static IReadOnlyList<string> RemoveImage(string reference) => CakeCommand.Render("rmi", new DockerImageRemoveSettings(), reference);

    // Attestations would make the result an index of two manifests that changes with each build. Layers stay as they are: docker's containerd store would
    // compress each and read it again, which takes longer than many a RUN; what is pushed is compressed then (Images/Sharing/LayerFile.cs).
    private IReadOnlyList<string> BuildxBuild(ImageBuild build) =>
        CakeCommand.Render(
            "buildx build",
            new DockerBuildXBuildSettings
            {
                BuildArg = [.. Pairs(build.Arguments)],
                Builder = engine.Builder!,
                CacheFrom = LayerCache(build),
                CacheTo = LayerCache(build, ",mode=max"),
                File = build.DockerfilePath,
                Label = [.. Pairs(build.Labels)],
                Network = Network(build.Network),
                NoCache = build.NoCache,
                Output = ["type=docker,compression=uncompressed"],
                Platform = [build.Platform],
                Progress = "plain",
                Tag = [build.Tag],
                Target = build.Stage!,
            },
            "--provenance=false",
            build.Context
        );

    private static IReadOnlyList<string> PlainBuild(ImageBuild build) =>
        CakeCommand.Render(
            "image build",
            new DockerImageBuildSettings
            {
                BuildArg = [.. Pairs(build.Arguments)],
                File = build.DockerfilePath,
                Label = [.. Pairs(build.Labels)],
                Network = Network(build.Network),
                NoCache = build.NoCache,
                Platform = build.Platform,
                Progress = "plain",
                Tag = [build.Tag],
                Target = build.Stage!,
            },
            build.Context
        );

    private string[] LayerCache(ImageBuild build, string mode = "") =>
        build.ActionsCacheScope is { } scope && engine.ContainerdStore ? [$"type=gha,scope={scope}{mode}"] : null!;

    // Never a look-up in a registry: what runs was built or pulled before. podman would pass the caller's proxies into the declared environment.
    private IEnumerable<string> Further() => engine.Kind == EngineKind.Podman ? ["--http-proxy=false", "--pull=never"] : ["--pull=never"];

    private static IReadOnlyList<string> Inspect(string kind, string format, string reference) =>
        CakeCommand.Render($"{kind} inspect", new DockerCustomCommandSettings(), "--format", format, reference);

    // Swap included: a limit that swap stretches would only make the build slow.
    private static string Memory(ContainerRun run) => run.Limits.MemoryBytes?.ToString(System.Globalization.CultureInfo.InvariantCulture)!;

    private static string Network(bool on) => on ? null! : "none";

    private static IEnumerable<string> Volumes(ContainerRun run) =>
        run.Caches.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}:{pair.Value}");

    private static IEnumerable<string> Pairs(IReadOnlyDictionary<string, string> values) =>
        values.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}");
}
