namespace Springform.Archives;

/// <summary>What an archive may hold before it is refused (E502). The defaults let a Linux source tree pass and stop a bomb.</summary>
internal sealed record ArchiveLimits
{
    public int MaxEntries { get; init; } = 1_000_000;

    /// <summary>Of all files together, unpacked.</summary>
    public long MaxTotalBytes { get; init; } = 64L << 30;

    /// <summary>Of one file, unpacked.</summary>
    public long MaxEntryBytes { get; init; } = 16L << 30;

    /// <summary>Of a name or a link's target, in UTF-8.</summary>
    public int MaxPathBytes { get; init; } = 4096;

    /// <summary>Of all names and the directories that they imply: what must be remembered to find what comes twice.</summary>
    public long MaxNameCharacters { get; init; } = 64L << 20;

    /// <summary>
    /// Nothing is unpacked, files are only looked at: links may lead anywhere, devices are passed over, names are free, may come twice, and what is not UTF-8
    /// in them is U+FFFD.
    /// </summary>
    public bool LooksOnly { get; init; }

    /// <summary>With <see cref="LooksOnly"/>: devices and pipes are shown as <see cref="ArchiveEntryKind.Special"/> instead.</summary>
    public bool ShowsSpecialFiles { get; init; }
}
