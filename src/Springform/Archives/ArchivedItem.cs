namespace Springform.Archives;

/// <summary>One entry read from an archive, already found safe.</summary>
/// <param name="Path">relative, normalised, forward slashes, no trailing one</param>
/// <param name="Kind">devices and pipes only where they were asked for</param>
/// <param name="SizeBytes">of a file's content; 0 for the other kinds</param>
/// <param name="Executable">whether the owner may execute the file; nothing else of its mode is given to what is unpacked</param>
/// <param name="LinkTarget">a symlink's target (stays inside), or the path of the earlier file that a hard link names; else null</param>
/// <param name="ModifiedSeconds">since 1970, between 0 and the year 9999</param>
internal sealed record ArchivedItem(string Path, ArchiveEntryKind Kind, long SizeBytes, bool Executable, string? LinkTarget, long ModifiedSeconds)
{
    /// <summary>What unpacking and packing leave behind.</summary>
    public ItemPrivileges Privileges { get; init; }
}

/// <summary>What a name in an archive stands for.</summary>
internal enum ArchiveEntryKind
{
    File,
    Directory,
    Symlink,

    /// <summary>Only when reading: a second name of a file that came earlier. Written archives hold the file twice.</summary>
    HardLink,

    /// <summary>
    /// A device or a pipe; it has no place in our archives, and is shown only to those who ask (<see cref="ArchiveLimits.ShowsSpecialFiles"/>).
    /// </summary>
    Special,
}

/// <summary>What a file's mode says beyond reading, writing and executing, with the values that it has there; and Linux file capabilities.</summary>
[Flags]
internal enum ItemPrivileges
{
    None = 0,
    Sticky = 0x200,
    SetGroupId = 0x400,
    SetUserId = 0x800,

    /// <summary>The three that are part of a mode.</summary>
    Bits = Sticky | SetGroupId | SetUserId,
    Capabilities = 0x1000,
}
