using System.Buffers;
using Springform.Abi.Elf;
using Springform.Files;

namespace Springform.Abi.Walking;

/// <summary>Makes bytes that come one after the other readable anywhere: small ones in memory, others in a temporary file that goes with the source.</summary>
internal static class Spool
{
    private const int MemoryBytes = 1 << 20;
    private const int PieceBytes = 128 << 10;

    public static ByteSource Of(Stream content, WalkBudget budget)
    {
        // Borrowed: an archive of many small files would fill the memory with garbage otherwise.
        var first = ArrayPool<byte>.Shared.Rent(MemoryBytes);
        var isKept = false;
        try
        {
            var count = content.ReadAtLeast(first.AsSpan(0, MemoryBytes), MemoryBytes, throwOnEndOfStream: false);
            budget.Spend(count);
            isKept = count < MemoryBytes;
            return isKept ? new MemorySource(first.AsMemory(0, count), first) : ToFile(first.AsMemory(0, MemoryBytes), content, budget);
        }
        finally
        {
            if (!isKept)
                ArrayPool<byte>.Shared.Return(first);
        }
    }

    private static FileSource ToFile(Memory<byte> first, Stream content, WalkBudget budget)
    {
        var path = Path.Combine(Path.GetTempPath(), $"springform-abi-{Guid.NewGuid():N}");
        return SystemFault.Guard(path, () => ToFile(path, first, content, budget));
    }

    private static FileSource ToFile(string path, Memory<byte> start, Stream content, WalkBudget budget)
    {
        var first = start.Span;
        var handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
        if (!OperatingSystem.IsWindows())
            File.Delete(path); // what is open stays readable, and a process that is killed leaves nothing
        try
        {
            RandomAccess.Write(handle, first, 0);
            long length = first.Length;
            for (int count; (count = content.Read(first[..PieceBytes])) > 0; length += count)
            {
                budget.Spend(count);
                RandomAccess.Write(handle, first[..count], length);
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
