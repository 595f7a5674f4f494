using System.IO.Enumeration;
using Springform.Abi.Elf;
using Springform.Abi.Policies;
using Springform.Abi.Walking;
using Springform.Errors;
using Springform.Files;

namespace Springform.Abi;

/// <summary>
/// Reads every ELF file in a file, archive or folder, and what Mach-O, PE and COFF files are for. Archives: ar (static libraries, thin ones, Debian packages),
/// tar, zip and wheels, nested, and compressed with gzip or zstd, or with xz or bzip2 where the program of that name is installed. Other archives (rpm, 7z,
/// sparse tars, encrypted zips) are not taken for one, or are <see cref="AbiContents.Unreadable"/>. Memory: 1 MB for each nested archive, or a temporary file;
/// one file's tables.
/// </summary>
/// <param name="findProgram">where a decompressor lies; default: PATH</param>
internal sealed class AbiReader(AbiLimits limits, Func<string, string>? findProgram = null)
{
    private readonly Func<string, string> findProgram = findProgram ?? (name => name);

    /// <summary>Symbols that files offer are read too: they take time and memory, and few ask for them.</summary>
    public bool WithExports { get; init; }

    public AbiReader()
        : this(new AbiLimits()) { }

    /// <summary>Contents of an archive are named by their path in it, those of a folder by their path below it; a single ELF file by its own name.</summary>
    /// <exception cref="SpringformException">E105 there is nothing at this path; E202 beyond the limits</exception>
    public AbiContents Read(string path, CancellationToken cancellation) => Read(path, AbiFiles.Of, cancellation);

    /// <param name="accept">turns what was read into what is kept; null: it is not kept. Called from several threads.</param>
    internal AbiContents Read(string path, Func<string, ElfFile, AbiFile?> accept, CancellationToken cancellation)
    {
        try
        {
            var budget = new WalkBudget(limits, cancellation);
            return Directory.Exists(path) ? Folder(path, budget, accept, cancellation) : Single(path, budget, accept);
        }
        catch (Exception failure) when (failure is BudgetException or AggregateException { InnerException: BudgetException })
        {
            var reason = (failure.InnerException ?? failure).Message;
            throw new SpringformException(
                new Problem(
                    ErrorCode.UnreadableArchive,
                    $"{Path.GetFileName(path)} exceeds the inspection limits: {reason}",
                    path,
                    "unpack it and check the pieces, or do not use it"
                ),
                failure
            );
        }
    }

    private AbiContents Single(string path, WalkBudget budget, Func<string, ElfFile, AbiFile?> accept)
    {
        if (FileStat.Of(Path.GetFullPath(path)) is not { } stat || (stat.IsLink && !File.Exists(path)))
            throw new SpringformException(new Problem(ErrorCode.MissingFile, $"there is no {Quoted.Of(path)}", path, "check the path"));
        if (!stat.IsRegular && !stat.IsLink)
            throw new SpringformException(new Problem(ErrorCode.MissingFile, $"{Quoted.Of(path)} is no file", path, "name a file, an archive or a folder"));
        return Walk(path, Path.GetFileName(path), isWhole: true, budget, accept);
    }

    private AbiContents Folder(string folder, WalkBudget budget, Func<string, ElfFile, AbiFile?> accept, CancellationToken cancellation)
    {
        var paths = Regular(folder).Order(StringComparer.Ordinal).ToList();
        var parts = new AbiContents[paths.Count];
        Parallel.For(
            0,
            paths.Count,
            new ParallelOptions { MaxDegreeOfParallelism = System.Environment.ProcessorCount, CancellationToken = cancellation },
            index =>
            {
                budget.Entry(0);
                parts[index] = Walk(Path.Combine(folder, paths[index]), paths[index], isWhole: false, budget, accept);
            }
        );
        return new AbiContents([.. parts.SelectMany(part => part.Files)], [.. parts.SelectMany(part => part.Unreadable)], parts.Sum(part => part.OtherFiles))
        {
            Natives = [.. parts.SelectMany(part => part.Natives)],
            Scripts = parts.Sum(part => part.Scripts),
        };
    }

    // An artifact's name says nothing about its contents' place in it: they are named without it.
    private AbiContents Walk(string hostPath, string shown, bool isWhole, WalkBudget budget, Func<string, ElfFile, AbiFile?> accept)
    {
        var walker = new Walker(shown, budget, findProgram, accept, WithExports);
        try
        {
            using var source = FileSource.Open(hostPath);
            Span<byte> head = stackalloc byte[FileMagics.HeadBytes];
            walker.Examine(isWhole && IsContainer(head[..source.ReadSome(0, head)]) ? "" : shown, source, hostPath, 0);
            return walker.Contents;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            var problem =
                failure is UnauthorizedAccessException
                    ? SystemFault.Explain(failure, hostPath)!.Problems[0]
                    : new Problem(ErrorCode.UnreadableArchive, $"{shown} cannot be read: {failure.Message}", shown, "check the disk and the file system");
            return new AbiContents([], [problem], 0);
        }
    }

    // A static library is one thing of which its members are parts; a Debian package is an ar too.
    private static bool IsContainer(ReadOnlySpan<byte> head) =>
        FileMagics.Of(head) switch
        {
            FileMagic.Ar => head[8..].StartsWith("debian-binary"u8),
            var magic => magic == FileMagic.Packed,
        };

    // Links are not followed, and pipes not opened: what they lead to is not in the folder.
    private static FileSystemEnumerable<string> Regular(string folder) =>
        new(
            folder,
            (ref FileSystemEntry entry) => Path.GetRelativePath(folder, entry.ToFullPath()),
            new EnumerationOptions
            {
                RecurseSubdirectories = true,
                AttributesToSkip = 0,
                IgnoreInaccessible = false,
            }
        )
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && FileStat.Of(entry.ToFullPath()) is { IsRegular: true },
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
}
