using Springform.Errors;
using Springform.Machine;
using Springform.Names;
using Springform.Plan;

namespace Springform.Engine.Health;

/// <summary>
/// Holds this machine against what a build needs of it, before the first container starts: all that is missing at once, each with the one command that brings
/// it.
/// </summary>
/// <param name="probe">finds the engine: E301, E302</param>
internal sealed class MachineCheck(Func<CancellationToken, Task<EngineInfo>> probe, ProcessEnvironment environment)
{
    /// <summary>Ends every remedy that --provision is.</summary>
    public const string Remedy = "run the same command with --provision, as root (sudo): it installs all that is missing here";

    /// <summary>E301 to E304; empty when all is there.</summary>
    public async Task<IReadOnlyList<Problem>> ExamineAsync(MachineNeeds needs, CancellationToken cancellation)
    {
        var problems = new List<Problem>();
        var runs = await PlatformsAsync(problems, cancellation);
        problems.AddRange(
            needs
                .Platforms.Where(platform => !runs(platform))
                .Select(platform => new Problem(
                    ErrorCode.MissingCapability,
                    $"this machine cannot run {platform} programs",
                    "binfmt_misc",
                    $"{Remedy}; or cross-compile: build_platform in springform.yaml"
                ))
        );
        var missing = needs.Files.Where(file => !IsThere(environment, file)).ToList();
        // What only a missing registry makes necessary is told along, and is no reason of its own.
        var certain = problems.Count > 0 || missing.Any(file => !file.OnlyWithoutRegistry);
        problems.AddRange(
            missing
                .Where(_ => certain)
                .Select(file => new Problem(
                    ErrorCode.MissingTool,
                    $"{Path.GetFileName(file.File)} is not installed; it is needed for {file.Purpose}",
                    file.File[0] == '/' ? file.File : "PATH",
                    Remedy
                ))
        );
        return problems;
    }

    /// <summary>Programs of the administrator are found although a user's PATH leaves their folders out.</summary>
    public static bool IsThere(ProcessEnvironment environment, MachineFile file) =>
        Path.IsPathFullyQualified(file.File)
            ? File.Exists(file.File)
            : environment.FindExecutables(file.File, "/usr/sbin", "/sbin", "/usr/bin", "/bin").Count > 0;

    // Without an engine the kernel is asked: what it runs, docker and podman here would.
    private async Task<Func<string, bool>> PlatformsAsync(List<Problem> problems, CancellationToken cancellation)
    {
        try
        {
            var engine = await probe(cancellation);
            return platform => engine.Platforms.Contains(platform) || PlatformProbe.IsCompatible(engine.NativePlatform, platform);
        }
        catch (SpringformException missing)
        {
            problems.AddRange(missing.Problems);
            return platform => !Emulators.Needed([platform]).Any() || PlatformProbe.IsEmulated(platform);
        }
    }
}
