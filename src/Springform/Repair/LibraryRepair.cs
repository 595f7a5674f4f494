using Springform.Abi.Elf;
using Springform.Abi.Policies;
using Springform.Errors;
using Springform.Plan;

namespace Springform.Repair;

/// <summary>
/// Brings libraries along that a policy does not allow to be the system's: copied into one folder, renamed by hash so that no other copy in a process is
/// taken for them, and found by RPATH. The libraries that they need in turn come along too. Folders of the build go out of all search paths. As auditwheel
/// does for wheels. Files that the policy excepts stay as they are.
/// </summary>
/// <param name="find">copies libraries out of the builder by name</param>
internal sealed class LibraryRepair(Patchelf patchelf, AbiPolicy policy, Func<IReadOnlyList<string>, CancellationToken, Task<IReadOnlyList<FoundLibrary>>> find)
{
    /// <param name="tree">its files are rewritten in place</param>
    /// <param name="newFiles">a folder; what comes along is put there under its path in the archive</param>
    /// <exception cref="SpringformException">E423 a library is not to be had, or must be the system's: all at once; E303 no patchelf</exception>
    public async Task<RepairedArchive> RunAsync(ArchiveTree tree, PlannedRepair plan, string newFiles, string where, CancellationToken cancellation)
    {
        var facts = tree
            .Files.Select(file => (Path: file.Key, Elf: ElfFiles.Read(file.Value)))
            .Where(file => file.Elf is not null)
            .ToDictionary(file => file.Path, file => file.Elf!, StringComparer.Ordinal);
        var files = facts
            .Where(file => file.Value.Kind is ElfKind.Executable or ElfKind.SharedObject && !policy.IsExcepted(file.Key))
            .OrderBy(file => file.Key, StringComparer.Ordinal)
            .Select(file => Bound(file.Key, tree.Files[file.Key], file.Value, plan.Root))
            .ToList();
        var libraries = await BindAsync(
            files,
            new InsideLibraries(tree, facts, where),
            new BuilderLibraries(find, policy.Text!, where),
            plan,
            newFiles,
            cancellation
        );
        var edits = files.Concat(libraries).Select(file => (File: file, Edit: file.Edit())).Where(entry => entry.Edit is not null).ToList();
        if (edits.Count > 0)
            await patchelf.RequireAsync(cancellation);
        foreach (var (file, edit) in edits)
            await WriteAsync(file, edit!, cancellation);
        return Result(libraries, [.. edits.Select(entry => entry.File).Where(file => file.Library is null)], plan, newFiles);
    }

    private static BoundFile Bound(string path, string hostPath, ElfFile elf, string root)
    {
        var search = SearchPath.Of(elf, path, root);
        return new BoundFile(path, hostPath, elf, search, search.Absolute);
    }

    /// <summary>What is needed, what that needs, and so on; each round asks the builder at most once.</summary>
    private async Task<IReadOnlyList<BoundFile>> BindAsync(
        IReadOnlyList<BoundFile> files,
        InsideLibraries inside,
        BuilderLibraries builder,
        PlannedRepair plan,
        string newFiles,
        CancellationToken cancellation
    )
    {
        var libraries = new SortedDictionary<string, BoundFile>(StringComparer.Ordinal);
        var problems = new List<Problem>();
        var round = files;
        while (round.Count > 0)
        {
            var foreign = round
                .SelectMany(file => file.Elf.Needed.Distinct(StringComparer.Ordinal).Select(name => (File: file, Name: name)))
                .Where(need => !policy.Allows(need.Name) && !Told(() => inside.Meet(need.File, need.Name)))
                .ToList();
            await builder.FetchAsync(foreign.Select(need => need.Name), cancellation);
            var next = new List<BoundFile>();
            foreach (var (file, name) in foreign)
                Told(() => Bring(file, name, builder.Choose(file, name), next));
            round = next;
        }

        return problems.Count == 0 ? [.. libraries.Values] : throw new SpringformException(problems);

        // A need with a problem counts as met: it is told once.
        bool Told(Func<bool> meet)
        {
            try
            {
                return meet();
            }
            catch (SpringformException failure)
            {
                problems.AddRange(failure.Problems);
                return true;
            }
        }

        bool Bring(BoundFile file, string name, FoundLibrary library, List<BoundFile> next)
        {
            var path = $"{plan.Folder}/{library.NewName}";
            file.Renamed[name] = library.NewName;
            file.Folders.Add(plan.Folder);
            if (!libraries.ContainsKey(path))
            {
                libraries[path] = new BoundFile(
                    path,
                    Path.Combine(newFiles, path),
                    library.Elf,
                    new SearchPath([], [], [], []),
                    SearchPath.InBuilder(library.Elf, library.Folder)
                )
                {
                    Library = library,
                };
                next.Add(libraries[path]);
            }

            return true;
        }
    }

    private async Task WriteAsync(BoundFile file, ElfEdit edit, CancellationToken cancellation)
    {
        if (file.Library is { } library)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file.HostPath)!);
            File.Copy(library.HostPath, file.HostPath);
        }

        await patchelf.EditAsync(file.HostPath, edit, cancellation);
    }

    private static RepairedArchive Result(IReadOnlyList<BoundFile> libraries, IReadOnlyList<BoundFile> changed, PlannedRepair plan, string newFiles)
    {
        var added = libraries.ToDictionary(file => file.Path, file => file.HostPath, StringComparer.Ordinal);
        var lines = new List<string>();
        foreach (var (path, library) in libraries.Select(file => (file.Path, file.Library!)))
        {
            lines.Add($"{library.Name} of the builder comes along as {path}: {library.Origin}, {library.Package ?? "of no package"}");
            if (library is { Package: { } package, LicencePath: { } licence })
                added[$"{plan.Licences}/{package.Split(' ')[0]}/copyright"] = licence;
            else
                lines.Add($"warning: the builder has no licence of {library.Origin}: it is yours to add, and its source to name");
        }

        lines.AddRange(
            changed
                .Where(file => file.Search.Dropped.Count > 0)
                .Select(file => $"{file.Path} looks in {string.Join(", ", file.Search.Dropped.Select(Shown))} no longer")
        );
        return new RepairedArchive([.. libraries.Select(Bundled)], added, [.. changed.Select(file => file.Path)], lines);
    }

    private static string Shown(string folder) => folder.Length == 0 ? "the current folder" : Quoted.Of(folder);

    private static BundledLibrary Bundled(BoundFile file) =>
        new(file.Path, file.Library!.Name, file.Library.Sha256, file.Library.Origin, file.Library.Package, file.Library.Source);
}
