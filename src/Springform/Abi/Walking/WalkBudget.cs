namespace Springform.Abi.Walking;

/// <summary>Counts what one artifact has cost so far. Used by one walk, or by several that run side by side.</summary>
internal sealed class WalkBudget(AbiLimits limits, CancellationToken cancellation)
{
    private long bytes;
    private int entries;
    private int elfFiles;

    public AbiLimits Limits { get; } = limits;

    /// <exception cref="BudgetException">too many bytes</exception>
    public void Spend(long count)
    {
        cancellation.ThrowIfCancellationRequested();
        if (Interlocked.Add(ref bytes, count) > Limits.MaxTotalBytes)
            throw new BudgetException($"it unpacks to more than {Limits.MaxTotalBytes} bytes");
    }

    public void Entry(long sizeBytes)
    {
        if (Interlocked.Increment(ref entries) > Limits.MaxEntries)
            throw new BudgetException($"it holds more than {Limits.MaxEntries} names");
        Spend(sizeBytes);
    }

    public void ElfFile()
    {
        if (Interlocked.Increment(ref elfFiles) > Limits.MaxElfFiles)
            throw new BudgetException($"it holds more than {Limits.MaxElfFiles} ELF files");
    }
}
