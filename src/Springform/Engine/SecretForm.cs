using System.Text;

namespace Springform.Engine;

/// <summary>
/// One text that shows a secret: the value itself, one of its lines, and both as base64 (wherever in the encoded text they begin, also url-safe and wrapped),
/// percent-encoded, escaped for JSON, and quoted for a shell (<c>set -x</c>).
/// </summary>
/// <param name="Before">the base64 character before it holds bits of the secret too</param>
/// <param name="After">likewise the one after it</param>
internal sealed record SecretForm(string Text, bool Before = false, bool After = false)
{
    // RFC 3986, Python's quote, encodeURIComponent, encodeURI, application/x-www-form-urlencoded: what each leaves as it is, beside letters and digits.
    private static readonly string[] UrlSafe = ["-_.~", "-_.~/", "-_.!~*'()", "-_.!~*'();,/?:@&=+$#", "*-._"];

    // JSON.stringify, Go, System.Text.Json: what each writes as \u003c, beside control characters.
    private static readonly string[] JsonUnsafe = ["", "<>&", "<>&'+\"`"];

    // base64 and openssl: characters of a line.
    private static readonly int[] Wraps = [76, 64];

    public static IEnumerable<SecretForm> Of(string value) =>
        Parts(value).Distinct(StringComparer.Ordinal).SelectMany(OfPart).Concat(Wraps.SelectMany(width => Wrapped(value, width).Concat(Wrapped(value + "\n", width))));

    /// <summary>Of a value that is not taken apart, without what is shorter.</summary>
    public static IEnumerable<SecretForm> OfWhole(string value) => OfPart(value).Where(form => form.Text.Length >= Math.Min(value.Length, 8));

    /// <summary>Every place of it in a text, overlapping ones too.</summary>
    public IEnumerable<(int From, int To)> In(string text)
    {
        for (var at = text.IndexOf(Text, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Text, at + 1, StringComparison.Ordinal))
        {
            var end = at + Text.Length;
            yield return (Before && at > 0 && IsBase64(text[at - 1]) ? at - 1 : at, After && end < text.Length && IsBase64(text[end]) ? end + 1 : end);
        }
    }

    /// <summary>The value with and without white space round it, and its lines.</summary>
    private static IEnumerable<string> Parts(string value) =>
        new[] { value, value.Trim() }.Concat(value.Split(['\n', '\r'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Where(part => part.Trim().Length >= Secrets.ShortestLength);

    private static IEnumerable<SecretForm> OfPart(string part) =>
        Plain(part).Distinct(StringComparer.Ordinal).Select(text => new SecretForm(text)).Concat(Base64(part));

    private static IEnumerable<string> Plain(string part)
    {
        yield return part;
        yield return part.Replace("'", "'\\''", StringComparison.Ordinal);
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

    /// <summary>What is the same whatever stands before and after it, for each of the three places at which it may begin; and the whole as it is encoded alone.</summary>
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

    private static IEnumerable<SecretForm> Wrapped(string value, int width)
    {
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(value));
        return encoded.Length <= width ? [] : encoded.TrimEnd('=').Chunk(width).Where(line => line.Length >= 2 * Secrets.ShortestLength).SelectMany(line => BothAlphabets(new string(line))).Select(text => new SecretForm(text));
    }

    private static IEnumerable<string> BothAlphabets(string text) =>
        new[] { text, text.Replace('+', '-').Replace('/', '_') }.Distinct(StringComparer.Ordinal);

    private static bool IsBase64(char character) => char.IsAsciiLetterOrDigit(character) || character is '+' or '/' or '-' or '_';
}
