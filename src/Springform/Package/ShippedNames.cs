using System.Buffers;
using Springform.Archives;
using Springform.Errors;
using Springform.Names;
using Springform.Plan;

namespace Springform.Package;

/// <summary>
/// Whether the systems that an archive is for can unpack it: links stay inside, Windows has names that no file can have, and where several spellings are one
/// name, one file would take the other's place. Sources: Microsoft's "Naming Files, Paths, and Namespaces"; Apple's "About Apple File System".
/// </summary>
internal static class ShippedNames
{
    private const int MaxPathBytes = 4096;
    private const int ShownProblems = 20;
    private const string Fix = "give it another name with to:, or leave it out";
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("<>:\"|?*");

    private static readonly HashSet<string> Devices = new(
        ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", .. "0123456789¹²³".SelectMany(digit => new[] { $"COM{digit}", $"LPT{digit}" })],
        StringComparer.OrdinalIgnoreCase
    );

    /// <exception cref="SpringformException">E108, one problem for each name</exception>
    public static void Require(ArtifactStep step, IReadOnlyList<ArchiveEntry> entries)
    {
        var system = Platform.Of(step.Target!.Platform).Os;
        var problems = entries
            .Select(entry =>
                (
                    entry.Path,
                    Reason: LinkRefusal(entry),
                    Fix: "make it a relative link to another file of the archive (ln -sr), pack the file itself, or leave the link out"
                )
            )
            .Concat(system == "windows" || step.IsForAny ? entries.Select(entry => (entry.Path, Reason: WindowsRefusal(entry.Path), Fix)) : [])
            .Where(entry => entry.Reason is not null)
            .Select(entry => Problem(step, $"{Quoted.Of(entry.Path)} in the archive {entry.Reason}", entry.Fix))
            .Concat(system == "windows" || step.IsForAny ? Collisions(step, entries, NameFold.OfWindows, "Windows") : [])
            .Concat(system == "darwin" || step.IsForAny ? Collisions(step, entries, NameFold.OfMacOs, "macOS") : [])
            .Take(ShownProblems)
            .ToList();
        if (problems.Count > 0)
        {
            throw new SpringformException(problems);
        }
    }

    private static string? LinkRefusal(ArchiveEntry entry) =>
        entry.Kind == ArchiveEntryKind.Symlink ? ArchivePath.LinkRefusal(entry.Path, entry.LinkTarget!, MaxPathBytes) : null;

    private static string? WindowsRefusal(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(SegmentRefusal).FirstOrDefault(reason => reason is not null);

    // A device is one with every ending, and with blanks before it: "nul .tar.gz" too.
    private static string? SegmentRefusal(string segment) =>
        Devices.Contains(segment.Split('.')[0].TrimEnd(' ')) ? $"has the name {Quoted.Of(segment)}, which is a device on Windows"
        : segment[^1] is '.' or ' ' ? $"has the name {Quoted.Of(segment)}, and Windows drops the {(segment[^1] == '.' ? "dot" : "blank")} at its end"
        : segment.AsSpan().IndexOfAny(Forbidden) is >= 0 and var at ? $"has a name with {Quoted.Of($"{segment[at]}")}, which no file has on Windows"
        : null;

    // Two folders become one, and nothing is lost.
    private static IEnumerable<Problem> Collisions(ArtifactStep step, IReadOnlyList<ArchiveEntry> entries, Func<string, string> fold, string system) =>
        entries
            .GroupBy(entry => fold(entry.Path), StringComparer.Ordinal)
            .Select(group => group.ToList())
            .Where(group => group.Count > 1 && group.Exists(entry => entry.Kind != ArchiveEntryKind.Directory))
            .Select(group =>
                Problem(
                    step,
                    $"{string.Join(" and ", group.Select(entry => Quoted.Of(entry.Path)).Order(StringComparer.Ordinal))} in the archive are one name "
                        + $"on {system}",
                    "give one of them another name with to:, or leave one out"
                )
            );

    private static Problem Problem(ArtifactStep step, string what, string fix) => new(ErrorCode.UnusableName, what, $"step {step.Id}", fix);
}
