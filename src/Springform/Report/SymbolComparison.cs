namespace Springform.Report;

/// <summary>Symbols that libraries of two releases of an archive offer: those that are gone break programs that use them.</summary>
internal static class SymbolComparison
{
    private const int ShownSymbols = 8;

    /// <param name="archive">the later one</param>
    /// <param name="keyBefore">what makes two paths the same: of the earlier release</param>
    /// <param name="keyNow">of the later one</param>
    public static IEnumerable<AbiChange> Of(
        string archive,
        IReadOnlyDictionary<string, IReadOnlyList<string>> before,
        IReadOnlyDictionary<string, IReadOnlyList<string>> now,
        Func<string, string> keyBefore,
        Func<string, string> keyNow
    )
    {
        var earlier = before.ToLookup(file => keyBefore(file.Key), file => file.Value, StringComparer.Ordinal);
        foreach (var (path, symbols) in now.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            if (earlier[keyNow(path)].FirstOrDefault() is not { } last)
                continue; // a new file
            if (Only(last, symbols) is { Length: > 0 } gone)
                yield return new AbiChange(archive, path, $"symbols are gone: {gone}", IsBreak: true);
            if (Only(symbols, last) is { Length: > 0 } added)
                yield return new AbiChange(archive, path, $"symbols are new: {added}", IsBreak: false);
        }
    }

    private static string Only(IReadOnlyList<string> of, IReadOnlyList<string> not)
    {
        var symbols = of.Except(not, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var shown = string.Join(", ", symbols.Take(ShownSymbols));
        return symbols.Count > ShownSymbols ? $"{shown} and {symbols.Count - ShownSymbols} more" : shown;
    }
}
