using Springform.Archives;

namespace Springform.Wheels;

/// <summary>An unpacked wheel.</summary>
internal sealed class WheelFolder
{
    private readonly string root;

    public WheelFolder(string root)
    {
        this.root = root;
        Refresh();
    }

    /// <summary>Relative paths with forward slashes.</summary>
    public IReadOnlySet<string> Files { get; private set; } = new HashSet<string>();

    /// <summary>Looks again after files were added.</summary>
    public void Refresh() =>
        Files = Directory
            .GetFiles(root, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>A folder of the wheel; what is not there, or called so already, is left alone.</summary>
    public void Rename(string from, string to)
    {
        if (from != to && Directory.Exists(FullPath(from)))
        {
            Directory.Move(FullPath(from), FullPath(to));
            Refresh();
        }
    }

    /// <summary>Files of a folder, for everybody.</summary>
    public void MakeExecutable(string below)
    {
        foreach (var file in Files.Where(file => file.StartsWith(below, StringComparison.Ordinal)))
        {
            var path = FullPath(file);
            if (!OperatingSystem.IsWindows()) // which has no such modes; and no wheel is made there
                File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }
    }

    public string FullPath(string file) => Path.Combine(root, file);

    /// <summary>What a new archive is made of: files alone, as wheels have it.</summary>
    public IReadOnlyList<ArchiveEntry> Entries() => [.. Files.Select(file => ArchiveEntry.FromFile(file, FullPath(file)))];
}
