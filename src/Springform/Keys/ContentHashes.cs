using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Springform.Keys;

/// <summary>What a file's bytes are called: by SHA-256, and by git.</summary>
/// <param name="Blob">git's name of the bytes as they are, without a filter of git's; null: not asked for</param>
/// <param name="IsPointer">the bytes are those of a Git LFS pointer, which stands for a file that is elsewhere</param>
internal sealed record ContentHashes(string Sha256, string? Blob, bool IsPointer)
{
    private const int Sha256Digits = 64;
    private const string PointerMark = "p";
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>Git's name is there, when it is asked for.</summary>
    public bool Has(GitObjectFormat? format) => format is null || Blob?.Length == (int)format;

    public static ContentHashes Of(Stream content, long sizeBytes, GitObjectFormat? format)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
#pragma warning disable CA5350 // git's own name of the bytes
        using var git = format is null ? null : IncrementalHash.CreateHash(format == GitObjectFormat.Sha1 ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256);
#pragma warning restore CA5350
        git?.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {sizeBytes}\0")));
        var buffer = new byte[1 << 17];
        var start = new byte[sizeBytes < LfsPointer.MostBytes ? sizeBytes : 0];
        var isFirst = true;
        for (
            var read = content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            read > 0;
            read = content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)
        )
        {
            var bytes = buffer.AsSpan(0, read);
            sha256.AppendData(bytes);
            git?.AppendData(bytes);
            if (isFirst && read == start.Length)
            {
                bytes.CopyTo(start);
            }

            isFirst = false;
        }

        return new ContentHashes(
            Convert.ToHexStringLower(sha256.GetHashAndReset()),
            git is null ? null : Convert.ToHexStringLower(git.GetHashAndReset()),
            LfsPointer.Parse(Encoding.UTF8.GetString(start)) is not null
        );
    }

    /// <summary>As the stat cache has it: SHA-256, git's name or nothing, <c>p</c> for a pointer.</summary>
    public override string ToString() => $"{Sha256}:{Blob}:{(IsPointer ? PointerMark : "")}";

    /// <returns>null: not what <see cref="ToString"/> writes</returns>
    public static ContentHashes? Parse(string text) =>
        text.Split(':') is [var sha256, var blob, "" or PointerMark] && IsHex(sha256, Sha256Digits) && (blob.Length == 0 || IsHex(blob, blob.Length))
            ? new ContentHashes(sha256, blob.Length == 0 ? null : blob, text.EndsWith(PointerMark, StringComparison.Ordinal))
            : null;

    private static bool IsHex(string text, int digits) => text.Length == digits && !text.AsSpan().ContainsAnyExcept(HexDigits);
}
