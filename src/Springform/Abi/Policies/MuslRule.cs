using Springform.Abi.Elf;
using Springform.Errors;

namespace Springform.Abi.Policies;

/// <summary><c>musl</c>, and the C library of musllinux: nothing of glibc.</summary>
internal sealed class MuslRule(string term) : IAbiRule
{
    public IEnumerable<Violation> Check(AbiFile file)
    {
        var isStaticGlibc = file.Elf is { HasAbiTag: true, Kind: ElfKind.StaticExecutable or ElfKind.StaticPieExecutable };
        if (CLibraries.Of(file.Elf) != CLibrary.Glibc && file.ImpliedGlibc is null && !isStaticGlibc)
            yield break;
        var why =
            file.Elf.Interpreter
            ?? (isStaticGlibc ? "its start files, linked in" : null)
            ?? (file.Elf.Needed.Count > 0 ? file.Elf.Needed[0] : null)
            ?? file.ImpliedGlibc?.Symbol
            ?? string.Concat(file.Versions.Select(need => need.Version).Take(1));
        yield return new Violation(
            ErrorCode.WrongCLibrary,
            file.Path,
            $"is made for glibc ({why}), {term} allows musl and what needs no C library",
            "build it with a musl toolchain (musl-gcc, a musl base)",
            []
        );
    }
}
