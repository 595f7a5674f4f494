using System.Buffers;
using System.Text;
using Springform.Archives;

namespace Springform.Compile;

/// <summary>Looks for texts in bytes as they come, in one pass whatever their number.</summary>
/// <param name="forms">what a text is a form of, and the text</param>
internal sealed class SecretScan(IReadOnlyList<(string Name, string Text)> forms)
{
    private const int BufferCharacters = 128 << 10;

    // Each byte as the character of its number: so that the library's search for many texts serves bytes.
    private readonly IReadOnlyList<(string Name, string Text)> patterns =
    [
        .. forms.Select(form => (form.Name, Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(form.Text)))),
    ];
    private readonly SearchValues<string> any = SearchValues.Create(
        [.. forms.Select(form => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(form.Text))).Distinct(StringComparer.Ordinal)],
        StringComparison.Ordinal
    );
    private readonly int overlap = forms.Max(form => Encoding.UTF8.GetByteCount(form.Text)) - 1;
    private readonly HashSet<string> found = new(StringComparer.Ordinal);

    /// <summary>Names of forms that were in what was watched so far, sorted.</summary>
    public IReadOnlyList<string> Found => [.. found.Order(StringComparer.Ordinal)];

    public void Forget() => found.Clear();

    public void Watch(string text)
    {
        using var whole = Watch(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        whole.CopyTo(Stream.Null);
    }

    /// <summary>The same bytes: what is read of them is looked at.</summary>
    public Stream Watch(Stream content) => new Watched(this, content);

    private sealed class Watched(SecretScan scan, Stream content) : ReadOnlyStream
    {
        private readonly char[] window = ArrayPool<char>.Shared.Rent(BufferCharacters + scan.overlap);
        private int kept;

        public override int Read(Span<byte> buffer)
        {
            var count = content.Read(buffer);
            var rest = buffer[..count];
            while (rest.Length > 0)
            {
                var piece = rest[..Math.Min(rest.Length, BufferCharacters)];
                Look(piece);
                rest = rest[piece.Length..];
            }

            return count;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                ArrayPool<char>.Shared.Return(window);
            base.Dispose(disposing);
        }

        private void Look(ReadOnlySpan<byte> piece)
        {
            // A hole of a sparse file; no form has a zero byte.
            if (!piece.ContainsAnyExcept((byte)0))
            {
                kept = 0;
                return;
            }

            Encoding.Latin1.GetChars(piece, window.AsSpan(kept));
            var text = window.AsSpan(0, kept + piece.Length);
            if (text.IndexOfAny(scan.any) >= 0)
                scan.Add(text);
            kept = Math.Min(scan.overlap, text.Length);
            text[^kept..].CopyTo(window);
        }
    }

    private void Add(ReadOnlySpan<char> text)
    {
        foreach (var (name, pattern) in patterns)
        {
            if (!found.Contains(name) && text.Contains(pattern, StringComparison.Ordinal))
                found.Add(name);
        }
    }
}
