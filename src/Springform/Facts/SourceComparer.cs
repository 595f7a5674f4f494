using Springform.Files;
using Springform.Keys;
using Springform.Plan;

namespace Springform.Facts;

/// <summary>Compares what was hashed with what the commit has, whatever git's index and settings say of it.</summary>
internal static class SourceComparer
{
    /// <param name="hashed">by path: all files of <paramref name="tree"/>, and files that are inputs though git ignores them</param>
    /// <param name="belongs">a file that no commit has is a change; false: springform.yaml declares it</param>
    /// <returns>sorted by path</returns>
    public static IReadOnlyList<SourceChange> Compare(WorkTree tree, IReadOnlyDictionary<string, SourceFile> hashed, Func<string, bool> belongs)
    {
        var changes = new List<SourceChange>(tree.Changes);
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in tree.Parts)
        {
            var doubtful = new List<SourceFile>();
            foreach (var (relative, entry) in part.Commit)
            {
                var path = part.Prefix + relative;
                known.Add(path);
                switch (hashed.GetValueOrDefault(path))
                {
                    case null:
                        changes.Add(new SourceChange(SourceChangeKind.Absent, path));
                        break;
                    case var file when file.Fact.Kind != entry.Kind:
                        changes.Add(new SourceChange(SourceChangeKind.Mode, path));
                        break;
                    case var file when file.Blob != entry.Id || file.IsPointer:
                        doubtful.Add(file);
                        break;
                }
            }

            changes.AddRange(Doubtful(part, doubtful));
        }

        changes.AddRange(
            hashed.Keys.Where(path => !known.Contains(path) && belongs(path)).Select(path => new SourceChange(SourceChangeKind.NotInCommit, path))
        );
        return [.. changes.OrderBy(change => change.Path, StringComparer.Ordinal)];
    }

    private static IEnumerable<SourceChange> Doubtful(WorkTreePart part, List<SourceFile> files)
    {
        var links = files.Where(file => file.Fact.Kind == FileKind.Link).ToList();
        var pointers = new Checkout(part.Git).NotDeclared([.. files.Where(file => file.IsPointer).Select(Relative)]);
        var others = files.Except(links).Where(file => file.Blob != part.Commit[Relative(file)].Id && !pointers.Contains(Relative(file))).ToList();
        var same = new Checkout(part.Git).Same([.. others.Select(file => (part.Commit[Relative(file)].Id, Relative(file), file.Fact))]);
        return pointers
            .Select(path => new SourceChange(SourceChangeKind.Pointer, part.Prefix + path))
            .Concat(
                links.Concat(others.Where(file => !same.Contains(Relative(file)))).Select(file => new SourceChange(SourceChangeKind.Content, file.Fact.Path))
            );

        string Relative(SourceFile file) => file.Fact.Path[part.Prefix.Length..];
    }
}
