using Springform.Archives;

namespace Springform.Tests.Archives;

/// <summary>A tree with everything that has gone wrong in archives before.</summary>
internal static class SampleTree
{
    internal static readonly string LongName = string.Join('/', Enumerable.Repeat("a-rather-long-folder-name", 12)) + "/file.txt";

    internal static string Make(TemporaryFolder folder)
    {
        var root = Path.Combine(folder.Path, "tree");
        folder.File("tree/b/plain.txt", "plain\n");
        folder.File("tree/b-c", "sorts between b and b/\n");
        folder.File("tree/empty", "");
        folder.File("tree/ünïcode/naïve.txt", "names beyond ASCII\n");
        folder.File($"tree/{LongName}", "a path of more than 255 bytes\n");
        Directory.CreateDirectory(Path.Combine(root, "empty-folder"));
        File.SetUnixFileMode(folder.File("tree/bin/run", "#!/bin/sh\necho ran\n"), (UnixFileMode)0x1C0);
        File.CreateSymbolicLink(Path.Combine(root, "bin/link"), "run");
        File.CreateSymbolicLink(Path.Combine(root, "b/up"), "../bin/run");
        File.CreateSymbolicLink(Path.Combine(root, "b/round-and-round"), "..");
        var large = new byte[3_000_000];
        for (var index = 0; index < large.Length; index++)
            large[index] = (byte)(index % 251 * (index / 4096));
        File.WriteAllBytes(Path.Combine(root, "large"), large);
        var noise = new byte[2_500_000];
        new Random(1).NextBytes(noise);
        File.WriteAllBytes(Path.Combine(root, "noise"), noise);
        return root;
    }

    internal static Task<PackedArchive> PackAsync(string root, string archive, int threads = 2) =>
        new ArchivePacker(threads).PackAsync(DirectoryEntries.Below(root), archive, Epoch, TestContext.Current.CancellationToken);

    internal const long Epoch = 1_600_000_000;
}
