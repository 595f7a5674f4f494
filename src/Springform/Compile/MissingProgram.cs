using System.Text.RegularExpressions;
using Springform.Engine;
using Springform.Plan;

namespace Springform.Compile;

/// <summary>
/// A program that an image lacks, from how its absence is told: by shells (dash, bash, busybox) and make, by the engine's init (tini, catatonit), and by what
/// starts containers (runc, crun).
/// </summary>
internal static partial class MissingProgram
{
    private const int NotFound = 127;

    /// <returns>its name; null: the command failed otherwise, or a file of the project is missing</returns>
    public static string? In(ContainerResult result, CommandStep step)
    {
        var name = result.EngineError is { } error
            ? NotStarted().Match(error) is { Success: true } match
                ? Name(match) ?? step.Command[0]
                : null
            : result.ExitCode == NotFound || result.Tail.Any(line => line.EndsWith("Error 127", StringComparison.Ordinal))
                ? result.Tail.Reverse().Select(line => NotFoundByShell().Match(line)).Where(match => match.Success).Select(Name).FirstOrDefault()
                : null;
        return name?.Contains('/', StringComparison.Ordinal) == true ? null : name;
    }

    private static string? Name(Match match) => match.Groups["name"] is { Success: true } group ? group.Value : null;

    [GeneratedRegex(
        "exec (?<name>\\S+) failed: No such file|failed to exec pid1: No such file|exec: \"(?<name>[^\"]+)\": executable file not found"
            + "|executable file `(?<name>[^`]+)` not found",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex NotStarted();

    // "sh: 1: cmake: not found", "build.sh: line 3: cmake: command not found", "make: cmake: No such file or directory"
    [GeneratedRegex(
        @"(^|: )(?<name>[^\s:]+): (command )?not found$|^make(\[[0-9]+\])?: (?<name>[^\s:]+): No such file or directory$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex NotFoundByShell();
}
