using FsCheck;
using FsCheck.Fluent;
using Springform.Archives;
using Springform.Archives.Gzip;
using Springform.Errors;
using Springform.Machine;
using Springform.Plan;

namespace Springform.Tests.Archives;

/// <summary>What must hold for every tree and for every damage, not only for those that somebody thought of.</summary>
public sealed class ArchiveProperties : IDisposable
{
    private static readonly string[] Names = ["a", "b", "ab", "a-b", "é", new string('n', 120), "x.y", "z z"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string> OfferedNames() =>
        [.. ArchiveFormats.All.Where(format => format.Endings.Count > 0 && format.IsOffered).Select(format => $"x{format.Endings[0]}")];

    [Theory]
    [MemberData(nameof(OfferedNames))]
    public void Every_tree_is_read_as_it_was_written(string name) =>
        Check.One(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(Trees(), tree => RoundTrips(tree, ArchiveFormats.FromFileName(name))));

    [Theory]
    [MemberData(nameof(OfferedNames))]
    public async Task Every_damage_is_an_error_of_ours_or_harms_nothing(string name)
    {
        var good = await GoodArchiveAsync(name);
        var outside = System.IO.Directory.EnumerateFileSystemEntries(folder.Path).Count();
        Check.One(
            FsCheck.Config.QuickThrowOnFailure.WithMaxTest(300),
            Prop.ForAll(
                Damages(good.Length).ToArbitrary(),
                damage =>
                {
                    var bytes = good.ToArray();
                    foreach (var (at, value) in damage)
                        bytes[at] = value;
                    var path = Path.Combine(folder.Path, "damaged");
                    File.WriteAllBytes(path, bytes);
                    try
                    {
                        new ArchiveReader().ExtractToAsync(path, Path.Combine(folder.Path, "out"), CancellationToken.None).GetAwaiter().GetResult();
                        System.IO.Directory.Delete(Path.Combine(folder.Path, "out"), recursive: true);
                    }
                    catch (SpringformException refused)
                        when (refused.Problems[0].Code == ErrorCode.UnsafeArchive || refused.Problems[0].Code == ErrorCode.CorruptArchive)
                    {
                        // As it should be; every other exception fails the test.
                    }

                    File.Delete(path);
                    return System.IO.Directory.EnumerateFileSystemEntries(folder.Path).Count() == outside;
                }
            )
        );
    }

    private bool RoundTrips(Dictionary<string, byte[]> tree, ArchiveFormat format)
    {
        using var archive = new MemoryStream();
        var entries = tree.Select(file => ArchiveEntry.FromBytes(file.Key, file.Value, executable: file.Value.Length % 2 == 1)).ToList();
        new ArchivePacker(2).PackAsync(entries, format, archive, 0, CancellationToken.None).GetAwaiter().GetResult();
        var read = new Dictionary<string, byte[]>();
        void Visit(ArchivedItem item, Stream content)
        {
            var bytes = new byte[item.SizeBytes];
            content.ReadExactly(bytes);
            item.Executable.ShouldBe(bytes.Length % 2 == 1);
            read.Add(item.Path, bytes);
        }

        var path = Path.Combine(folder.Path, "round-trip");
        File.WriteAllBytes(path, archive.ToArray());
        new ArchiveReader().ReadAsync(path, Visit, CancellationToken.None).GetAwaiter().GetResult();
        File.Delete(path);
        return read.Count == tree.Count && tree.All(file => read[file.Key].AsSpan().SequenceEqual(file.Value));
    }

    private async Task<byte[]> GoodArchiveAsync(string name)
    {
        ArchiveEntry[] entries =
        [
            ArchiveEntry.Directory("d"),
            ArchiveEntry.FromBytes("d/file", new byte[700]),
            ArchiveEntry.FromBytes("d/" + new string('n', 150), new byte[10]),
            ArchiveEntry.Symlink("d/link", "file"),
            ArchiveEntry.FromBytes("run", "#!/bin/sh"u8.ToArray(), executable: true),
        ];
        var path = Path.Combine(folder.Path, name);
        await new ArchivePacker(1).PackAsync(entries, path, SampleTree.Epoch, CancellationToken.None);
        return await File.ReadAllBytesAsync(path);
    }

    // Leaves that cannot be directories of each other: "f" never occurs as a folder.
    private static Arbitrary<Dictionary<string, byte[]>> Trees()
    {
        var folders = Gen.Elements(Names).ListOf().Select(list => string.Concat(list.Take(6).Select(name => name + "/")));
        var sizes = Gen.OneOf(Gen.Choose(0, 2000), Gen.Elements(511, 512, 513, DeflateBlock.CapacityBytes + 1));
        var file =
            from folder in folders
            from name in Gen.Elements(Names)
            from size in sizes
            from seed in Gen.Choose(0, 1000)
            select (Path: $"{folder}f{name}", Content: Content(seed, size));
        return file.ListOf().Select(files => files.DistinctBy(one => one.Path).ToDictionary(one => one.Path, one => one.Content)).ToArbitrary();
    }

    private static byte[] Content(int seed, int size)
    {
        var bytes = new byte[size];
        if (seed % 3 > 0)
            new Random(seed).NextBytes(bytes);

        return bytes;
    }

    private static Gen<List<(int At, byte Value)>> Damages(int length)
    {
        var one = from at in Gen.Choose(0, length - 1) from value in Gen.Choose(0, 255) select (at, (byte)value);
        return one.ListOf().Select(list => list.Take(4).ToList());
    }
}
