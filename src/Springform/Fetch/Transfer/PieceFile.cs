using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Springform.Files;

namespace Springform.Fetch.Transfer;

/// <summary>
/// A file that is being downloaded, in pieces: NAME.part, and NAME.part.log, which says how much of each piece is there and what the server called the file.
/// A process that is killed at any moment loses at most what it had not noted; what it noted had been written before. Thread safe.
/// </summary>
internal sealed class PieceFile : IDisposable
{
    private const string Piece = "piece";
    private const string Validator = "from";

    private readonly Lock turn = new();
    private readonly string logPath;
    private readonly int pieceBytes;
    private readonly long[] done;
    private readonly long[] noted;
    private readonly int noteBytes;
    private readonly SafeFileHandle file;
    private StreamWriter log;
    private TaskCompletionSource moved = New();
    private bool abandoned;

    /// <param name="path">of the part itself; continued when its log fits</param>
    /// <param name="identity">what is being downloaded: a log of something else is not continued</param>
    public PieceFile(string path, string identity, long sizeBytes, FetchLimits limits)
    {
        Path = path;
        SizeBytes = sizeBytes;
        logPath = path + ".log";
        // Written at the head of the log: with other pieces its numbers would mean something else.
        var head = string.Create(CultureInfo.InvariantCulture, $"springform part 1 {identity} {sizeBytes} {limits.PieceBytes}");
        (pieceBytes, noteBytes) = (limits.PieceBytes, limits.NoteBytes);
        done = new long[Math.Max(1, (sizeBytes + pieceBytes - 1) / pieceBytes)];
        noted = new long[done.Length];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        if (FileStat.Of(path) is { IsRegular: true })
            Read(head);
        ResumedBytes = done.Sum();
        file = File.OpenHandle(PlainFile.Required(path), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        log = Rewrite(head);
        Head = head;
    }

    private string Head { get; }

    public string Path { get; }

    public long SizeBytes { get; }

    public int Pieces => done.Length;

    /// <summary>What an earlier run had left.</summary>
    public long ResumedBytes { get; private set; }

    /// <summary>URL, ETag and date of the server that the pieces came from; null: none is known.</summary>
    public (string Url, string? ETag, string? Modified)? From { get; private set; }

    public long DoneBytes
    {
        get
        {
            lock (turn)
                return done.Sum();
        }
    }

    /// <summary>Of one piece, or of all.</summary>
    public long DoneBytesOf(int piece, bool all) => all ? DoneBytes : Done(piece);

    public bool IsComplete => DoneBytes == SizeBytes;

    public long Start(int piece) => (long)piece * pieceBytes;

    public long Length(int piece) => Math.Min(pieceBytes, SizeBytes - Start(piece));

    public long Done(int piece)
    {
        lock (turn)
            return done[piece];
    }

    public void CameFrom(string url, string? etag, string? modified)
    {
        lock (turn)
        {
            if (From == (url, etag, modified))
                return;
            From = (url, etag, modified);
            log.WriteLine($"{Validator}\t{url}\t{etag}\t{modified}");
            log.Flush();
        }
    }

    /// <summary>The next bytes of a piece.</summary>
    public void Write(int piece, ReadOnlySpan<byte> bytes)
    {
        long at;
        lock (turn)
            at = done[piece];
        RandomAccess.Write(file, bytes, Start(piece) + at);
        lock (turn)
        {
            done[piece] += bytes.Length;
            if (done[piece] - noted[piece] >= noteBytes || done[piece] == Length(piece))
                Note(piece);
            Signal();
        }
    }

    /// <summary>A piece stops for now: what it has is noted.</summary>
    public void Pause(int piece)
    {
        lock (turn)
        {
            if (done[piece] > noted[piece])
                Note(piece);
        }
    }

    /// <summary>Nothing that is there is of use.</summary>
    public void Clear()
    {
        lock (turn)
        {
            Array.Clear(done);
            Array.Clear(noted);
            ResumedBytes = 0;
            From = null;
            log.Dispose();
            log = Rewrite(Head);
            RandomAccess.SetLength(file, 0);
        }
    }

    /// <summary>Readers end with an error: the rest will not come.</summary>
    public void Abandon()
    {
        lock (turn)
        {
            abandoned = true;
            Signal();
        }
    }

    /// <summary>A new round of readers.</summary>
    public void Revive()
    {
        lock (turn)
            abandoned = false;
    }

    /// <summary>Whole and right: it gets its name, and the log goes.</summary>
    public void Finish(string path)
    {
        Dispose();
        File.Move(Path, path, overwrite: true);
        File.Delete(logPath);
    }

    public void Dispose()
    {
        lock (turn)
            log.Dispose();
        file.Dispose();
    }

    /// <summary>How many bytes from the start are there without a gap; waits until they are more than <paramref name="position"/>.</summary>
    /// <exception cref="IOException">the rest will not come</exception>
    internal long WaitBeyond(long position)
    {
        while (true)
        {
            Task change;
            lock (turn)
            {
                var there = Contiguous();
                if (there > position || there == SizeBytes)
                    return there;
                if (abandoned)
                    throw new IOException("the download was given up");
                change = moved.Task;
            }

            change.Wait();
        }
    }

    internal int Read(Span<byte> buffer, long position) => RandomAccess.Read(file, buffer, position);

    private long Contiguous()
    {
        var bytes = 0L;
        for (var piece = 0; piece < done.Length; piece++)
        {
            bytes += done[piece];
            if (done[piece] < Length(piece))
                break;
        }

        return bytes;
    }

    private void Signal()
    {
        var before = moved;
        moved = New();
        before.SetResult();
    }

    private void Note(int piece)
    {
        noted[piece] = done[piece];
        log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Piece}\t{piece}\t{done[piece]}"));
        log.Flush();
    }

    private StreamWriter Rewrite(string head)
    {
        var lines = new StringBuilder(head).Append('\n');
        if (From is var (url, etag, modified))
            lines.Append($"{Validator}\t{url}\t{etag}\t{modified}\n");
        for (var piece = 0; piece < done.Length; piece++)
        {
            noted[piece] = done[piece];
            if (done[piece] > 0)
                lines.Append(CultureInfo.InvariantCulture, $"{Piece}\t{piece}\t{done[piece]}\n");
        }

        AtomicFile.Write(
            logPath,
            file =>
            {
                file.Write(Encoding.UTF8.GetBytes(lines.ToString()));
                return true;
            }
        );
        return new StreamWriter(new FileStream(logPath, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)) { NewLine = "\n" };
    }

    private void Read(string head)
    {
        if (FileStat.Of(logPath) is not { IsRegular: true })
            return;
        var size = new FileInfo(Path).Length;
        var text = File.ReadAllText(logPath);
        // A line without an end was being written when the process died.
        var lines = text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0 || lines[0] != head)
            return;
        foreach (var parts in lines.Skip(1).Select(line => line.Split('\t')))
        {
            if (parts is [Validator, var url, var etag, var modified])
                From = (url, etag.Length == 0 ? null : etag, modified.Length == 0 ? null : modified);
            else if (
                parts is [Piece, var number, var bytes]
                && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var piece)
                && long.TryParse(bytes, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                && piece < done.Length
                && count <= Length(piece)
                && Start(piece) + count <= size
            )
                done[piece] = count;
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
