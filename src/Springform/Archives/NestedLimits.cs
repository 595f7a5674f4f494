namespace Springform.Archives;

/// <summary>How much is unpacked of one file to look into it: nested archives multiply, and hostile ones are made to.</summary>
internal sealed record NestedLimits
{
    /// <summary>Of archives and compressions in each other.</summary>
    public int MaxDepth { get; init; } = 10;

    /// <summary>In all archives together.</summary>
    public int MaxEntries { get; init; } = 1_000_000;

    /// <summary>Of all that is unpacked, at all depths.</summary>
    public long MaxBytes { get; init; } = 32L << 30;
}
