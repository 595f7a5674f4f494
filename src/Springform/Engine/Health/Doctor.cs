using System.Globalization;
using Springform.Errors;
using Springform.Machine;
using Springform.Names;
using Springform.Plan;

namespace Springform.Engine.Health;

/// <summary>Looks at what a build needs of this machine, changes nothing, and gives one row per thing. Never throws for what it finds.</summary>
/// <param name="locator">honours <c>--engine</c></param>
/// <param name="folder">of the project: its disk and its repository are looked at</param>
internal sealed class Doctor(EngineLocator locator, ProcessRunner processes, TimeProvider clock, string folder)
{
    private const string Provision = "run it with --provision as root (sudo), or: sudo apt-get install ";
    private const double Gigabyte = 1e9;

    /// <param name="needs">of the project; no platforms when it cannot be read</param>
    public async Task<IReadOnlyList<DoctorRow>> ExamineAsync(MachineNeeds needs, CancellationToken cancellation)
    {
        var rows = new List<DoctorRow>();
        rows.AddRange(await EngineAsync(needs.Platforms, cancellation));
        rows.Add(Disk());
        rows.AddRange(await GitAsync(cancellation));
        rows.Add(await ClockAsync(cancellation));
        rows.Add(Proxies());
        rows.AddRange(needs.Files.Select(Needed));
        return rows;
    }

    private async Task<IReadOnlyList<DoctorRow>> EngineAsync(IReadOnlyList<string> platforms, CancellationToken cancellation)
    {
        try
        {
            var engine = await locator.FindAsync(cancellation);
            return
            [
                new("engine", DoctorStatus.Ok, $"{engine}, {engine.Executable}"),
                Builder(engine),
                .. platforms.Select(platform => Platform(engine, platform)),
            ];
        }
        catch (SpringformException error)
        {
            var problem = error.Problems[0];
            return [new("engine", DoctorStatus.Fail, problem.What, problem.Fix)];
        }
    }

    private static DoctorRow Builder(EngineInfo engine) =>
        engine switch
        {
            { Kind: EngineKind.Podman } => new("builder", DoctorStatus.Ok, "buildah, part of podman"),
            { Buildx: true, ContainerdStore: false } => new(
                "builder",
                DoctorStatus.Ok,
                $"buildx, builder {engine.Builder}; without containerd's image store no layer cache on GitHub Actions"
            ),
            { Buildx: true } => new("builder", DoctorStatus.Ok, $"buildx, builder {engine.Builder}"),
            { BuildKit: true } => new("builder", DoctorStatus.Ok, "BuildKit, without buildx"),
            _ => new(
                "builder",
                DoctorStatus.Fail,
                "only the legacy builder, which is not used",
                "install docker-buildx (Debian 13, Ubuntu) or docker-buildx-plugin (docker.com)"
            ),
        };

    private static DoctorRow Platform(EngineInfo engine, string platform)
    {
        if (PlatformProbe.IsCompatible(engine.NativePlatform, platform))
            return new(platform, DoctorStatus.Ok, "native");
        return engine.Platforms.Contains(platform)
            ? new(platform, DoctorStatus.Ok, "emulated: compiling takes about nine times as long, so cross-compile where the build can")
            : new(platform, DoctorStatus.Fail, "does not run here", EmulationProblems.Remedy);
    }

    private DoctorRow Disk()
    {
        var free = new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace / Gigabyte;
        var found = string.Create(CultureInfo.InvariantCulture, $"{free:0.0} GB free");
        return free switch
        {
            < 2 => new("disk", DoctorStatus.Fail, found, "free some: docker system prune, or CleanToolsCache"),
            < 10 => new("disk", DoctorStatus.Warn, found, "builds of images can need 10 GB: docker system prune"),
            _ => new("disk", DoctorStatus.Ok, found),
        };
    }

    private async Task<IReadOnlyList<DoctorRow>> GitAsync(CancellationToken cancellation)
    {
        if (Find("git") is not { } git)
            return [new("git", DoctorStatus.Fail, "not installed", "sudo apt-get install git")];
        var version = await processes.CaptureAsync(new ProcessCommand(git, ["--version"]), cancellation);
        var repository = await processes.CaptureAsync(
            GitProgram.Command(processes.Environment, folder, ["rev-parse", "--is-shallow-repository"]),
            cancellation
        );
        var row = repository switch
        {
            { Succeeded: false } => new DoctorRow(
                "repository",
                DoctorStatus.Warn,
                Quoted.Clean(repository.Error.Split('\n')[0]),
                GitProgram.Trust(repository.Error.Split('\n')) ?? "run it inside the project's repository; Plan says more"
            ),
            { Output: var answer } when answer.Trim() == "true" => new DoctorRow(
                "repository",
                DoctorStatus.Warn,
                "a shallow clone: versions from tags are not found",
                "git fetch --unshallow --tags"
            ),
            _ => new DoctorRow("repository", DoctorStatus.Ok, "complete"),
        };
        return [new("git", DoctorStatus.Ok, version.Output.Trim()), row];
    }

    // Two clocks that cannot be ahead of ours: when this program was written to disk, and the last commit.
    private async Task<DoctorRow> ClockAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var found = now.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        var latest = new DateTimeOffset(File.GetLastWriteTimeUtc(typeof(Doctor).Assembly.Location), TimeSpan.Zero);
        if (Find("git") is not null)
        {
            var head = await processes.CaptureAsync(
                GitProgram.Command(processes.Environment, folder, ["rev-list", "--max-count=1", "--format=%ct", "HEAD"]),
                cancellation
            );
            if (
                long.TryParse(head.Output.Trim().Split('\n')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                && seconds <= Epoch.Last.ToUnixTimeSeconds()
                && DateTimeOffset.FromUnixTimeSeconds(seconds) is var commit
                && commit > latest
            )
                latest = commit;
        }

        return latest > now + TimeSpan.FromMinutes(5)
            ? new(
                "clock",
                DoctorStatus.Warn,
                string.Create(CultureInfo.InvariantCulture, $"{found}, but there is a file or commit of {latest:yyyy-MM-dd HH:mm}"),
                "set the clock: sudo timedatectl set-ntp true"
            )
            : new("clock", DoctorStatus.Ok, found);
    }

    private DoctorRow Proxies()
    {
        string[] names = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"];
        var set = names
            .Where(name => processes.Environment[name] is { Length: > 0 } || processes.Environment[name.ToLowerInvariant()] is { Length: > 0 })
            .ToList();
        return set.Count == 0
            ? new("proxies", DoctorStatus.Ok, "none set")
            : new(
                "proxies",
                DoctorStatus.Warn,
                $"{string.Join(", ", set)} set; builds and containers do not get them from Springform",
                "give them to docker: proxies in ~/.docker/config.json, and in daemon.json for pulls"
            );
    }

    private DoctorRow Needed(MachineFile file) =>
        MachineCheck.IsThere(processes.Environment, file)
            ? new(Path.GetFileName(file.File), DoctorStatus.Ok, Path.IsPathFullyQualified(file.File) ? file.File : Find(file.File) ?? "installed")
            : new(Path.GetFileName(file.File), DoctorStatus.Warn, $"not installed; needed for {file.Purpose}", Provision + file.Package);

    private string? Find(string program) => processes.Environment.FindExecutables(program, "/usr/bin") is [var path, ..] ? path : null;
}
