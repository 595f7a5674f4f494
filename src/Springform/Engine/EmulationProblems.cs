using Springform.Errors;

namespace Springform.Engine;

/// <summary>
/// A machine that cannot run another architecture's programs says "exec format error" (execve(2), ENOEXEC) and nothing more. Where the engine is not
/// known to run the platform, that is the reason, and the remedy can be told.
/// </summary>
internal static class EmulationProblems
{
    public const string Remedy =
        "run it with --provision as root (sudo), or: sudo apt-get install qemu-user-static binfmt-support (registers QEMU with the kernel's "
        + "binfmt_misc, with the flag F); "
        + "or cross-compile: build_platform in springform.yaml";

    /// <returns>null: it is something else</returns>
    public static Problem? Of(EngineInfo engine, string platform, string where, IReadOnlyList<string> lastLines) =>
        !engine.Platforms.Contains(platform) && lastLines.Any(line => line.Contains("exec format error", StringComparison.OrdinalIgnoreCase))
            ? new Problem(ErrorCode.MissingCapability, $"this machine cannot run {platform} programs: exec format error", where, Remedy)
            : null;
}
