using System.Globalization;

namespace Springform.Keys;

/// <summary>What Git LFS commits in place of a large file (its specification, version 1): lines of key and value, the version first.</summary>
/// <param name="Sha256">of the file that it stands for</param>
internal sealed record LfsPointer(string Sha256, long SizeBytes)
{
    /// <summary>A pointer is smaller (its specification).</summary>
    public const int MostBytes = 1024;

    private const string Hash = "oid sha256:";
    private const string Size = "size ";

    /// <returns>null: the text is no pointer</returns>
    public static LfsPointer? Parse(string text)
    {
        var lines = text.Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        var hash = lines.FirstOrDefault(line => line.StartsWith(Hash, StringComparison.Ordinal))?[Hash.Length..];
        var size = lines.FirstOrDefault(line => line.StartsWith(Size, StringComparison.Ordinal))?[Size.Length..];
        return
            lines[0] is "version https://git-lfs.github.com/spec/v1" or "version https://hawser.github.com/spec/v1"
            && hash is { Length: 64 }
            && hash.All(char.IsAsciiHexDigitLower)
            && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            ? new LfsPointer(hash, bytes)
            : null;
    }
}
