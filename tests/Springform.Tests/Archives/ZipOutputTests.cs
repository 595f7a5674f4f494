using System.IO.Compression;
using Springform.Archives;
using Springform.Archives.Zip;
using Springform.Files;

namespace Springform.Tests.Archives;

/// <summary>How zips are laid out: package indexes take nothing else.</summary>
public sealed class ZipOutputTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Every_size_comes_before_its_content_and_only_what_is_not_ascii_is_marked()
    {
        await SampleTree.PackAsync(SampleTree.Make(folder), In("x.zip"));

        ZipFraming.Faults(In("x.zip")).ShouldBeEmpty();
        using var zip = await ZipFile.OpenReadAsync(In("x.zip"), Cancellation);
        zip.Entries.Count.ShouldBeGreaterThan(10);
        var bytes = await File.ReadAllBytesAsync(In("x.zip"), Cancellation);
        for (var at = 0; at < bytes.Length - 30; at++)
        {
            if (BitConverter.ToUInt32(bytes, at) != 0x04034B50)
                continue;
            var name = System.Text.Encoding.UTF8.GetString(bytes, at + 30, BitConverter.ToUInt16(bytes, at + 26));
            BitConverter.ToUInt16(bytes, at + 6).ShouldBe(name.All(char.IsAscii) ? (ushort)0 : (ushort)0x800, name);
            BitConverter.ToUInt16(bytes, at + 28).ShouldBe((ushort)0, name);
        }
    }

    [Fact]
    public async Task A_large_entry_goes_through_a_file_that_does_not_stay()
    {
        const int size = 20 << 20;
        var seen = new List<string>();
        await using (var output = new WatchingStream(() => seen.AddRange(Directory.EnumerateFiles(folder.Path)), In("x.zip")))
        {
            await new ArchivePacker(1).PackAsync(
                [ArchiveEntry.FromStream("noise", () => new NoiseStream(size), size)],
                ArchiveFormats.Zip,
                output,
                0,
                Cancellation
            );
        }

        Directory.EnumerateFiles(folder.Path).ShouldHaveSingleItem();
        seen.ShouldContain(path => path.EndsWith(AtomicFile.PartialExtension, StringComparison.Ordinal));
        ZipFraming.Faults(In("x.zip")).ShouldBeEmpty();
        await new ArchiveReader().ExtractToAsync(In("x.zip"), In("out"), Cancellation);
        new FileInfo(In("out/noise")).Length.ShouldBe(size);
    }

    [Theory]
    [InlineData(65534, false)]
    [InlineData(65535, true)]
    [InlineData(70001, true)]
    public async Task Zip64_is_said_from_the_first_count_that_does_not_fit(int count, bool isZip64)
    {
        var entries = Enumerable.Range(0, count).Select(index => ArchiveEntry.FromBytes($"{index:x}", default)).ToList();
        await new ArchivePacker(1).PackAsync(entries, In("x.zip"), 0, Cancellation);

        ZipFraming.Faults(In("x.zip")).ShouldBeEmpty();
        (await File.ReadAllBytesAsync(In("x.zip"), Cancellation)).AsSpan()[^42..].StartsWith("PK\u0006\u0007"u8).ShouldBe(isZip64);
        using var zip = await ZipFile.OpenReadAsync(In("x.zip"), Cancellation);
        zip.Entries.Count.ShouldBe(count);
    }

    [Theory]
    [InlineData(10, 20, 30, 0, 0)]
    [InlineData(uint.MaxValue - 1L, uint.MaxValue - 1L, uint.MaxValue - 1L, 0, 0)]
    [InlineData(10, uint.MaxValue, 30, 20, 12)]
    [InlineData(uint.MaxValue, 20, 30, 20, 12)]
    [InlineData(10, 20, uint.MaxValue, 0, 12)]
    [InlineData(1L << 33, 1L << 34, 1L << 35, 20, 28)]
    public void An_entry_says_in_zip64_what_does_not_fit_and_nothing_else(long compressed, long size, long offset, int localExtra, int centralExtra)
    {
        var record = new ZipRecord("name", IsDeflated: true, 7, compressed, size, 0, offset);
        var inLocal = Parse(record.Local(0), 30, isCentral: false, localExtra);
        (inLocal.CompressedBytes, inLocal.SizeBytes).ShouldBe((compressed, size));
        var inCentral = Parse(record.Central(0), 46, isCentral: true, centralExtra);
        (inCentral.CompressedBytes, inCentral.SizeBytes, inCentral.Offset).ShouldBe((compressed, size, offset));
    }

    private static ZipHead Parse(byte[] bytes, int fixedBytes, bool isCentral, int extra)
    {
        bytes.Length.ShouldBe(fixedBytes + 4 + extra);
        // The version that is needed: readers that do not know ZIP64 must not try.
        bytes[isCentral ? 6 : 4].ShouldBe(extra > 0 ? (byte)45 : (byte)20);
        var head = ZipHead.Of(bytes.AsSpan(0, fixedBytes), isCentral, bytes[fixedBytes..(fixedBytes + 4)], bytes.AsSpan(fixedBytes + 4)).ShouldNotBeNull();
        head.HasNeedlessExtra.ShouldBeFalse();
        return head;
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string In(string name) => Path.Combine(folder.Path, name);

    private sealed class WatchingStream(Action watch, string path) : FileStream(path, FileMode.Create)
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            watch();
            base.Write(buffer);
        }
    }
}
