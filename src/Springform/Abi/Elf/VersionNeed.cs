namespace Springform.Abi.Elf;

/// <summary>
/// A version that a library must have (LSB core, "Symbol Versioning", Elfxx_Verneed): the loader refuses a file without looking at its symbols.
/// </summary>
/// <param name="Library">as the file spells it: libc.so.6</param>
/// <param name="Version">GLIBC_2.34</param>
/// <param name="IsWeak">all that use it are weak: the loader goes on without it</param>
internal sealed record VersionNeed(string Library, string Version, bool IsWeak);
