using Springform.Abi.Policies;
using Springform.Errors;

namespace Springform.Repair;

/// <summary>What the builder has, asked for when it is needed and once.</summary>
/// <param name="find">copies libraries out of the builder by name</param>
internal sealed class BuilderLibraries(Func<IReadOnlyList<string>, CancellationToken, Task<IReadOnlyList<FoundLibrary>>> find, string policy, string where)
{
    private readonly Dictionary<string, IReadOnlyList<FoundLibrary>> known = new(StringComparer.Ordinal);

    public async Task FetchAsync(IEnumerable<string> names, CancellationToken cancellation)
    {
        var asked = names
            .Where(name => !known.ContainsKey(name) && Refusal(name) is null)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        if (asked.Count == 0)
            return;
        var found = (await find(asked, cancellation)).ToLookup(library => library.Name, StringComparer.Ordinal);
        foreach (var name in asked)
            known[name] = [.. found[name]];
    }

    /// <param name="name">was fetched</param>
    /// <exception cref="SpringformException">E423 it must be the system's, is not there, or there are several that differ</exception>
    public FoundLibrary Choose(BoundFile file, string name)
    {
        if (Refusal(name) is var (what, fix))
            throw Refuse(file, name, what, fix);
        var candidates = known[name].Where(library => library.Elf.Machine == file.Elf.Machine).ToList();
        if (candidates.Count == 0)
        {
            throw Refuse(
                file,
                name,
                $"which neither the archive nor the builder has for {file.Elf.Machine}",
                "install it in the builder's Dockerfile; where a command makes it, add it to files of the package"
            );
        }

        return LibraryChoice.Choose(candidates, file.BuilderFolders, file.Elf.Machine) switch
        {
            [var only] => only,
            var several => throw Refuse(
                file,
                name,
                $"of which the builder has several that differ: {string.Join(", ", several.Select(library => library.Origin))}",
                "link with -rpath of the right one's folder, or leave the others out of the builder"
            ),
        };
    }

    private (string What, string Fix)? Refusal(string name) =>
        name switch
        {
            _ when name.Contains('/', StringComparison.Ordinal) => (
                "by its path, which only the builder has",
                "link it with -L and -l, and give the library a SONAME (-Wl,-soname)"
            ),
            _ when !LibraryFinder.IsName(name) => ("which is no file name that can be looked for", "give the library a plain SONAME"),
            _ when SystemLibraries.KindOf(name) is { } kind => (
                $"which {policy} does not allow and which must never be brought along: it is of {kind}",
                "do without it, build it on an older base, or add it to abi.libraries where every system that is aimed at has it"
            ),
            _ => null,
        };

    private SpringformException Refuse(BoundFile file, string name, string what, string fix) =>
        new(
            new Problem(
                ErrorCode.RepairFailed,
                $"{(file.Library is { } library ? $"{library.Origin} of the builder" : file.Path)} needs {Quoted.Clean(name)}, {what}",
                where,
                fix
            )
        );
}
