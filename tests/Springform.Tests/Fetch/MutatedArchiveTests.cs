using System.Text;
using Springform.Errors;
using Springform.Fetch;
using Springform.Keys;

namespace Springform.Tests.Fetch;

/// <summary>
/// Archives that their makers damaged or made to hurt, with the right SHA-256: whatever becomes of them, nothing is written outside the place.
/// </summary>
public sealed class MutatedArchiveTests : IDisposable
{
    private const int Block = 512;

    private static readonly int Samples = Campaign.Times(sample: 400, whole: 10_000);

    private static readonly string[] Names =
    [
        "../evil",
        "/tmp/springform-evil",
        "demo/../../evil",
        "demo/lib/libdemo.a",
        "demo/LIB/libdemo.a",
        "..",
        "",
        "a\\b",
        "demo/lib/libdemo.a/x",
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Nothing_is_written_outside_and_what_is_in_place_is_right()
    {
        using var sample = new FetchSample(sizeBytes: 3000, name: "demo.tar");
        var random = Campaign.Numbers(out var seed);
        var placed = 0;
        for (var number = 0; number < Samples; number++)
        {
            var bytes = Mutated(sample.Archive, random);
            var root = Path.Combine(folder.Path, $"{number}");
            var archive = folder.File($"{number}.archive", "");
            await File.WriteAllBytesAsync(archive, bytes, TestContext.Current.CancellationToken);
            var asset = sample.Asset with { Size = bytes.Length, Sha256 = FetchSample.Hash(bytes) };
            var placement = new Placement(Path.Combine(root, "lib", "linux_amd64"), asset, new FileHasher(Path.Combine(root, "stats"), TimeProvider.System));
            try
            {
                await placement.UnpackAsync(archive, TestContext.Current.CancellationToken);
                placement.Commit();
                placement.IsUpToDate().ShouldBeTrue($"seed {seed}, sample {number}");
                placed++;
            }
            catch (SpringformException refusal) when (refusal.ExitCode == ExitCode.Verification)
            {
                placement.Clear();
                Directory.Exists(placement.Folder).ShouldBeFalse($"seed {seed}, sample {number}");
            }

            if (Directory.Exists(root))
                Directory.GetFileSystemEntries(root).Select(Path.GetFileName).Except(["lib"]).ShouldBeEmpty($"seed {seed}, sample {number}");
            File.Exists("/tmp/springform-evil").ShouldBeFalse($"seed {seed}, sample {number}");
            File.Delete(archive);
            if (Directory.Exists(root))
                Directory.Delete(root, recursive: true);
        }

        Directory.GetFileSystemEntries(folder.Path, "evil*").ShouldBeEmpty($"seed {seed}");
        placed.ShouldBeLessThan(Samples, $"seed {seed}: no mutation did anything");
    }

    private static byte[] Mutated(byte[] archive, Random random)
    {
        var bytes = archive.ToArray();
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            switch (random.Next(5))
            {
                case 0:
                    bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes = bytes[..random.Next(1, bytes.Length)];
                    break;
                default:
                    Header(bytes, random);
                    break;
            }
        }

        return bytes;
    }

    /// <summary>A header with another name, kind or link, and a checksum that fits again.</summary>
    private static void Header(byte[] bytes, Random random)
    {
        var headers = Enumerable.Range(0, bytes.Length / Block).Where(block => bytes.AsSpan((block * Block) + 257, 5).SequenceEqual("ustar"u8)).ToList();
        if (headers.Count == 0)
            return;
        var header = bytes.AsSpan(headers[random.Next(headers.Count)] * Block, Block);
        switch (random.Next(3))
        {
            case 0:
                Text(header[..100], Names[random.Next(Names.Length)]);
                break;
            case 1:
                header[156] = (byte)"0123456789LKxg"[random.Next(14)];
                break;
            default:
                header[156] = (byte)"12"[random.Next(2)];
                Text(header.Slice(157, 100), Names[random.Next(Names.Length)]);
                break;
        }

        header.Slice(148, 8).Fill((byte)' ');
        var sum = 0;
        foreach (var value in header)
            sum += value;
        Text(header.Slice(148, 8), Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ");
    }

    private static void Text(Span<byte> field, string text)
    {
        field.Clear();
        Encoding.UTF8.GetBytes(text, field);
    }
}
