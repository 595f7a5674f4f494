using Springform.Errors;
using Springform.Files;
using Springform.Names;
using Springform.Plan;

namespace Springform.Package;

/// <summary>The last look before staged files become dist/.</summary>
internal static class StagedFiles
{
    /// <exception cref="SpringformException">E406 for a file that is missing, has another size, or is not in the ledger</exception>
    public static void RequireComplete(string folder, ArtifactLedger ledger)
    {
        var problems = ledger
            .Artifacts.Where(artifact =>
                FileStat.Of(Path.Combine(folder, artifact.Path)) is not { IsRegular: true } stat || stat.SizeBytes != artifact.SizeBytes
            )
            .Select(artifact => Problem(artifact.Path, $"the staged file {artifact.Name} is missing or changed", $"step {artifact.Producer}"))
            .ToList();
        if (!File.Exists(Path.Combine(folder, DistFile.Ledger)))
            problems.Add(Problem(DistFile.Ledger, "the ledger was not staged", folder));
        var listed = ledger.Artifacts.Select(artifact => artifact.Path).Append(DistFile.Ledger).ToHashSet(StringComparer.Ordinal);
        problems.AddRange(
            Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(folder, path))
                .Where(path => !listed.Contains(path))
                .Select(path => Problem(path, $"{path} was staged, but nothing says what it is", folder))
        );
        if (problems.Count > 0)
            throw new SpringformException(problems);
    }

    private static Problem Problem(string path, string what, string where) =>
        new(ErrorCode.MissingInput, what, where, $"let no other program write into .springform/ during a run, then run it again ({path})");
}
