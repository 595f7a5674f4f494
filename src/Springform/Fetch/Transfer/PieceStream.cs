using Springform.Archives;

namespace Springform.Fetch.Transfer;

/// <summary>Reads a file while it is being downloaded, from its start; waits where it is ahead.</summary>
internal sealed class PieceStream(PieceFile part) : ReadOnlyStream
{
    private long position;
    private long there;

    public override int Read(Span<byte> buffer)
    {
        if (position == part.SizeBytes || buffer.Length == 0)
            return 0;
        if (there <= position)
            there = part.WaitBeyond(position);
        var count = part.Read(buffer[..(int)Math.Min(buffer.Length, there - position)], position);
        position += count;
        return count;
    }
}
