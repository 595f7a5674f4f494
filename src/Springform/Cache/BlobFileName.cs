using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Springform.Cache;

/// <summary>
/// The name of a blob's file: <c>NAME.KEY.CHECK.tar</c>. KEY is the first 24 digits of the content key; CHECK is the SHA-256 over name, full key and the
/// content's own SHA-256. So a file that was truncated, altered, swapped with another or renamed no longer fits its name.
/// </summary>
internal sealed partial record BlobFileName(string Name, string ShortKey, string Check)
{
    public static BlobFileName Of(string name, string key, string contentSha256) => new(name, key[..24], CheckOf(name, key, contentSha256));

    /// <summary>Null for files that are none of ours.</summary>
    public static BlobFileName? Parse(string fileName)
    {
        var match = Pattern().Match(fileName);
        return match.Success ? new(Decode(match.Groups["name"].Value), match.Groups["key"].Value, match.Groups["check"].Value) : null;
    }

    /// <summary>What begins the file name of every blob of this name and key.</summary>
    public static string Prefix(string name, string shortKey) => $"{Encode(name)}.{shortKey}.";

    public bool Fits(string key, string contentSha256) => Check == CheckOf(Name, key, contentSha256);

    public override string ToString() => $"{Prefix(Name, ShortKey)}{Check}.tar";

    private static string CheckOf(string name, string key, string contentSha256) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{name}\n{key}\n{contentSha256}")));

    // Step names hold slashes. %XX for everything that is not plainly safe in a file name keeps two names apart.
    private static string Encode(string name)
    {
        var text = new StringBuilder();
        foreach (var unit in Encoding.UTF8.GetBytes(name))
        {
            if (char.IsAsciiLetterOrDigit((char)unit) || unit is (byte)'-' or (byte)'_' || (unit == '.' && text.Length > 0))
                text.Append((char)unit);
            else
                text.Append('%').Append(Convert.ToHexString([unit]));
        }

        return text.ToString();
    }

    private static string Decode(string name) => Uri.UnescapeDataString(name);

    [GeneratedRegex(@"^(?<name>[A-Za-z0-9%_-][A-Za-z0-9%._-]*)\.(?<key>[0-9a-f]{24})\.(?<check>[0-9a-f]{64})\.tar$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
