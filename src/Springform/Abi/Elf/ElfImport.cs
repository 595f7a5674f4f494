namespace Springform.Abi.Elf;

/// <summary>A symbol that a file uses and does not define.</summary>
/// <param name="Version">null: it asks for none, as all symbols of objects do</param>
/// <param name="Library">the library that the version belongs to; null without a version</param>
/// <param name="IsWeak">it may stay undefined</param>
internal readonly record struct ElfImport(string Symbol, string? Version, string? Library, bool IsWeak);
