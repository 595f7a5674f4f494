using System.Formats.Tar;

namespace Springform.Tests.Archives;

/// <summary>Tars that nobody honest makes, written by the base library, which writes what it is told.</summary>
internal static class HostileTar
{
    internal static byte[] Of(params TarEntry[] entries)
    {
        using var bytes = new MemoryStream();
        using (var writer = new TarWriter(bytes, leaveOpen: true))
        {
            foreach (var entry in entries)
                writer.WriteEntry(entry);
        }

        return bytes.ToArray();
    }

    internal static TarEntry File(string name, string text = "content") =>
        new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)) };

    internal static TarEntry Directory(string name) => new PaxTarEntry(TarEntryType.Directory, name);

    internal static TarEntry Symlink(string name, string target) => new PaxTarEntry(TarEntryType.SymbolicLink, name) { LinkName = target };

    internal static TarEntry HardLink(string name, string target) => new PaxTarEntry(TarEntryType.HardLink, name) { LinkName = target };
}
