using Springform.Archives;
using Springform.Cache;
using Springform.Errors;
using Springform.Plan;

namespace Springform.Package;

/// <summary>
/// The archive of sources and licences: <c>source/**</c> and <c>licenses/**</c> of every recipe, once where several architectures have the same. What is
/// shipped as a program must have both.
/// </summary>
internal sealed class SourceBundle(Staging staging)
{
    private const string Programs = "bin/";
    private const string Sources = "source/";
    private const string Licences = "licenses/";

    /// <param name="step">with <see cref="ToolSources"/></param>
    /// <param name="results">verified blobs of all recipes that the step names, by recipe id</param>
    /// <exception cref="SpringformException">E404 a tool without source or licence, E407 two recipes give one path different contents</exception>
    public Task<StagedArchive> PackAsync(BuildPlan plan, ArtifactStep step, IReadOnlyDictionary<string, Blob> results, CancellationToken cancellation) =>
        staging.ArchiveAsync(step, () => Collect(plan, step, results, cancellation).Entries(), plan.Project.SourceDateEpoch, cancellation);

    private static EntryList Collect(BuildPlan plan, ArtifactStep step, IReadOnlyDictionary<string, Blob> results, CancellationToken cancellation)
    {
        var entries = new EntryList(step.Id);
        var problems = new List<Problem>();
        foreach (var id in step.RecipeIds)
        {
            var files = BlobContents.Of(PackInputs.ResultOf(id, step.Id, results), $"tool {id}", cancellation);
            problems.AddRange(Missing(plan.Recipe(id), files));
            foreach (var file in files.Where(file => IsBelow(Sources, file) || IsBelow(Licences, file)))
                entries.Add(file.Path, file);
        }

        return problems.Count == 0 ? entries : throw new SpringformException(problems);
    }

    private static IEnumerable<Problem> Missing(RecipeStep recipe, IReadOnlyList<PackSource> files) =>
        files.Any(file => IsFileBelow(Programs, file))
            ? new[] { Sources, Licences }
                .Select(folder => $"{folder}{recipe.Tool}/")
                .Where(folder => !files.Any(file => IsFileBelow(folder, file)))
                .Select(folder => new Problem(
                    ErrorCode.RecipeContents,
                    $"the tool {recipe.Id} is shipped, but its recipe left nothing in {folder}",
                    $"recipe {recipe.Id}, {recipe.Context}",
                    $"let its Dockerfile put the {(folder.StartsWith(Sources, StringComparison.Ordinal) ? "upstream source" : "licence texts")} into /{folder}"
                ))
            : [];

    private static bool IsFileBelow(string folder, PackSource file) => file.Kind != ArchiveEntryKind.Directory && IsBelow(folder, file);

    private static bool IsBelow(string folder, PackSource file) => file.Path.StartsWith(folder, StringComparison.Ordinal);
}
