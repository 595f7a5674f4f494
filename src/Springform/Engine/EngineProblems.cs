using Springform.Errors;

namespace Springform.Engine;

/// <summary>
/// Turns an engine's last words into a problem that a user can mend: E302 when it does not answer, E305 when its disk is full, else what the caller says.
/// </summary>
internal static class EngineProblems
{
    private static readonly string[] NotRunning =
    [
        "Cannot connect to the Docker daemon",
        "Is the docker daemon running",
        "error during connect",
        "Cannot connect to Podman",
    ];

    public static SpringformException Failed(EngineInfo engine, string what, string where, IReadOnlyList<string> lastLines, ErrorCode otherwise, string fix)
    {
        var problem = new Problem(otherwise, what, where, fix);
        if (Says(lastLines, NotRunning))
            problem = new Problem(ErrorCode.EngineNotRunning, $"{what}: {engine} does not answer", where, "start it again, then run the same command");
        else if (Says(lastLines, "no space left on device"))
            problem = new Problem(
                ErrorCode.DiskFull,
                $"{what}: no space left on the engine's disk",
                where,
                "free some (`docker system prune`), then run the same command"
            );
        return new SpringformException(problem with { Details = lastLines });
    }

    public static void ThrowIfNotRunning(EngineInfo engine, string what, string where, IReadOnlyList<string> lastLines)
    {
        if (Says(lastLines, NotRunning))
            throw Failed(engine, what, where, lastLines, ErrorCode.EngineNotRunning, "");
    }

    private static bool Says(IReadOnlyList<string> lines, params string[] texts) =>
        lines.Any(line => texts.Any(text => line.Contains(text, StringComparison.OrdinalIgnoreCase)));
}
