using Springform.Abi.Elf;
using Springform.Archives;

namespace Springform.Abi.Walking;

/// <summary>The archives: each hands its entries back to <see cref="Examine(string, Stream, int)"/>.</summary>
internal sealed partial class Walker
{
    // The budget counts bytes over all archives, and ends the walk.
    private static ArchiveLimits LimitsOf(int entries) =>
        new()
        {
            LooksOnly = true,
            MaxEntries = entries,
            MaxTotalBytes = long.MaxValue,
            MaxEntryBytes = long.MaxValue,
        };

    private void Unpack(string path, ArchiveFormat format, ByteSource source, int depth)
    {
        using var stream = source.OpenStream();
        Unpack(path, format, stream, depth);
    }

    private void Unpack(string path, ArchiveFormat format, Stream stream, int depth)
    {
        if (format.Content is { } unpack)
        {
            using var unpacked = unpack(stream, findProgram);
            Examine(path, unpacked, depth);
            return;
        }

        var limits = LimitsOf(format.HasDirectory ? budget.Limits.MaxZipEntries : budget.Limits.MaxEntries);
        format.Items!(
            stream,
            new EntryGuard(limits, path),
            limits,
            (item, content) =>
            {
                budget.Entry(item.SizeBytes);
                if (item.Kind == ArchiveEntryKind.File)
                    Examine(Inside(path, item.Path), content, depth);
            }
        );
    }

    private void Ar(string path, ByteSource source, bool isThin, string? hostPath, int depth)
    {
        foreach (var (name, offset, size) in ArMembers.Of(source, isThin))
        {
            budget.Entry(0);
            using var member = isThin ? Outside(name, hostPath) : source.Slice(offset, size);
            Examine(IsCompiled(member) ? $"{path}({name})" : Inside(path, name), member, null, depth);
        }
    }

    private static bool IsCompiled(ByteSource member)
    {
        Span<byte> head = stackalloc byte[FileMagics.HeadBytes];
        return FileMagics.Of(head[..Fill(member, head)]) is FileMagic.Elf or FileMagic.MachO or FileMagic.Coff or FileMagic.Pe;
    }

    private static FileSource Outside(string name, string? hostPath)
    {
        if (hostPath is null)
            throw new MalformedException($"it is thin: its member {name} lies outside of it");
        var path = Path.Combine(Path.GetDirectoryName(hostPath)!, name);
        return File.Exists(path) ? FileSource.Open(path) : throw new MalformedException($"it is thin, and its member {name} is not there");
    }

    private static string Inside(string path, string name) => path.Length == 0 ? name : $"{path}!{name}";
}
