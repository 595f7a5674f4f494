using System.Text;

namespace Springform.Engine;

/// <summary>
/// Splits a program's output into lines as they come. A line ends at \n, \r\n or a lone \r (progress bars). A line longer than
/// <see cref="MaximumLength"/> characters is given in pieces, so that output without line breaks cannot fill the memory.
/// </summary>
internal static class LineReader
{
    public const int MaximumLength = 32 * 1024;

    public static async Task ReadAsync(Stream stream, Action<string> line, CancellationToken cancellation)
    {
        using var reader = new StreamReader(stream, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var buffer = new char[8 * 1024];
        var pending = new StringBuilder();
        var afterReturn = false;
        int count;
        while ((count = await reader.ReadAsync(buffer.AsMemory(), cancellation)) > 0)
            afterReturn = Split(buffer.AsSpan(0, count), pending, line, afterReturn);
        if (pending.Length > 0)
            line(pending.ToString());
    }

    // afterReturn: the last character was \r, so that a following \n belongs to it, also across two reads.
    private static bool Split(ReadOnlySpan<char> characters, StringBuilder pending, Action<string> line, bool afterReturn)
    {
        foreach (var character in characters)
        {
            var isBreak = character is '\n' or '\r';
            if (isBreak && !(character == '\n' && afterReturn))
                Flush(pending, line);
            else if (!isBreak)
                pending.Append(character);
            if (pending.Length == MaximumLength)
                Flush(pending, line);
            afterReturn = character == '\r';
        }

        return afterReturn;
    }

    private static void Flush(StringBuilder pending, Action<string> line)
    {
        line(pending.ToString());
        pending.Clear();
    }
}
