using System.Globalization;
using System.Text;

namespace Springform.Archives.Ar;

/// <summary>
/// The members of an ar archive one after the other, for whoever wants their contents alone: names are as they stand in the headers, and tables of names and
/// symbols are members too. Source: ar(5).
/// </summary>
/// <param name="input">behind its first line</param>
internal sealed class ArItems(Stream input, EntryGuard guard) : IDisposable
{
    private const int HeaderBytes = 60;

    private readonly byte[] header = new byte[HeaderBytes];
    private ItemContent content = new(_ => 0, 0, guard);
    private bool isPadded;

    /// <summary>The first line.</summary>
    internal static ReadOnlySpan<byte> Magic => "!<arch>\n"u8;

    /// <summary>Of the member that <see cref="Next"/> gave last.</summary>
    public Stream Content => content;

    /// <summary>Of the same member, as its header says.</summary>
    public long SizeBytes { get; private set; }

    /// <summary>All members; each is called a file.</summary>
    internal static void Visit(Stream input, EntryGuard guard, ArchiveLimits limits, Action<ArchivedItem, Stream> visit)
    {
        input.ReadExactly(new byte[Magic.Length]);
        using var members = new ArItems(input, guard);
        while (members.Next() is { } name)
            visit(new ArchivedItem(name, ArchiveEntryKind.File, members.SizeBytes, Executable: false, LinkTarget: null, ModifiedSeconds: 0), members.Content);
    }

    public void Dispose() => content.Dispose();

    /// <summary>Its name; null after the last one. E503 for what is cut off or damaged.</summary>
    public string? Next()
    {
        content.Drain();
        if (isPadded)
            input.ReadAtLeast(header.AsSpan(0, 1), 1, throwOnEndOfStream: false);
        var count = input.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false);
        if (count == 0)
            return null;
        if (
            count < HeaderBytes
            || header[58] != '`'
            || header[59] != '\n'
            || !long.TryParse(Encoding.ASCII.GetString(header, 48, 10).TrimEnd(' '), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
        )
            throw guard.Corrupt("has a member whose header is cut off or damaged");
        content = new ItemContent(input.Read, size, guard);
        SizeBytes = size;
        isPadded = size % 2 == 1;
        return Encoding.UTF8.GetString(header, 0, 16).TrimEnd(' ', '/');
    }
}
