using Springform.Abi.Elf;
using Springform.Abi.Native;
using Springform.Archives;
using Springform.Errors;

namespace Springform.Abi.Walking;

/// <summary>
/// Goes through one file: an ELF file, or an archive and what is nested in it. What could hold ELF files and cannot be read becomes a problem, and
/// the walk goes on behind it.
/// </summary>
/// <param name="name">what an archive is called whose contents are named without it</param>
/// <param name="findProgram">the path of xz or bzip2, or its name for PATH</param>
/// <param name="accept">turns what was read into what is kept; null: it is not kept</param>
/// <param name="withExports">it wants <see cref="ElfFile.Exports"/> too</param>
internal sealed partial class Walker(
    string name,
    WalkBudget budget,
    Func<string, string> findProgram,
    Func<string, ElfFile, AbiFile?> accept,
    bool withExports = false
)
{
    private const int MaxProblems = 200;

    private readonly List<AbiFile> files = [];
    private readonly List<Problem> problems = [];
    private readonly List<NativeFile> natives = [];
    private int others;
    private int scripts;

    public AbiContents Contents => new(files, problems, others) { Natives = natives, Scripts = scripts };

    /// <param name="path">as it is shown; "" for an archive whose contents are named without it</param>
    /// <param name="hostPath">where the file lies on this machine: thin archives name their members from there; null inside archives</param>
    public void Examine(string path, ByteSource source, string? hostPath, int depth)
    {
        Span<byte> head = stackalloc byte[FileMagics.HeadBytes];
        var start = head[..Fill(source, head)];
        var magic = FileMagics.Of(start);
        var format = ArchiveFormats.Of(start);
        var isScript = head.StartsWith("#!"u8);
        Guarded(
            path,
            magic,
            () =>
            {
                switch (magic)
                {
                    case FileMagic.Other:
                        Pass(isScript);
                        break;
                    case FileMagic.Elf:
                        Keep(path, source);
                        break;
                    case FileMagic.Pe or FileMagic.MachO or FileMagic.Coff:
                        Keep(
                            path,
                            magic switch
                            {
                                FileMagic.Pe => PeReader.Read(source),
                                FileMagic.MachO => MachReader.Read(source),
                                _ => CoffReader.Read(source),
                            }
                        );
                        break;
                    case FileMagic.Ar or FileMagic.ThinAr:
                        Ar(path, source, magic == FileMagic.ThinAr, hostPath, Deeper(depth));
                        break;
                    case FileMagic.Packed:
                        Unpack(path, format!, source, Deeper(depth));
                        break;
                    default:
                        throw new InvalidOperationException($"there is no way to read what is {magic}");
                }
            }
        );
        if (isScript || magic is FileMagic.Elf or FileMagic.Pe or FileMagic.MachO)
            Guarded(path, FileMagic.Packed, () => Behind(path, source, isScript, depth));
    }

    /// <summary>The archive behind a script or a program.</summary>
    private void Behind(string path, ByteSource source, bool isScript, int depth)
    {
        using var zip = Appended.Zip(source);
        using var payload = zip is null && isScript ? Appended.Payload(source) : null;
        if (zip is not null)
            Unpack(path, ArchiveFormats.Zip, zip, Deeper(depth));
        else if (payload is not null)
            Examine(path, payload, null, Deeper(depth));
    }

    /// <summary>The same for what can only be read once, from its beginning.</summary>
    private void Examine(string path, Stream content, int depth)
    {
        var head = new byte[FileMagics.HeadBytes];
        Guarded(
            path,
            FileMagic.Packed,
            () =>
            {
                var bytes = head.AsMemory(0, content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
                var whole = new Headed(bytes, content);
                if (FileMagics.Of(bytes.Span) == FileMagic.Other && !bytes.Span.StartsWith("#!"u8))
                {
                    Pass(isScript: false);
                }
                else if (FileMagics.IsSequential(bytes.Span))
                {
                    Unpack(path, ArchiveFormats.Of(bytes.Span)!, whole, Deeper(depth));
                }
                else
                {
                    using var source = Spool.Of(whole, budget);
                    Examine(path, source, null, depth);
                }
            }
        );
    }

    private void Pass(bool isScript)
    {
        others++;
        scripts += isScript ? 1 : 0;
    }

    private void Keep(string path, ByteSource source)
    {
        var elf = ElfReader.Read(source, withExports);
        budget.ElfFile();
        if (accept(Shown(path), elf) is { } file)
            files.Add(file);
    }

    private void Keep(string path, NativeImage? image)
    {
        if (image is not { RunsOn.Count: > 0 })
        {
            others++;
            return;
        }

        budget.ElfFile();
        natives.Add(new NativeFile(Shown(path), image));
    }

    private int Deeper(int depth) =>
        depth < budget.Limits.MaxDepth ? depth + 1 : throw new MalformedException($"it lies in more than {budget.Limits.MaxDepth} archives");

    private static int Fill(ByteSource source, Span<byte> head)
    {
        var count = 0;
        for (int some; count < head.Length && (some = source.ReadSome(count, head[count..])) > 0; count += some) { }

        return count;
    }

    private void Guarded(string path, FileMagic magic, Action read)
    {
        try
        {
            read();
        }
        catch (SpringformException failure) when (failure.Problems[0].Code == ErrorCode.MissingTool)
        {
            Add(ErrorCode.UnreadableArchive, path, $"cannot be unpacked: {failure.Problems[0].What}", failure.Problems[0].Fix);
        }
        catch (SpringformException failure) when (failure.Problems[0].Code == ErrorCode.UnsafeArchive || failure.Problems[0].Code == ErrorCode.CorruptArchive)
        {
            Add(
                ErrorCode.UnreadableArchive,
                path,
                $"cannot be read: {failure.Problems[0].What}",
                "make or get the file again, or name it under abi.exceptions"
            );
        }
        catch (Exception failure) when (failure is MalformedException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            var format = magic switch
            {
                FileMagic.Elf => "ELF file",
                FileMagic.Pe => "PE file",
                FileMagic.MachO => "Mach-O file",
                FileMagic.Coff => "COFF object",
                _ => null,
            };
            Add(
                format is null ? ErrorCode.UnreadableArchive : ErrorCode.UnreadableElf,
                path,
                $"is not a complete {format ?? "archive"}: {failure.Message}",
                "make or get the file again, or name it under abi.exceptions"
            );
        }
    }

    private void Add(ErrorCode code, string path, string what, string fix)
    {
        if (problems.Count == MaxProblems)
            throw new BudgetException($"it holds more than {MaxProblems} files that cannot be read");
        problems.Add(new Problem(code, Quoted.Clean($"{Shown(path)} {what}"), Quoted.Clean(Shown(path)), fix));
    }

    private string Shown(string path) => path.Length == 0 ? name : path;
}
