using Springform.Abi.Elf;
using Springform.Errors;

namespace Springform.Repair;

/// <summary>Libraries that the archive has of itself: whether a file finds them, and where it would.</summary>
/// <param name="facts">of the tree's files, by path</param>
internal sealed class InsideLibraries(ArchiveTree tree, IReadOnlyDictionary<string, ElfFile> facts, string where)
{
    /// <summary>Whether the archive has it; then the file will look where it is.</summary>
    /// <exception cref="SpringformException">E423 it is there, but not so that a loader finds it, or nothing tells which is meant</exception>
    public bool Meet(BoundFile file, string name)
    {
        if (file.Search.Folders.Any(folder => tree.Find($"{folder}/{name}".TrimStart('/')) is { } reached && Fits(file, reached)))
            return true;

        var found = tree.Named(name).Where(path => tree.Find(path) is { } target && Fits(file, target)).ToList();
        if (found.Count == 0)
        {
            return facts.FirstOrDefault(fact => fact.Value.Soname == name && Fits(file, fact.Key)).Key is { } other
                ? throw Refuse(
                    $"{file.Path} needs {name}, which {other} is, but loaders look for files of that name",
                    $"name it {name} (to: in files), or add a link of that name"
                )
                : false;
        }

        if (found.Select(path => tree.Find(path)).Distinct(StringComparer.Ordinal).Count() > 1)
            throw Refuse(
                $"{file.Path} needs {name}, and does not say which of {string.Join(", ", found)}",
                "link it with -rpath '$ORIGIN/...' of the right one, or leave the others out"
            );
        file.Folders.Add(ArchiveTree.FolderOf(found[0]));
        return true;
    }

    private bool Fits(BoundFile file, string path) =>
        facts.TryGetValue(path, out var elf) && elf.Kind == ElfKind.SharedObject && elf.Machine == file.Elf.Machine;

    private SpringformException Refuse(string what, string fix) => new(new Problem(ErrorCode.RepairFailed, what, where, fix));
}
