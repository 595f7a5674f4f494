namespace Springform.Benchmarks;

/// <summary>
/// A tree of one kind of file, made from what the machine has: the files of the roots that fit, in ordinal order of their
/// paths, until the size is reached. Where there are too few, the same files again under another name: gzip's window is
/// 32 KiB, so it does not see the repetition.
/// </summary>
internal sealed record FixedTree(string Name, IReadOnlyList<string> Roots, Func<string, bool> Fits)
{
    private const long LargestFileBytes = 64 << 20;

    private static readonly string Home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
    private static readonly string DotNet = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../.."));

    internal static IReadOnlyList<FixedTree> All { get; } =
    [
        new("binaries", ["/usr/bin", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", DotNet], IsProgram),
        new(
            "sources",
            ["/usr/include", "/usr/src", "/usr/lib/python3", "/usr/lib/python3.11", "/usr/share/perl", DotNet],
            path => HasExtension(path, ".h", ".hpp", ".c", ".cc", ".py", ".pm", ".pl", ".xml", ".txt", ".json", ".md", ".cs")
        ),
        new(
            "compressed",
            ["/usr/share", "/var/cache/apt/archives", Path.Combine(Home, ".nuget/packages")],
            path => HasExtension(path, ".gz", ".xz", ".bz2", ".zst", ".deb", ".nupkg", ".zip", ".whl", ".png", ".jpg")
        ),
    ];

    /// <returns>how many bytes of different files there were; the tree has at least <paramref name="sizeBytes"/></returns>
    internal long Make(string directory, long sizeBytes)
    {
        var sources = Roots.Where(Directory.Exists).SelectMany(Files).Distinct().Where(Fits).Order(StringComparer.Ordinal).ToList();
        var distinct = 0L;
        var copied = 0L;
        for (var round = 0; copied < sizeBytes; round++)
        {
            foreach (var source in sources.TakeWhile(_ => copied < sizeBytes))
            {
                var target = Path.Combine(directory, $"{round}", source.TrimStart('/'));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(source, target, overwrite: false);
                copied += new FileInfo(target).Length;
            }

            if (copied == 0)
                throw new InvalidOperationException($"no files for the tree '{Name}' under {string.Join(", ", Roots)}");
            distinct = round == 0 ? copied : distinct;
        }

        return distinct;
    }

    private static IEnumerable<string> Files(string root) =>
        Directory
            .EnumerateFiles(root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Where(path => new FileInfo(path).Length is > 0 and < LargestFileBytes);

    private static bool HasExtension(string path, params string[] extensions) => extensions.Contains(Path.GetExtension(path));

    private static bool IsProgram(string path)
    {
        Span<byte> magic = stackalloc byte[4];
        using var file = File.OpenRead(path);
        var length = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        return length == 4 && (magic.SequenceEqual("\u007fELF"u8) || magic.StartsWith("MZ"u8));
    }
}
