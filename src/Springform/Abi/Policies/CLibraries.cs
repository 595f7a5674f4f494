using Springform.Abi.Elf;

namespace Springform.Abi.Policies;

/// <summary>Tells the C library of a file from its loader, its libraries and its versions.</summary>
internal static class CLibraries
{
    // The SONAMEs of glibc's own libraries, other than libc itself, which file without versions may name alone.
    private static readonly HashSet<string> GlibcLibraries =
    [
        "libc.so.6",
        "libc.so.6.1",
        "libm.so.6",
        "libm.so.6.1",
        "libpthread.so.0",
        "libdl.so.2",
        "libdl.so.2.1",
        "librt.so.1",
        "libresolv.so.2",
        "libutil.so.1",
        "libanl.so.1",
        "libmvec.so.1",
    ];

    public static CLibrary Of(ElfFile file)
    {
        if (file.Kind == ElfKind.Object)
            return CLibrary.AnyYet;
        if (file.Interpreter is { } loader)
            return IsMuslLoader(Path.GetFileName(loader)) ? CLibrary.Musl
                : IsGlibcLoader(Path.GetFileName(loader)) ? CLibrary.Glibc
                : CLibrary.None;
        if (file.Needed.Any(name => name == "libc.so" || name.StartsWith("libc.musl-", StringComparison.Ordinal)))
            return CLibrary.Musl;
        return
            file.Needed.Any(name => GlibcLibraries.Contains(name) || IsGlibcLoader(name))
            || file.Needs.Any(need => need.Version.StartsWith("GLIBC_", StringComparison.Ordinal))
            ? CLibrary.Glibc
            : CLibrary.None;
    }

    /// <summary>ld-linux-x86-64.so.2, ld-linux-aarch64.so.1, ld64.so.2, ld.so.1: needed by name where a file uses the loader's own symbols.</summary>
    public static bool IsGlibcLoader(string name) =>
        name.StartsWith("ld-linux", StringComparison.Ordinal) || name.StartsWith("ld64.so.", StringComparison.Ordinal) || name is "ld.so.1" or "ld-2.so";

    private static bool IsMuslLoader(string name) => name.StartsWith("ld-musl-", StringComparison.Ordinal);
}
