using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Springform.ContainerTests.Wheels;

/// <summary>A source distribution as a build backend leaves it.</summary>
internal static class PreparedSdist
{
    public static void Write(string folder, string version)
    {
        using var file = File.Create(Path.Combine(folder, $"demo_nvx-{version}.tar.gz"));
        using var gzip = new GZipStream(file, CompressionLevel.Fastest);
        using var tar = new TarWriter(gzip);
        foreach (var (name, text) in new[] { ("PKG-INFO", $"Metadata-Version: 2.1\nName: demo-nvx\nVersion: {version}\n"), ("setup.py", "# the source\n") })
        {
            tar.WriteEntry(
                new PaxTarEntry(TarEntryType.RegularFile, $"demo_nvx-{version}/{name}")
                {
                    DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)),
                    ModificationTime = DateTimeOffset.UnixEpoch,
                }
            );
        }
    }
}
