using System.Buffers.Text;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Springform.Tests.Abi;

namespace Springform.ContainerTests.Wheels;

/// <summary>A wheel as a build backend leaves it: RECORD, WHEEL, METADATA, a package, and an ELF file for its extension.</summary>
/// <param name="Machine">x86_64 or aarch64</param>
/// <param name="Tags">cp311-cp311</param>
internal sealed record PreparedWheel(string Machine, string Version, string Tags)
{
    private const ushort X86 = 62;
    private const ushort Arm = 183;

    /// <summary>What the extension needs of the C library.</summary>
    public string Symbol { get; init; } = "clock_gettime@GLIBC_2.17";

    /// <summary>False: the extension was not built, and a module of Python stands in its place.</summary>
    public bool IsNative { get; init; } = true;

    /// <summary>The package's text: what makes another wheel of it.</summary>
    public string Text { get; init; } = "from demo import _nvx\n";

    /// <summary>RECORD lists this text of the package instead of the true one.</summary>
    public string? RecordedText { get; init; }

    public string Name => $"demo_nvx-{Version}-{Tags}-linux_{Machine}.whl";

    private string Info => $"demo_nvx-{Version}.dist-info/";

    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        using var zip = ZipFile.Open(Path.Combine(folder, Name), ZipArchiveMode.Create);
        var record = "";
        foreach (var (path, content) in Files())
        {
            Add(zip, path, content);
            record += Line(path, RecordedText is not null && path == "demo/__init__.py" ? Encoding.UTF8.GetBytes(RecordedText) : content);
        }

        Add(zip, Info + "RECORD", Encoding.UTF8.GetBytes($"{record}{Info}RECORD,,\n"));
    }

    private IEnumerable<(string Path, byte[] Content)> Files()
    {
        yield return ("demo/__init__.py", Encoding.UTF8.GetBytes(Text));
        yield return IsNative
            ? (
                "demo/_nvx.so",
                new SyntheticElf
                {
                    Machine = Machine == "aarch64" ? Arm : X86,
                    Needed = ["libc.so.6"],
                    Imports = [Symbol],
                }.Bytes()
            )
            : ("demo/_nvx.py", "# slow\n"u8.ToArray());
        yield return ($"demo_nvx-{Version}.data/scripts/demo-tool", "#!/bin/sh\necho the tool of the wheel\n"u8.ToArray());
        yield return (Info + "METADATA", Encoding.UTF8.GetBytes($"Metadata-Version: 2.1\nName: Demo-NVX\nVersion: {Version}\n\nAbout it.\n"));
        yield return (Info + "WHEEL", Encoding.UTF8.GetBytes($"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: false\nTag: {Tags}-linux_{Machine}\n"));
    }

    private static string Line(string path, byte[] content) => $"{path},sha256={Base64Url.EncodeToString(SHA256.HashData(content))},{content.Length}\n";

    private static void Add(ZipArchive zip, string path, byte[] content)
    {
        var entry = zip.CreateEntry(path);
        entry.LastWriteTime = new DateTimeOffset(2026, 1, 2, 3, 4, 6, TimeSpan.Zero);
        using var stream = entry.Open();
        stream.Write(content);
    }
}
