using System.Globalization;
using Springform.Archives;
using Springform.Files;
using Springform.Machine;

namespace Springform.Package;

/// <summary>Files that somebody put into dist/, which its replacement would take away.</summary>
internal static class ForeignFiles
{
    private const int ShownFiles = 5;

    /// <summary>
    /// Gives each a second name in a new numbered folder. They are linked, not moved: whenever the run is killed, they are in one of the two places.
    /// </summary>
    /// <param name="folder">dist/</param>
    /// <param name="paths">relative to it; may be empty</param>
    /// <param name="keepFolder">holds the numbered folders</param>
    /// <param name="output">told where they are</param>
    public static void Keep(string folder, IReadOnlyList<string> paths, string keepFolder, IOutput output)
    {
        if (paths.Count == 0)
            return;

        var kept = NewFolder(keepFolder);
        SystemFault.Guard(
            kept,
            () =>
            {
                foreach (var path in paths)
                    LinkOrCopy(Path.Combine(folder, path), Path.Combine(kept, path));
                return true;
            }
        );
        var more = paths.Count > ShownFiles ? $" and {paths.Count - ShownFiles} more" : "";
        output.Line($"warning: dist/ is replaced, but held what no ledger lists: {string.Join(", ", paths.Take(ShownFiles))}{more}. It is kept in {kept}");
    }

    private static string NewFolder(string keepFolder)
    {
        for (var number = 1; ; number++)
        {
            var candidate = Path.Combine(keepFolder, number.ToString(CultureInfo.InvariantCulture));
            if (!Directory.Exists(candidate))
                return candidate;
        }
    }

    private static void LinkOrCopy(string source, string kept)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        if (UnixFile.Link(source, kept))
            return;
        if (new FileInfo(source).LinkTarget is { } target)
            File.CreateSymbolicLink(kept, target);
        else
            File.Copy(source, kept);
    }
}
