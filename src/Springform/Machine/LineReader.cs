using System.Text;

namespace Springform.Machine;

/// <summary>
/// Splits a program's output into lines as they come. A line ends at \n, \r\n or a lone \r (progress bars). A line longer than
/// <see cref="MaximumLength"/> characters is given in pieces, so that output without line breaks cannot fill the memory; no piece ends within a secret.
/// </summary>
internal sealed class LineReader(Action<string> line, Secrets secrets)
{
    public const int MaximumLength = 32 * 1024;

    private readonly StringBuilder pending = new();
    private readonly int pieceLength = Math.Max(MaximumLength, 2 * secrets.Longest);

    // The last character was \r, so that a following \n belongs to it, also across two reads.
    private bool afterReturn;

    /// <param name="secrets">asked once, at the start</param>
    public static Task ReadAsync(Stream stream, Action<string> line, Secrets secrets, CancellationToken cancellation) =>
        new LineReader(line, secrets).ReadAsync(stream, cancellation);

    private async Task ReadAsync(Stream stream, CancellationToken cancellation)
    {
        using var reader = new StreamReader(stream, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var buffer = new char[8 * 1024];
        int count;
        while ((count = await reader.ReadAsync(buffer.AsMemory(), cancellation)) > 0)
            Split(buffer.AsSpan(0, count));
        if (pending.Length > 0)
            line(pending.ToString());
    }

    private void Split(ReadOnlySpan<char> characters)
    {
        foreach (var character in characters)
        {
            var isBreak = character is '\n' or '\r';
            if (isBreak && !(character == '\n' && afterReturn))
                Flush(pending.Length);
            else if (!isBreak)
                pending.Append(character);
            if (pending.Length > 0 && pending.Length % pieceLength == 0)
                Flush(secrets.CutOf(pending.ToString()));
            afterReturn = character == '\r';
        }
    }

    private void Flush(int length)
    {
        if (length == 0 && pending.Length > 0)
            return;
        line(pending.ToString(0, length));
        pending.Remove(0, length);
    }
}
