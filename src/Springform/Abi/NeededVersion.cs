namespace Springform.Abi;

/// <summary>A needed version with the symbols that need it.</summary>
/// <param name="Symbols">the first few by name; empty when the file needs the version without using a symbol of it</param>
/// <param name="SymbolCount">of all</param>
internal sealed record NeededVersion(string Library, string Version, bool IsWeak, IReadOnlyList<string> Symbols, int SymbolCount);
