using System.Globalization;
using System.Text.RegularExpressions;

namespace Springform.Signing;

/// <summary>Texts that Springform itself wrote about files which were replaced since; a hash is in no other text by chance.</summary>
internal static class RenewedText
{
    /// <summary>With the new hashes, and in JSON the new sizes, which stand before them.</summary>
    public static string Of(string text, IEnumerable<RenewedFile> files)
    {
        foreach (var file in files)
        {
            foreach (var (before, after) in file.Hashes)
            {
                text = SizeOf(file, before).Replace(text, match => match.Groups[1].Value + Number(file.SizeBytes.After) + match.Groups[2].Value);
                text = text.Replace(before, after, StringComparison.Ordinal);
            }
        }

        return text;
    }

    private static Regex SizeOf(RenewedFile file, string hash) =>
        new($"(\"size\": ){Number(file.SizeBytes.Before)}(,\\s*\"sha256\": \"{hash}\")", RegexOptions.None, TimeSpan.FromSeconds(10));

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
