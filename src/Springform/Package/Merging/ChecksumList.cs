using System.Text;
using Springform.Errors;
using Springform.Files;

namespace Springform.Package.Merging;

/// <summary>
/// A list as <c>sha256sum</c> or <c>md5sum</c> writes it, read as <c>--check</c> of coreutils 9 reads it; but a line that <c>--check</c> would skip with a
/// warning is refused, so that no file goes unnoticed.
/// </summary>
/// <param name="Hashes">lower-case hash by name, <c>./</c> taken off; empty when there is a problem</param>
/// <param name="Problem">what is wrong with the list, for people: <c>line 3 is ...</c>; null: nothing</param>
internal sealed record ChecksumList(IReadOnlyDictionary<string, string> Hashes, string? Problem)
{
    private const int MaxBytes = 16 << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="digits">64 for SHA-256, 32 for MD5</param>
    public static ChecksumList Read(string path, int digits = 64) =>
        FileStat.Of(path) switch
        {
            null => Wrong("it is missing"),
            { IsRegular: false } => Wrong("it is not a plain file"),
            { SizeBytes: > MaxBytes } => Wrong($"it has more than {MaxBytes >> 20} MiB"),
            _ => Parse(File.ReadAllBytes(path), digits),
        };

    private static ChecksumList Parse(ReadOnlySpan<byte> bytes, int digits)
    {
        if (bytes.StartsWith<byte>([0xEF, 0xBB, 0xBF]) || bytes.StartsWith<byte>([0xFF, 0xFE]) || bytes.StartsWith<byte>([0xFE, 0xFF]))
            return Wrong("it begins with a byte order mark, which sha256sum does not read: write it as UTF-8 without one");
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in Text(bytes).Split('\n').Select(line => line.EndsWith('\r') ? line[..^1] : line))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
                continue;
            var (entry, problem) = ChecksumLine.Parse(line, digits);
            if (entry is not var (name, hash))
                return Wrong($"line {number} {problem}");
            if (!hashes.TryAdd(name, hash) && hashes[name] != hash)
                return Wrong($"line {number} gives {Quoted.Of(name)} another hash than a line before it");
        }

        return hashes.Count == 0 ? Wrong("it lists no file") : new ChecksumList(hashes, null);
    }

    /// <summary>File names are bytes; those that are no UTF-8 are read byte by byte, and name no file of ours.</summary>
    private static string Text(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }

    private static ChecksumList Wrong(string problem) => new(new Dictionary<string, string>(), problem);
}
