namespace Springform.Abi;

/// <summary>What is read of one artifact before it is refused (E202): nested archives multiply, and hostile ones are made to.</summary>
internal sealed record AbiLimits
{
    /// <summary>Of archives and compressions in each other.</summary>
    public int MaxDepth { get; init; } = 12;

    /// <summary>Names in all archives together.</summary>
    public int MaxEntries { get; init; } = 1_000_000;

    /// <summary>In one zip: its whole directory is in memory.</summary>
    public int MaxZipEntries { get; init; } = 100_000;

    public int MaxElfFiles { get; init; } = 200_000;

    /// <summary>Of all that is unpacked, at all depths.</summary>
    public long MaxTotalBytes { get; init; } = 32L << 30;
}
