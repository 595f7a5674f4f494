using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Springform.Tests.Abi;

/// <summary>Archives of all kinds that are looked into, made in memory.</summary>
internal static class ArchiveBytes
{
    public static byte[] Tar(params (string Name, byte[] Content)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
            tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "link") { LinkName = "/etc/passwd" });
            tar.WriteEntry(new PaxTarEntry(TarEntryType.CharacterDevice, "dev/null"));
        }

        return bytes.ToArray();
    }

    public static byte[] Gzip(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
            gzip.Write(content);
        return bytes.ToArray();
    }

    public static byte[] Zstd(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var zstd = Springform.Archives.Zstd.ZstdOutput.Open(bytes, threads: 1))
            zstd.Write(content);
        return bytes.ToArray();
    }

    public static byte[] Zip(params (string Name, byte[] Content)[] entries) => Zip([], entries);

    /// <param name="before">what it stands behind; its positions count from there</param>
    public static byte[] Zip(byte[] before, params (string Name, byte[] Content)[] entries)
    {
        using var bytes = new MemoryStream();
        bytes.Write(before);
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in entries)
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(content);
            }
        }

        return bytes.ToArray();
    }

    public static byte[] Deb(params (string Name, byte[] Content)[] entries) => Ar(("debian-binary", "2.0\n"u8.ToArray()), ("data.tar.gz", Gzip(Tar(entries))));

    public static byte[] Ar(params (string Name, byte[] Content)[] members)
    {
        using var bytes = new MemoryStream();
        bytes.Write("!<arch>\n"u8);
        foreach (var (name, content) in members)
        {
            // A name that does not fit is written in BSD's way: before the content.
            var inside = name.Length > 16 ? Encoding.ASCII.GetBytes(name.TrimEnd('/')) : [];
            var shown = inside.Length > 0 ? $"#1/{inside.Length}" : name;
            var header = $"{shown.PadRight(16)}0           0     0     100644  {$"{content.Length + inside.Length}".PadRight(10)}`\n";
            bytes.Write(Encoding.ASCII.GetBytes(header));
            bytes.Write(inside);
            bytes.Write(content);
            if (bytes.Length % 2 == 1)
                bytes.WriteByte((byte)'\n');
        }

        return bytes.ToArray();
    }
}
