namespace Springform.Archives;

/// <summary>One entry read from an archive, already found safe.</summary>
/// <param name="Path">relative, normalised, forward slashes, no trailing one</param>
/// <param name="Kind">devices and pipes only where they were asked for</param>
/// <param name="SizeBytes">of a file's content; 0 for the other kinds</param>
/// <param name="Executable">whether the owner may execute the file; nothing else of its mode is given to what is unpacked</param>
/// <param name="LinkTarget">a symlink's target (stays inside), or the path of the earlier file that a hard link names; else null</param>
/// <param name="ModifiedSeconds">since 1970, between 0 and the year 9999</param>
public sealed record ArchivedItem(string Path, ArchiveEntryKind Kind, long SizeBytes, bool Executable, string? LinkTarget,
    long ModifiedSeconds)
{
    /// <summary>What unpacking and packing leave behind.</summary>
    public ItemPrivileges Privileges { get; init; }
}
