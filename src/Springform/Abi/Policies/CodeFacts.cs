using Springform.Abi.Elf;
using Springform.Errors;

namespace Springform.Abi.Policies;

/// <summary>What the processor and the kernel must allow a file. Which of it a policy refuses and of which it warns is for <see cref="CodeRule"/>.</summary>
internal static class CodeFacts
{
    // Where a file says nothing of its stack, glibc takes an executable one on these machines (its stackinfo.h).
    private static readonly HashSet<string> ExecutableByDefault =
    [
        "x86_64",
        "x32",
        "i686",
        "armv7l",
        "armv7b",
        "ppc",
        "s390",
        "s390x",
        "m68k",
        "mips",
        "mipsel",
        "mips64",
        "mips64el",
        "sparc",
        "sparc64",
        "sh",
        "parisc",
        "alpha",
    ];

    /// <param name="ceiling">the highest level of x86-64 that is allowed</param>
    public static Violation? Processor(AbiFile file, int ceiling, string term)
    {
        var level = ProcessorLevel.Of(file);
        return level <= Math.Max(ceiling, ProcessorLevel.OfFolder(file.Path))
            ? null
            : new Violation(
                ErrorCode.ProcessorTooNew,
                file.Path,
                $"needs a processor of {ProcessorLevel.Name(level)}, {term} allows "
                    + $"{(ceiling == ProcessorLevel.Baseline ? "those that every x86-64 has (x86-64-v1)" : ProcessorLevel.Name(ceiling))}",
                $"compile it without -march={ProcessorLevel.Name(level)}; where that is meant, put it into lib/glibc-hwcaps/"
                    + $"{ProcessorLevel.Name(level)}/, or add {ProcessorLevel.Name(level)} to a policy of glibc or musl",
                []
            );
    }

    public static Violation? Stack(AbiFile file, string term)
    {
        if (!HasExecutableStack(file.Elf))
            return null;
        var stack = file.Elf.Stack == StackMark.None ? "says nothing of its stack (no PT_GNU_STACK), which means an executable one" : "has an executable stack";
        return new Violation(
            ErrorCode.ExecutableStack,
            file.Path,
            $"{stack}, {term} does not allow it: glibc 2.41 does not load such a library",
            "add .section .note.GNU-stack,\"\",%progbits to assembly sources, do not link with -z execstack, and do not take the address of "
                + "nested functions",
            []
        );
    }

    public static Violation? TextRelocations(AbiFile file, string term) =>
        !file.Elf.TextRelocations
            ? null
            : new Violation(
                ErrorCode.TextRelocations,
                file.Path,
                $"has text relocations, {term} does not allow them: hardened kernels do not load it",
                "compile all that goes into it with -fPIC",
                []
            );

    private static bool HasExecutableStack(ElfFile elf) =>
        elf.Kind is ElfKind.Executable or ElfKind.SharedObject or ElfKind.StaticExecutable or ElfKind.StaticPieExecutable
        && (elf.Stack == StackMark.Executable || (elf.Stack == StackMark.None && ExecutableByDefault.Contains(elf.Machine)));
}
