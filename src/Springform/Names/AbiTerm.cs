namespace Springform.Names;

/// <summary>
/// One condition of an ABI policy: <c>glibc 2.31</c>, <c>gcc 10</c>, <c>musl</c>, <c>static</c>, <c>manylinux_2_28</c>, <c>musllinux_1_2</c>,
/// <c>macos 11.0</c>.
/// </summary>
/// <param name="Name">one of <see cref="AbiTerms.Names"/>; an alias is replaced by what it stands for</param>
/// <param name="Version">of glibc, gcc and macos; null for the others</param>
internal sealed record AbiTerm(string Name, VersionNumber? Version)
{
    public override string ToString() => Version is null ? Name : $"{Name} {Version}";
}
