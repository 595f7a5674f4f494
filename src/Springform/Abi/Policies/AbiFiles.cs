using Springform.Abi.Elf;

namespace Springform.Abi.Policies;

/// <summary>What is kept of an ELF file after it was read.</summary>
internal static class AbiFiles
{
    private const int ShownSymbols = 3;

    public static AbiFile Of(string path, ElfFile elf) =>
        new(path, elf with { Imports = [], Exports = [] }, Versions(elf), elf.Kind == ElfKind.Object ? Implied(elf) : null)
        {
            PythonImports =
                elf.Kind == ElfKind.Object
                    ? []
                    :
                    [
                        .. elf
                            .Imports.Where(import => !import.IsWeak && IsPython(import.Symbol))
                            .Select(import => import.Symbol)
                            .Distinct(StringComparer.Ordinal)
                            .Order(StringComparer.Ordinal),
                    ],
            ForbiddenSymbols = elf.Needed.Any(PolicyData.Current.Forbidden.ContainsKey)
                ? [.. elf.Imports.Select(import => import.Symbol).Where(IsForbidden).Distinct().Order(StringComparer.Ordinal)]
                : [],
        };

    private static bool IsPython(string symbol) => symbol.StartsWith("Py", StringComparison.Ordinal) || symbol.StartsWith("_Py", StringComparison.Ordinal);

    private static bool IsForbidden(string symbol) => PolicyData.Current.Forbidden.Values.Any(symbols => symbols.ContainsKey(symbol));

    private static List<NeededVersion> Versions(ElfFile elf)
    {
        if (elf.Needs.Count == 0)
            return [];
        var symbols = elf.Imports.Where(import => import.Version is not null).ToLookup(import => (import.Library!, import.Version!), import => import.Symbol);
        return
        [
            .. elf.Needs.Select(need =>
            {
                var users = symbols[(need.Library, need.Version)].ToList();
                return new NeededVersion(need.Library, need.Version, need.IsWeak, [.. users.Order(StringComparer.Ordinal).Take(ShownSymbols)], users.Count);
            }),
        ];
    }

    private static ImpliedVersion? Implied(ElfFile elf)
    {
        ImpliedVersion? youngest = null;
        foreach (var import in elf.Imports.Where(import => !import.IsWeak))
        {
            if (PolicyData.Current.ReservedSymbols.TryGetValue(import.Symbol, out var since) && (youngest is null || since > youngest.Version))
                youngest = new ImpliedVersion(import.Symbol, since);
        }

        return youngest;
    }
}
