using System.Buffers.Text;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Springform.Archives;
using Springform.Errors;
using Springform.Names;
using Springform.Plan;
using Springform.Wheels;

namespace Springform.Tests.Wheels;

/// <summary>A wheel as a backend leaves it, file by file, and what becomes of it.</summary>
internal sealed class SampleWheel : IDisposable
{
    private const string Info = "demo_nvx-1.4.0.dist-info/";
    private readonly TemporaryFolder folder = new();

    public static Platform Platform { get; } = Platform.Of("linux/amd64");

    public static PlannedWheel Planned { get; } =
        new(
            WheelName.Parse("demo_nvx-1.4.0-cp311-cp311-manylinux_2_36_x86_64.whl")!,
            "*.whl",
            WheelPolicy.Parse("manylinux_2_36")!,
            PythonTag.Parse("cp311")!,
            ["demo._nvx"]
        );

    public string Name { get; init; } = "demo_nvx-1.4.0-cp311-cp311-linux_x86_64.whl";

    public Dictionary<string, byte[]> Files { get; } =
        new(StringComparer.Ordinal)
        {
            ["demo/__init__.py"] = "from demo import _nvx\n"u8.ToArray(),
            ["demo/_nvx.cpython-311-x86_64-linux-gnu.so"] = Elf(62),
            [Info + "METADATA"] = "Metadata-Version: 2.1\nName: Demo-NVX\nVersion: 1.4.0\n\nVersion: 9\n"u8.ToArray(),
            [Info + "WHEEL"] = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: false\nTag: cp311-cp311-linux_x86_64\n\n"u8.ToArray(),
        };

    /// <summary>What RECORD says; null: what is true.</summary>
    public string? Record { get; set; }

    public string RecordPath { get; set; } = Info + "RECORD";

    /// <summary>The first 20 bytes of an ELF file are what its processor is told from.</summary>
    public static byte[] Elf(byte machine) => [0x7F, .. "ELF"u8, 2, 1, 1, .. new byte[9], 3, 0, machine, 0, .. new byte[44]];

    public string TrueRecord() => string.Concat(Files.Select(file => Line(file.Key, file.Value))) + Info + "RECORD,,\n";

    public static string Line(string path, byte[] content) => $"{path},sha256={Base64Url.EncodeToString(SHA256.HashData(content))},{content.Length}\n";

    public async Task<IReadOnlyList<ArchiveEntry>> FinishAsync()
    {
        var path = System.IO.Path.Combine(folder.Path, Name);
        await using (var zip = await ZipFile.OpenAsync(path, ZipArchiveMode.Create, TestContext.Current.CancellationToken))
        {
            foreach (var (name, content) in Files.Append(new(RecordPath, Encoding.UTF8.GetBytes(Record ?? TrueRecord()))))
            {
                await using var entry = await zip.CreateEntry(name).OpenAsync(TestContext.Current.CancellationToken);
                await entry.WriteAsync(content, TestContext.Current.CancellationToken);
            }
        }

        return await new WheelFinisher(System.IO.Path.Combine(folder.Path, "scratch"), _ => Task.CompletedTask).FinishAsync(
            path,
            Planned,
            Platform,
            TestContext.Current.CancellationToken
        );
    }

    public async Task<Problem> ProblemAsync() => (await Should.ThrowAsync<SpringformException>(FinishAsync)).Problems.ShouldHaveSingleItem();

    public static string Text(IReadOnlyList<ArchiveEntry> entries, string name) =>
        File.ReadAllText(entries.Single(entry => entry.Path == Info + name).HostPath!);

    public void Dispose() => folder.Dispose();
}
