using System.IO.Enumeration;
using Springform.Files;
using Springform.Machine;

namespace Springform.Package;

/// <summary>
/// What Springform makes as root in somebody else's project belongs to that somebody, so that they can remove it. For everybody else, and in
/// root's own project, this does nothing.
/// </summary>
internal sealed class Ownership
{
    private const uint Root = 0;

    private readonly FileStat? owner;
    private readonly IOutput warnings;
    private bool refused;

    private Ownership(FileStat? owner, IOutput warnings) => (this.owner, this.warnings) = (owner, warnings);

    /// <param name="projectFolder">whose owner gets all</param>
    /// <param name="warnings">told once when the system refuses, as for an owner that a user namespace does not know</param>
    public static Ownership Of(string projectFolder, IOutput warnings)
    {
        var stat = FileStat.Of(Path.GetFullPath(projectFolder));
        return new Ownership(Environment.IsPrivilegedProcess && stat is { Owner: not Root } ? stat : null, warnings);
    }

    /// <summary>Gives a file, or a folder with all below it. Links are given themselves, never followed; what is not root's stays as it is.</summary>
    public void Give(string path)
    {
        if (owner is not { } to || FileStat.Of(path) is not { } stat)
            return;
        GiveOne(path, to);
        if (stat.IsLink || !Directory.Exists(path))
            return;
        foreach (var below in Below(path))
            GiveOne(below, to);
    }

    private void GiveOne(string path, FileStat to)
    {
        if (refused || FileStat.Of(path) is not { Owner: Root })
            return;
        if (UnixFile.ChangeOwner(path, to.Owner, to.Group) is not { } reason)
            return;
        refused = true;
        warnings.Line($"warning: {path} still belongs to root, and not to uid {to.Owner} as the project does: {reason}");
    }

    private static FileSystemEnumerable<string> Below(string path) =>
        new(
            path,
            (ref FileSystemEntry entry) => entry.ToFullPath(),
            new EnumerationOptions
            {
                RecurseSubdirectories = true,
                AttributesToSkip = 0,
                IgnoreInaccessible = false,
            }
        )
        {
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
}
