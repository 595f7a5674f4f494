using System.Runtime.InteropServices;
using System.Text;

namespace Springform.Keys;

/// <summary>
/// What the kernel knows of a file without reading it. Two equal values mean an unchanged file: ctime cannot be set by a program.
/// Times in nanoseconds since 1970.
/// </summary>
public readonly record struct FileStat(long SizeBytes, long ModifiedNanoseconds, long ChangedNanoseconds, ulong Inode, uint Mode, uint Owner, uint Group)
{
    private const int AtCurrentDirectory = -100;
    private const int AtSymlinkNoFollow = 0x100;
    private const uint BasicStats = 0x7ff;
    private const uint TypeMask = 0xF000;
    private const uint LinkType = 0xA000;
    private const uint RegularType = 0x8000;

    public bool IsLink => (Mode & TypeMask) == LinkType;

    public bool IsRegular => (Mode & TypeMask) == RegularType;

    public bool IsExecutable => (Mode & 0b001_000_000) != 0;

    /// <summary>Null when there is no such file. Links are not followed.</summary>
    public static FileStat? Of(string path)
    {
        // statx(2) because its structure is the same on every architecture, unlike that of stat(2).
        if (Statx(AtCurrentDirectory, Encoding.UTF8.GetBytes(path + '\0'), AtSymlinkNoFollow, BasicStats, out var raw) != 0)
        {
            return null;
        }

        return new FileStat(
            (long)raw.Size, raw.Modified.Nanoseconds, raw.Changed.Nanoseconds, raw.Inode, raw.Mode, raw.UserId, raw.GroupId);
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
    }
}
