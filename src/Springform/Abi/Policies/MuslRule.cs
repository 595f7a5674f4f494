using Springform.Plan;

namespace Springform.Abi.Policies;

/// <summary><c>musl</c>, and the C library of musllinux: nothing of glibc.</summary>
internal sealed class MuslRule(string term) : IAbiRule
{
    public IEnumerable<Violation> Check(AbiFile file)
    {
        if (CLibraries.Of(file.Elf) != CLibrary.Glibc && file.ImpliedGlibc is null)
            yield break;
        var why = file.Elf.Interpreter ?? (file.Elf.Needed.Count > 0 ? file.Elf.Needed[0] : null) ?? file.ImpliedGlibc?.Symbol ?? string.Concat(file.Versions.Select(need => need.Version).Take(1));
        yield return new Violation(ErrorCode.WrongCLibrary, file, $"is made for glibc ({why}), {term} allows musl and static files", "build it with a musl toolchain (musl-gcc, a musl base), or link it statically", []);
    }
}
