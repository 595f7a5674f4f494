using System.Globalization;
using System.Text;

namespace Springform.Archives;

/// <summary>
/// The members of an ar archive one after the other, for whoever wants their contents alone: names are as they stand in the headers, and tables of names and symbols
/// are members too. Source: ar(5).
/// </summary>
/// <param name="input">behind its first line <c>!&lt;arch&gt;</c></param>
internal sealed class ArItems(Stream input, EntryGuard guard) : IDisposable
{
    private const int HeaderBytes = 60;

    private readonly byte[] header = new byte[HeaderBytes];
    private ItemContent content = new(_ => 0, 0, guard);
    private bool isPadded;

    /// <summary>Of the member that <see cref="Next"/> gave last.</summary>
    public Stream Content => content;

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
        if (count < HeaderBytes || header[58] != '`' || header[59] != '\n'
            || !long.TryParse(Encoding.ASCII.GetString(header, 48, 10).TrimEnd(' '), NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            throw guard.Corrupt("has a member whose header is cut off or damaged");
        content = new ItemContent(input.Read, size, guard);
        isPadded = size % 2 == 1;
        return Encoding.UTF8.GetString(header, 0, 16).TrimEnd(' ', '/');
    }
}
