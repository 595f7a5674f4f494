namespace Springform.Names;

/// <summary>The files of dist/ whose names do not come from springform.yaml.</summary>
internal static class DistFile
{
    /// <summary>SHA-256 of everything, for <c>sha256sum -c</c>.</summary>
    public const string Checksums = "checksums.txt";

    /// <summary>What was built, from what, with what.</summary>
    public const string Manifest = "manifest.json";

    /// <summary>The ledger.</summary>
    public const string Ledger = "artifacts.json";

    /// <summary>What each archive runs on, and every ELF file in it.</summary>
    public const string AbiReport = "abi.json";

    /// <summary>Names that no artifact may have, in upper or lower case.</summary>
    public static IReadOnlyList<string> Reserved { get; } = [Checksums, Manifest, Ledger, AbiReport];
}
