using Springform.Archives;
using Springform.Errors;
using Springform.Names;
using Springform.Plan;

namespace Springform.Package.Formulas;

/// <summary>Makes the package managers' files from the finished archives: hashes and places of programs are those of what is shipped.</summary>
internal static class FormulaFiles
{
    /// <param name="artifacts">those of dist/; a formula of which an archive belongs to another part is left out, and Merge makes it</param>
    /// <param name="folder">where they lie</param>
    /// <returns>names and contents</returns>
    /// <exception cref="SpringformException">E403 an archive lacks a program; all of them at once</exception>
    public static async Task<IReadOnlyList<(string Name, byte[] Content)>> MakeAsync(
        BuildPlan plan,
        IReadOnlyList<Artifact> artifacts,
        string folder,
        CancellationToken cancellation
    )
    {
        var files = new List<(string, byte[])>();
        var problems = new List<Problem>();
        foreach (var step in plan.Formulas)
        {
            var found = step.Archives.Select(archive => artifacts.FirstOrDefault(artifact => artifact.Name == archive.Name)).OfType<Artifact>().ToList();
            if (found.Count < step.Archives.Count)
                continue;
            var archives = new List<FormulaArchive>();
            foreach (var (archive, artifact) in step.Archives.Zip(found))
            {
                var names = await NamesAsync(Path.Combine(folder, artifact.Path), cancellation);
                archives.Add(new FormulaArchive(Platform.Of(archive.Platform), step.Address.File(archive.Name), artifact.Sha256, TopOf(names)));
                problems.AddRange(Missing(step, archive.Name, archives[^1], names));
            }

            if (problems.Count == 0)
                files.Add((step.FileName, step.Manager == PackageManager.Homebrew ? HomebrewFormula.Of(step, archives) : ScoopManifest.Of(step, archives)));
        }

        return problems.Count == 0 ? files : throw new SpringformException(problems);
    }

    private static async Task<HashSet<string>> NamesAsync(string archive, CancellationToken cancellation)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        await new ArchiveReader().ReadAsync(
            archive,
            (item, _) => names.Add(item.Kind == ArchiveEntryKind.Directory ? item.Path.TrimEnd('/') + "/" : item.Path),
            cancellation
        );
        return names;
    }

    /// <summary>The folder that holds all of an archive, where Homebrew looks too: it leaves hidden files aside. Null: none does.</summary>
    private static string? TopOf(IReadOnlyCollection<string> names)
    {
        var shown = names.Where(name => !name.StartsWith('.')).ToList();
        var tops = shown.Select(name => name.Split('/')[0]).Distinct(StringComparer.Ordinal).ToList();
        return tops is [var top] && shown.All(name => name.Contains('/', StringComparison.Ordinal)) ? top : null;
    }

    private static IEnumerable<Problem> Missing(FormulaStep step, string name, FormulaArchive archive, HashSet<string> names) =>
        step
            .Config.Programs.Where(program => !names.Contains(archive.PathOf(program)))
            .Select(program => new Problem(
                ErrorCode.NoOutput,
                $"{name} has no file {Quoted.Of(program)}, which {step.Id}.programs names",
                $"springform.yaml, {step.Id}.programs",
                "correct the path, which is one in the archive without the folder that holds all of it, or leave the archive out with archives:"
            ));
}
