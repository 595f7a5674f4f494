using Springform.Errors;
using Springform.Files;
using Springform.Names;
using Springform.Package.Fetching;
using Springform.Plan;

namespace Springform.Fetch;

/// <summary>What Fetch takes from a source build: the archives of the index, and an index of them, in .springform/fetched/.</summary>
internal static class BuiltArchives
{
    public const string IndexName = "index.json";

    /// <param name="project">full path of its folder</param>
    public static string FolderOf(string project) => Path.Combine(new ProjectFolders(project).State, "fetched");

    /// <param name="folder">that the paths of artifacts are relative to</param>
    /// <param name="platforms">the ones that are wanted; none: all</param>
    /// <returns>names of the archives</returns>
    /// <exception cref="SpringformException">E104 the project has no index, E322 no archive of it was built</exception>
    public static async Task<IReadOnlyList<string>> KeepAsync(
        BuildPlan plan,
        string folder,
        IReadOnlyList<Artifact> artifacts,
        IReadOnlyList<string> platforms,
        string root,
        CancellationToken cancellation
    )
    {
        var step =
            plan.FetchIndex
            ?? throw new SpringformException(
                new Problem(
                    ErrorCode.MissingKey,
                    "Fetch takes archives by the index of a release, and this project has none",
                    "springform.yaml, fetch_index",
                    "add fetch_index: {}"
                )
            );
        var wanted = step.Archives.Where(archive => platforms.Count == 0 || platforms.Contains(archive.Platform)).Select(archive => archive.Archive).ToList();
        List<Artifact> built = [.. artifacts.Where(artifact => wanted.Contains(artifact.Name))];
        if (built.Count == 0)
            throw new SpringformException(
                new Problem(
                    ErrorCode.NothingFits,
                    "no archive of the index was built",
                    "step FetchSource",
                    "name a platform with --platform that springform.yaml has a target for"
                )
            );
        var index = (await FetchIndexWriter.MakeAsync(plan, built, folder, cancellation))!;
        var place = FolderOf(root);
        if (Directory.Exists(place))
            Directory.Delete(place, recursive: true);
        Directory.CreateDirectory(place);
        foreach (var artifact in built)
            File.Copy(Path.Combine(folder, artifact.Path), Path.Combine(place, artifact.Name));
        AtomicFile.Write(
            Path.Combine(place, IndexName),
            file =>
            {
                file.Write(index);
                return true;
            }
        );
        return [.. built.Select(artifact => artifact.Name)];
    }
}
