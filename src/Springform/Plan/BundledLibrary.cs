namespace Springform.Plan;

/// <summary>A library of the builder that repair put into an archive or a wheel.</summary>
/// <param name="Path">in the archive: <c>demo/lib/libdeflate-1a2b3c4d.so.0</c></param>
/// <param name="Soname">its name in the builder: <c>libdeflate.so.0</c></param>
/// <param name="Sha256">of the builder's file, before its names were rewritten</param>
/// <param name="Origin">its path in the builder</param>
/// <param name="Package">the builder's package that it is of, with its version: <c>libdeflate0 1.14-1</c>; null: of none</param>
/// <param name="Source">the source of that package, as the distribution names it: <c>libdeflate 1.14-1</c></param>
public sealed record BundledLibrary(string Path, string Soname, string Sha256, string Origin, string? Package, string? Source);
