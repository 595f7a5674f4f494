using Springform.Abi.Elf;
using Springform.Abi.Policies;
using Springform.Errors;

namespace Springform.Abi.Reports;

/// <summary>
/// Which objects and members of static libraries use a symbol: those that are among the outputs of the leg, or in the artifact. What the linker took
/// in and nobody kept cannot be told from the result.
/// </summary>
internal sealed class Origins
{
    private const int ShownOrigins = 5;

    private readonly Dictionary<string, SortedSet<string>> bySymbol = new(StringComparer.Ordinal);

    /// <param name="violations">whose symbols are looked for</param>
    /// <param name="archives">files to look in, each with the name to show</param>
    public static Origins Find(
        AbiReader reader,
        IEnumerable<Violation> violations,
        IEnumerable<(string Name, string Path)> archives,
        CancellationToken cancellation
    )
    {
        var origins = new Origins();
        var wanted = violations.SelectMany(violation => violation.Symbols).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, path) in wanted.Count == 0 ? [] : archives)
            reader.Read(path, (file, elf) => origins.Note(wanted, $"{file} of {name}", elf), cancellation);
        return origins;
    }

    /// <summary>Lines below an error: <c>__isoc23_strtol comes in with libparse.a(parse.o) of compile/x86_64/1-make</c>.</summary>
    public IReadOnlyList<string> Lines(Violation violation) =>
        [
            .. violation
                .Symbols.Where(bySymbol.ContainsKey)
                .Select(symbol =>
                    Quoted.Clean(
                        $"{symbol} comes in with {string.Join(", ", bySymbol[symbol].Take(ShownOrigins))}"
                            + $"{(bySymbol[symbol].Count > ShownOrigins ? ", ..." : "")}"
                    )
                ),
        ];

    private AbiFile? Note(HashSet<string> wanted, string place, ElfFile elf)
    {
        if (elf.Kind == ElfKind.Object)
        {
            foreach (var import in elf.Imports.Where(import => wanted.Contains(import.Symbol)))
            {
                if (!bySymbol.TryGetValue(import.Symbol, out var places))
                    bySymbol[import.Symbol] = places = new SortedSet<string>(StringComparer.Ordinal);
                places.Add(place);
            }
        }

        return null;
    }
}
