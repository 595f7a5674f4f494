using System.Runtime.InteropServices;
using System.Text;

namespace Springform.Files;

/// <summary>
/// What the kernel knows of a file without reading it. Two equal values mean an unchanged file: ctime cannot be set by a program.
/// Times in nanoseconds since 1970.
/// </summary>
internal readonly record struct FileStat(long SizeBytes, long ModifiedNanoseconds, long ChangedNanoseconds, ulong Inode, uint Mode, uint Owner, uint Group)
{
    private const int AtCurrentDirectory = -100;
    private const int AtSymlinkNoFollow = 0x100;
    private const uint BasicStats = 0x7ff;
    private const uint TypeMask = 0xF000;
    private const uint LinkType = 0xA000;
    private const uint RegularType = 0x8000;
    private const uint FolderType = 0x4000;

    public bool IsLink => (Mode & TypeMask) == LinkType;

    public bool IsRegular => (Mode & TypeMask) == RegularType;

    public bool IsFolder => (Mode & TypeMask) == FolderType;

    /// <summary>A character device: a terminal, /dev/null.</summary>
    public bool IsDevice => (Mode & TypeMask) == 0x2000;

    /// <summary>What a person calls it: "a pipe", "a folder".</summary>
    public string Kind =>
        (Mode & TypeMask) switch
        {
            RegularType => "a file",
            FolderType => "a folder",
            LinkType => "a symbolic link",
            0x1000 => "a pipe",
            0xC000 => "a socket",
            _ => "a device",
        };

    public bool IsExecutable => (Mode & 0b001_000_000) != 0;

    /// <summary>Null when there is no such file. Links are not followed.</summary>
    public static FileStat? Of(string path) => Of(path, AtSymlinkNoFollow);

    /// <summary>Of what a link leads to. Null when that does not exist.</summary>
    public static FileStat? OfTarget(string path) => Of(path, 0);

    /// <summary>The disk that it lies on, links followed. Null when it does not exist.</summary>
    public static ulong? DeviceOf(string path) =>
        Statx(AtCurrentDirectory, Encoding.UTF8.GetBytes(path + '\0'), 0, BasicStats, out var raw) == 0
            ? ((ulong)raw.DeviceMajor << 32) | raw.DeviceMinor
            : null;

    private static FileStat? Of(string path, int flags)
    {
        // statx(2) because its structure is the same on every architecture, unlike that of stat(2).
        if (Statx(AtCurrentDirectory, Encoding.UTF8.GetBytes(path + '\0'), flags, BasicStats, out var raw) != 0)
        {
            return null;
        }

        return new FileStat((long)raw.Size, raw.Modified.Nanoseconds, raw.Changed.Nanoseconds, raw.Inode, raw.Mode, raw.UserId, raw.GroupId);
    }

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static extern int Statx(int directory, byte[] path, int flags, uint mask, out RawStat result);

    [StructLayout(LayoutKind.Sequential)]
    private struct RawTime
    {
        public long Seconds;
        public uint Fraction;
        public int Reserved;

        public readonly long Nanoseconds => (Seconds * 1_000_000_000) + Fraction;
    }

    [StructLayout(LayoutKind.Sequential, Size = 256)]
    private struct RawStat
    {
        public uint Mask;
        public uint BlockSize;
        public ulong Attributes;
        public uint LinkCount;
        public uint UserId;
        public uint GroupId;
        public ushort Mode;
        public ushort Spare;
        public ulong Inode;
        public ulong Size;
        public ulong Blocks;
        public ulong AttributesMask;
        public RawTime Accessed;
        public RawTime Born;
        public RawTime Changed;
        public RawTime Modified;
        public uint SpecialMajor;
        public uint SpecialMinor;
        public uint DeviceMajor;
        public uint DeviceMinor;
    }
}
