using System.Buffers.Binary;
using System.IO.Compression;
using Springform.Archives;
using Springform.Archives.Zip;

namespace Springform.Tests.Archives;

/// <summary>What package indexes refuse, each made from a whole zip by one change.</summary>
public sealed class ZipFramingTests
{
    private const int FirstCentral = 0x02014B50;
    private const int End = 0x06054B50;

    [Fact]
    public async Task Our_own_zip_has_nothing_to_be_said_about() =>
        Faults(await PackAsync(Plain("a"), Plain("b/ü"), ArchiveEntry.Directory("c"), ArchiveEntry.Symlink("d", "a"))).ShouldBeEmpty();

    [Fact]
    public async Task An_empty_zip_is_whole() => Faults(await PackAsync()).ShouldBeEmpty();

    [Fact]
    public void A_zip_that_was_streamed_has_data_descriptors_and_no_other_fault()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(new NoSeeking(bytes), ZipArchiveMode.Create))
        {
            foreach (var name in new[] { "a", "b" })
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write("content"u8);
            }
        }

        Faults(bytes.ToArray())
            .Select(fault => (fault.Kind, fault.What))
            .ShouldBe([
                (ZipFaultKind.DataDescriptor, "has a data descriptor behind 'a': sizes and checksum belong before the content"),
                (ZipFaultKind.DataDescriptor, "has a data descriptor behind 'b': sizes and checksum belong before the content"),
            ]);
    }

    [Theory]
    [InlineData(14)] // checksum
    [InlineData(18)] // compressed size
    [InlineData(22)] // size
    [InlineData(6)] // flags
    [InlineData(8)] // method
    [InlineData(30)] // name
    public async Task A_local_header_that_says_something_else_is_seen(int at) =>
        Kinds(await ChangedAsync(bytes => bytes[at] ^= 0x10)).ShouldContain(ZipFaultKind.Mismatch);

    [Fact]
    public async Task A_name_that_comes_twice_is_seen() => Kinds(await ChangedAsync(bytes => Rename(bytes, "b", "a"))).ShouldBe([ZipFaultKind.Duplicate]);

    [Theory]
    [InlineData("\n")]
    [InlineData("\0")]
    [InlineData("\u007f")]
    public async Task A_control_character_in_a_name_is_seen(string name) =>
        Kinds(await ChangedAsync(bytes => Rename(bytes, "b", name))).ShouldBe([ZipFaultKind.Name]);

    [Fact]
    public async Task Bytes_behind_the_end_are_seen() =>
        Faults([.. await TwoAsync(), 0]).ShouldHaveSingleItem().What.ShouldBe("does not end with one whole end record");

    [Fact]
    public async Task Bytes_before_the_beginning_are_seen() => Kinds([0, .. await TwoAsync()]).ShouldBe([ZipFaultKind.Mismatch]);

    [Fact]
    public async Task Bytes_before_the_beginning_are_seen_when_every_offset_counts_them()
    {
        byte[] moved = [.. new byte[10], .. await TwoAsync()];
        for (var at = 0; at < moved.Length - 4; at++)
        {
            var signature = BinaryPrimitives.ReadInt32LittleEndian(moved.AsSpan(at));
            if (signature is FirstCentral or End)
            {
                var field = moved.AsSpan(at + (signature == End ? 16 : 42));
                BinaryPrimitives.WriteInt32LittleEndian(field, BinaryPrimitives.ReadInt32LittleEndian(field) + 10);
            }
        }

        Faults(moved).ShouldHaveSingleItem().What.ShouldBe("has 10 bytes before 'a' that belong to nothing");
    }

    [Fact]
    public async Task A_comment_is_seen()
    {
        var bytes = await TwoAsync();
        bytes[^2] = 3;
        Faults([.. bytes, 1, 2, 3]).ShouldHaveSingleItem().What.ShouldBe("has a comment of 3 bytes at its end");
    }

    [Fact]
    public async Task An_entry_that_the_central_directory_hides_is_seen()
    {
        var bytes = await TwoAsync();
        var first = Find(bytes, FirstCentral);
        byte[] shorter = [.. bytes[..first], .. bytes[(first + 47)..]];
        var end = shorter.AsSpan(Find(shorter, End));
        end[8] = end[10] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(end[12..], 47);
        Faults(shorter).ShouldHaveSingleItem().What.ShouldBe("has 40 bytes before 'b' that belong to nothing");
    }

    [Fact]
    public async Task A_count_that_is_not_the_number_of_entries_is_seen() =>
        Kinds(await ChangedAsync(bytes => bytes[Find(bytes, End) + 8] = bytes[Find(bytes, End) + 10] = 9)).ShouldBe([ZipFaultKind.Mismatch]);

    [Fact]
    public async Task A_mark_without_need_is_told_apart_from_what_is_wrong() =>
        Kinds(await ChangedAsync(bytes => bytes[7] = bytes[Find(bytes, FirstCentral) + 9] = 8)).ShouldBe([ZipFaultKind.Needless]);

    [Fact]
    public async Task No_damage_of_one_byte_is_more_than_a_list_of_faults()
    {
        var good = await TwoAsync();
        for (var at = 0; at < good.Length; at++)
        {
            foreach (var value in new byte[] { 0, 1, 0x7F, 0xFF })
            {
                var bytes = good.ToArray();
                bytes[at] = value;
                Faults(bytes).Count.ShouldBeLessThan(20);
            }

            Faults(good[..at]).ShouldNotBeEmpty();
        }
    }

    private static ArchiveEntry Plain(string path) => ArchiveEntry.FromBytes(path, "content"u8.ToArray());

    private static Task<byte[]> TwoAsync() => PackAsync(Plain("a"), Plain("b"));

    private static async Task<byte[]> PackAsync(params ArchiveEntry[] entries)
    {
        using var bytes = new MemoryStream();
        await new ArchivePacker(1).PackAsync(entries, ArchiveFormats.Zip, bytes, SampleTree.Epoch, TestContext.Current.CancellationToken);
        return bytes.ToArray();
    }

    private static async Task<byte[]> ChangedAsync(Action<byte[]> change)
    {
        var bytes = await TwoAsync();
        change(bytes);
        return bytes;
    }

    // Behind both kinds of headers.
    private static void Rename(byte[] bytes, string from, string to)
    {
        for (var at = 0; at < bytes.Length - 4; at++)
        {
            var name = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at)) switch
            {
                0x04034B50 => at + 30,
                FirstCentral => at + 46,
                _ => -1,
            };
            if (name > 0 && bytes[name] == from[0])
                bytes[name] = (byte)to[0];
        }
    }

    private static int Find(byte[] bytes, int signature) => bytes.AsSpan().IndexOf(BitConverter.GetBytes(signature));

    private static IReadOnlyList<ZipFault> Faults(byte[] bytes) => ZipFraming.Faults(new MemoryStream(bytes));

    private static IEnumerable<ZipFaultKind> Kinds(byte[] bytes) => Faults(bytes).Select(fault => fault.Kind).Distinct();

    private sealed class NoSeeking(Stream inner) : WriteOnlyStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => inner.Write(buffer);

        public override void Flush() => inner.Flush();
    }
}
