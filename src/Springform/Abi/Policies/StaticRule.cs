using Springform.Abi.Elf;
using Springform.Errors;

namespace Springform.Abi.Policies;

/// <summary><c>static</c>: no loader and no libraries. Objects, static or not, are for a linker and pass.</summary>
internal sealed class StaticRule : IAbiRule
{
    public IEnumerable<Violation> Check(AbiFile file)
    {
        var loader = file.Elf.Interpreter is { } interpreter ? [$"the loader {interpreter}"] : Array.Empty<string>();
        var needs = loader.Concat(file.Elf.Needed).ToList();
        if (needs.Count > 0 && file.Elf.Kind != ElfKind.DebugInformation)
            yield return new Violation(
                ErrorCode.NotStatic,
                file.Path,
                $"needs {string.Join(", ", needs)}: it is not static",
                "link it with -static (Go: CGO_ENABLED=0; Rust: a musl target)",
                []
            );
    }
}
