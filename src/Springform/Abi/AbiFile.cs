using Springform.Abi.Elf;

namespace Springform.Abi;

/// <summary>An ELF file as it lies in an artifact.</summary>
/// <param name="Path">
/// within the artifact: <c>lib/libfoo.so</c>, <c>libfoo.a(bar.o)</c>, and after <c>!</c> what lies in a nested archive: <c>wheels/a.whl!a/_b.so</c>
/// </param>
/// <param name="Elf">
/// without <see cref="ElfFile.Imports"/> and <see cref="ElfFile.Exports"/>, which would fill the memory; <see cref="Versions"/> has what matters of them
/// </param>
/// <param name="Versions">the needed versions, each with symbols that need it</param>
/// <param name="ImpliedGlibc">
/// of an object, whose symbols have no versions yet: the youngest symbol that it leaves open, of those that glibc has had only since 2.17
/// </param>
internal sealed record AbiFile(string Path, ElfFile Elf, IReadOnlyList<NeededVersion> Versions, ImpliedVersion? ImpliedGlibc)
{
    /// <summary>Symbols of Python's that it must find: those with names that begin with Py or _Py.</summary>
    public IReadOnlyList<string> PythonImports { get; init; } = [];

    /// <summary>Symbols that it uses and that some table of forbidden ones lists.</summary>
    public IReadOnlyList<string> ForbiddenSymbols { get; init; } = [];
}
