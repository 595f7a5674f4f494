using Springform.Abi.Policies;
using Springform.Errors;

namespace Springform.Abi.Reports;

/// <summary>What is wrong besides violations: nothing to check, files that cannot be read, exceptions that match nothing.</summary>
internal static class AbiProblems
{
    /// <param name="artifacts">all of one target, or the one that was named by hand</param>
    /// <param name="policy">null: only what cannot be read counts, and that there is something</param>
    /// <param name="where">the target, or the path</param>
    public static IEnumerable<Problem> Of(IReadOnlyList<ExaminedArtifact> artifacts, AbiPolicy? policy, string where)
    {
        foreach (var artifact in artifacts)
        {
            foreach (var problem in artifact.Contents.Unreadable.Where(problem => policy?.IsExcepted(problem.Where) != true))
                yield return problem with
                {
                    Where = artifact.Place(problem.Where),
                };
        }

        foreach (var problem in artifacts.SelectMany(artifact => StableAbiProblems.Of(artifact, policy)))
            yield return problem;

        var files = artifacts.SelectMany(artifact => artifact.Contents.Files).ToList();
        var natives = artifacts.SelectMany(artifact => artifact.Contents.Natives).ToList();
        if (files.Count == 0 && policy is { Text: not null } or null && natives.Count == 0)
        {
            yield return new Problem(
                ErrorCode.NothingToCheck,
                $"there is no ELF file in {string.Join(", ", artifacts.Select(artifact => Quoted.Clean(artifact.Name)))}: nothing was checked",
                where,
                "check what is packed, or declare no abi for it"
            );
        }

        foreach (var pattern in policy?.Exceptions.Where(pattern => !Matches(pattern, artifacts)) ?? [])
            yield return new Problem(
                ErrorCode.UnusedException,
                $"abi.exceptions names {Quoted.Of(pattern)}, which no file matches",
                where,
                "remove it, or correct the path within the artifact"
            );
    }

    /// <summary>An exception that is of use: there is a file that it fits, readable or not.</summary>
    internal static bool Matches(string pattern, IReadOnlyList<ExaminedArtifact> artifacts) =>
        artifacts.Select(artifact => artifact.Contents).SelectMany(PathsOf).Any(new AbiPolicy(null) { Exceptions = [pattern] }.IsExcepted);

    private static IEnumerable<string> PathsOf(AbiContents contents) =>
        [.. contents.Files.Select(file => file.Path), .. contents.Natives.Select(file => file.Path), .. contents.Unreadable.Select(problem => problem.Where)];
}
