using Springform.Abi.Elf;
using Springform.Names;

namespace Springform.Abi.Policies;

/// <summary>The oldest system that a file or an artifact runs on, as far as its bytes tell.</summary>
/// <param name="Library">the C library that it wants; <see cref="CLibrary.None"/> and AnyYet have no version</param>
/// <param name="Glibc">null: not glibc, or any of it</param>
/// <param name="Gcc">the first GCC whose libstdc++ and libgcc have what is needed of them; null: nothing is, or it is newer than the table</param>
/// <param name="Because">what sets the glibc: <c>lib/libfoo.so, __isoc23_strtol@GLIBC_2.38</c></param>
/// <param name="NotesPrivate">something needs GLIBC_PRIVATE, or a mark that is not known: only the glibc it was built with will do</param>
internal sealed record AbiFloor(CLibrary Library, VersionNumber? Glibc, VersionNumber? Gcc, string? Because, bool NotesPrivate)
{
    private static readonly IReadOnlyList<CLibrary> Strength = [CLibrary.Glibc, CLibrary.Musl, CLibrary.None, CLibrary.AnyYet];

    /// <summary>
    /// <c>glibc 2.31</c>, <c>musl</c>, <c>static</c> (needs no C library), <c>objects</c> (not linked yet), <c>glibc 2.31, x86-64-v3</c>: a few words for
    /// tables.
    /// </summary>
    public string Text => Processor is null ? LibraryText : $"{LibraryText}, {Processor}";

    /// <summary>The level of x86-64 that a processor must have: x86-64-v3; null: any will do.</summary>
    public string? Processor { get; init; }

    private string LibraryText =>
        Library switch
        {
            CLibrary.Glibc => Glibc is null ? "glibc" : $"glibc {Glibc}{(NotesPrivate ? " exactly" : "")}",
            CLibrary.Musl => "musl",
            CLibrary.AnyYet => Glibc is null ? "objects" : $"objects, glibc {Glibc}",
            _ => "static",
        };

    /// <param name="bundle">libraries that come along: what is needed of them sets no floor</param>
    public static AbiFloor Of(AbiFile file, Bundle bundle)
    {
        var library = CLibraries.Of(file.Elf);
        var floor = new AbiFloor(library, file.ImpliedGlibc?.Version, null, file.ImpliedGlibc is { } implied ? $"{file.Path}, {implied.Symbol}" : null, false)
        {
            Processor = ProcessorOf(file),
        };
        foreach (var need in file.Versions.Where(need => !need.IsWeak && !bundle.Brings(need)))
            floor = floor.With(file, need, SymbolVersion.Of(need.Version));

        // A loader before 2.36 does not know packed relocations, and starts the program without them.
        var relr = PolicyData.Current.Marks["ABI_DT_RELR"];
        return library == CLibrary.Glibc && file.Elf.PackedRelocations && IsBelow(floor.Glibc, relr)
            ? floor with
            {
                Glibc = relr,
                Because = $"{file.Path}, DT_RELR",
            }
            : floor;
    }

    /// <summary>Of several files together; null for none.</summary>
    public static AbiFloor? Of(IReadOnlyList<AbiFile> files)
    {
        var bundle = Bundle.Of(files);
        AbiFloor? all = null;
        foreach (var file in files.Where(file => file.Elf.Kind is not (ElfKind.DebugInformation or ElfKind.Core)))
        {
            var floor = Of(file, bundle);
            all = all is null ? floor : all.And(floor);
        }

        return all;
    }

    private static string? ProcessorOf(AbiFile file) =>
        ProcessorLevel.Of(file) is var level && level > ProcessorLevel.OfFolder(file.Path) ? ProcessorLevel.Name(level) : null;

    private AbiFloor And(AbiFloor other)
    {
        var higher = other.Glibc is { } theirs && IsBelow(Glibc, theirs) ? other : this;
        return new AbiFloor(Stronger(Library, other.Library), higher.Glibc, Higher(Gcc, other.Gcc), higher.Because, NotesPrivate || other.NotesPrivate)
        {
            Processor = string.CompareOrdinal(Processor, other.Processor) >= 0 ? Processor : other.Processor,
        };
    }

    private AbiFloor With(AbiFile file, NeededVersion need, SymbolVersion version)
    {
        if (version.Namespace == "GLIBC")
        {
            var since = version.Word.Length == 0 ? version.Number : PolicyData.Current.Marks.GetValueOrDefault(version.Word);
            var noted = this with { NotesPrivate = NotesPrivate || since is null };
            return since is null || !IsBelow(Glibc, since)
                ? noted
                : noted with
                {
                    Glibc = since,
                    Because = $"{file.Path}, {string.Concat(need.Symbols.Take(1).Select(symbol => $"{symbol}@"))}{need.Version}",
                };
        }

        return GccReleases.FirstWith(version) is { } gcc ? this with { Gcc = Higher(Gcc, gcc) } : this;
    }

    // Something that wants glibc beside something static still wants glibc; beside musl, no system has both, and glibc is the one with a number.
    private static CLibrary Stronger(CLibrary left, CLibrary right) => Strength.First(library => library == left || library == right);

    private static bool IsBelow(VersionNumber? version, VersionNumber limit) => version is null || version < limit;

    private static VersionNumber? Higher(VersionNumber? left, VersionNumber? right) =>
        left is null ? right
        : right is null || left >= right ? left
        : right;
}
