using System.Text;

namespace Springform.Machine;

/// <summary>
/// One text that shows a secret: the value itself, one of its lines, and both as base64 (wherever in the encoded text they begin, also url-safe and wrapped),
/// percent-encoded, escaped for JSON, in hexadecimal, and quoted for a shell (<c>set -x</c>).
/// </summary>
/// <param name="Before">the base64 character before it holds bits of the secret too</param>
/// <param name="After">likewise the one after it</param>
internal sealed record SecretForm(string Text, bool Before = false, bool After = false)
{
    // RFC 3986, Python's quote, encodeURIComponent, encodeURI, application/x-www-form-urlencoded: what each leaves as it is, beside letters and digits.
    private static readonly string[] UrlSafe = ["-_.~", "-_.~/", "-_.!~*'()", "-_.!~*'();,/?:@&=+$#", "*-._"];

    // JSON.stringify, Go, System.Text.Json: what each writes as \u003c, beside control characters.
    private static readonly string[] JsonUnsafe = ["", "<>&", "<>&'+\"`"];

    /// <summary>A line of an encoded secret that is as long as this is no other text by chance.</summary>
    private const int LongLine = 16;

    // base64 and openssl: characters of a line.
    private static readonly int[] Wraps = [76, 64];

    // xxd -p, and xxd -p -c 32: likewise.
    private static readonly int[] HexWraps = [60, 64];

    public static IEnumerable<SecretForm> Of(string value) => Parts(value).Distinct(StringComparer.Ordinal).SelectMany(OfPart).Concat(InLines(value));

    /// <summary>Of a value that is not taken apart, and lines of it where it is encoded in lines; without what is shorter.</summary>
    public static IEnumerable<SecretForm> OfWhole(string value) =>
        OfPart(value).Where(form => form.Text.Length >= Math.Min(value.Length, 8)).Concat(InLines(value).Where(form => form.Text.Length >= LongLine));

    /// <summary>Every place of it in a text, overlapping ones too.</summary>
    public IEnumerable<(int From, int To)> In(string text)
    {
        for (var at = text.IndexOf(Text, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Text, at + 1, StringComparison.Ordinal))
        {
            var end = at + Text.Length;
            yield return (Before && at > 0 && IsBase64(text[at - 1]) ? at - 1 : at, After && end < text.Length && IsBase64(text[end]) ? end + 1 : end);
        }
    }

    private static IEnumerable<SecretForm> InLines(string value) =>
        new[] { value, value + "\n" }
            .SelectMany(text =>
                Wraps
                    .SelectMany(width => Lines(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('='), width).SelectMany(BothAlphabets))
                    .Concat(HexWraps.SelectMany(width => Lines(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text)), width)))
            )
            .Select(line => new SecretForm(line));

    /// <summary>The value with and without white space round it, and its lines.</summary>
    private static IEnumerable<string> Parts(string value) =>
        new[] { value, value.Trim() }
            .Concat(value.Split(['\n', '\r'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Where(part => part.Trim().Length >= Secrets.ShortestLength);

    private static IEnumerable<SecretForm> OfPart(string part) =>
        Plain(part).Distinct(StringComparer.Ordinal).Select(text => new SecretForm(text)).Concat(Base64(part));

    private static IEnumerable<string> Plain(string part)
    {
        yield return part;
        yield return part.Replace("'", "'\\''", StringComparison.Ordinal);
        yield return Convert.ToHexStringLower(Encoding.UTF8.GetBytes(part));
        yield return Convert.ToHexString(Encoding.UTF8.GetBytes(part));
        foreach (var safe in UrlSafe)
        {
            foreach (var format in new[] { "X2", "x2" })
            {
                yield return Percent(part, safe, format, "+");
                yield return Percent(part, safe, format, "%20");
            }
        }

        foreach (var asCode in JsonUnsafe.SelectMany(characters => new[] { characters, characters + "é" }))
        {
            foreach (var format in new[] { "X4", "x4" })
            {
                var escaped = Json(part, asCode, format);
                yield return escaped;
                yield return escaped.Replace("/", "\\/", StringComparison.Ordinal);
            }
        }
    }

    private static string Percent(string part, string safe, string format, string space)
    {
        var text = new StringBuilder();
        foreach (var octet in Encoding.UTF8.GetBytes(part))
        {
            if (octet == ' ')
                text.Append(space);
            else if (char.IsAsciiLetterOrDigit((char)octet) || safe.Contains((char)octet, StringComparison.Ordinal))
                text.Append((char)octet);
            else
                text.Append('%').Append(octet.ToString(format, null));
        }

        return text.ToString();
    }

    /// <param name="asCode">characters that are written as \u003c; é stands for all that are not ASCII</param>
    private static string Json(string part, string asCode, string format)
    {
        var text = new StringBuilder();
        foreach (var character in part)
        {
            if (asCode.Contains(character, StringComparison.Ordinal) || (character > '~' && asCode.Contains('é', StringComparison.Ordinal)))
                text.Append("\\u").Append(((int)character).ToString(format, null));
            else if ("\\\"\n\r\t\b\f".IndexOf(character, StringComparison.Ordinal) is var index and >= 0)
                text.Append('\\').Append("\\\"nrtbf"[index]);
            else if (character < ' ')
                text.Append("\\u").Append(((int)character).ToString(format, null));
            else
                text.Append(character);
        }

        return text.ToString();
    }

    /// <summary>
    /// What is the same whatever stands before and after it, for each of the three places at which it may begin; and the whole as it is encoded alone.
    /// </summary>
    private static IEnumerable<SecretForm> Base64(string part)
    {
        var octets = Encoding.UTF8.GetBytes(part);
        for (var offset = 0; offset < 3; offset++)
        {
            var encoded = Convert.ToBase64String([.. new byte[offset], .. octets]);
            var (first, last) = (((8 * offset) + 5) / 6, 8 * (offset + octets.Length) / 6);
            foreach (var text in BothAlphabets(encoded[first..last]))
                yield return new SecretForm(text, Before: offset > 0, After: 8 * (offset + octets.Length) % 6 != 0);
        }
    }

    /// <summary>None where all fits into one.</summary>
    private static IEnumerable<string> Lines(string encoded, int width) =>
        encoded.Length <= width ? [] : encoded.Chunk(width).Where(line => line.Length >= 2 * Secrets.ShortestLength).Select(line => new string(line));

    private static IEnumerable<string> BothAlphabets(string text) => new[] { text, text.Replace('+', '-').Replace('/', '_') }.Distinct(StringComparer.Ordinal);

    private static bool IsBase64(char character) => char.IsAsciiLetterOrDigit(character) || character is '+' or '/' or '-' or '_';
}
