using Springform.Config;
using Springform.Errors;
using Springform.Names;
using Springform.Plan;

namespace Springform.Workflows;

/// <summary>What must hold before a workflow is written: else it would be found out by its first run.</summary>
internal static class WorkflowChecks
{
    /// <summary>What GitHub takes of one matrix. Source: "Running variations of jobs in a workflow" of GitHub's documentation, 2026-11.</summary>
    private const int MaxLegs = 256;

    /// <param name="place">springform.yaml's folder from the top of the repository; empty: it is the top</param>
    /// <exception cref="SpringformException">E103, E104; all at once</exception>
    public static void Require(BuildPlan plan, LockFile locked, CiSystem system, string place)
    {
        var problems = new List<Problem>();
        if (place.Length > 0)
            problems.Add(
                new Problem(
                    ErrorCode.InvalidValue,
                    $"springform.yaml is in {place}, and CI systems read workflows at the top of a repository only",
                    place,
                    "write that workflow by hand: docs/guides/ci.md has the commands of its jobs, which take --project"
                )
            );
        if (system == CiSystem.GitHub && plan.Targets.Count > MaxLegs)
            problems.Add(
                new Problem(
                    ErrorCode.InvalidValue,
                    $"there are {plan.Targets.Count} targets, and GitHub runs at most {MaxLegs} jobs of one matrix",
                    "springform.yaml",
                    "leave some combinations out with matrix.exclude"
                )
            );
        // The same image may be planned under several names.
        foreach (var image in plan.Bases.Where(planned => !IsPinned(planned, locked)).Select(planned => planned.Image).Distinct(StringComparer.Ordinal))
            problems.Add(
                new Problem(
                    ErrorCode.MissingKey,
                    $"{LockFile.FileName} does not pin {Quoted.Of(image)}: machines of a workflow could build on different ones, and their parts would not fit",
                    LockFile.FileName,
                    "run --target=UpdatePins, and commit the file"
                )
            );
        if (problems.Count > 0)
            throw new SpringformException(problems);
    }

    private static bool IsPinned(PlannedBase planned, LockFile locked) =>
        planned.Image.Contains("@sha256:", StringComparison.Ordinal)
        || locked.Images.GetValueOrDefault(planned.Image)?.DigestOf(Platform.Of(planned.Platform)) is not null;
}
