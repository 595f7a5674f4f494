namespace Springform.Archives;

/// <summary>The modes that everything gets that is packed or unpacked.</summary>
internal static class EntryModes
{
    /// <summary>0755, for directories and what may be executed.</summary>
    public const UnixFileMode Runnable = (UnixFileMode)0x1ED;

    /// <summary>0644, for everything else.</summary>
    public const UnixFileMode Plain = (UnixFileMode)0x1A4;

    /// <summary>0777: a symlink's own mode says nothing.</summary>
    public const UnixFileMode Symlink = (UnixFileMode)0x1FF;
}
