using Springform.Abi.Elf;

namespace Springform.Abi.Walking;

/// <summary>Makes bytes that come one after the other readable anywhere: small ones in memory, others in a temporary file that goes with the source.</summary>
internal static class Spool
{
    private const int MemoryBytes = 1 << 20;
    private const int PieceBytes = 128 << 10;

    public static ByteSource Of(Stream content, WalkBudget budget)
    {
        var first = new byte[MemoryBytes];
        var count = content.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        budget.Spend(count);
        return count < MemoryBytes ? new MemorySource(first.AsMemory(0, count)) : ToFile(first, content, budget);
    }

    private static FileSource ToFile(byte[] first, Stream content, WalkBudget budget)
    {
        var path = Path.Combine(Path.GetTempPath(), $"springform-abi-{Guid.NewGuid():N}");
        var handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
        try
        {
            RandomAccess.Write(handle, first, 0);
            long length = first.Length;
            for (int count; (count = content.Read(first, 0, PieceBytes)) > 0; length += count)
            {
                budget.Spend(count);
                RandomAccess.Write(handle, first.AsSpan(0, count), length);
            }

            return FileSource.Of(handle, length);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }
}
