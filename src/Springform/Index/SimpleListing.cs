using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Springform.Index;

/// <summary>
/// A project's page on a simple index, as JSON (PEP 691) or HTML (PEP 503): file names and their SHA-256, null where the index gives none that is one.
/// </summary>
internal static partial class SimpleListing
{
    public const string Accept = "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1";

    /// <exception cref="FormatException">it is neither</exception>
    public static IReadOnlyDictionary<string, string?> Read(string text, string? mediaType)
    {
        var files = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (name, sha256) in mediaType?.EndsWith("json", StringComparison.Ordinal) == true ? Json(text) : Html(text))
        {
            files[name] = sha256 is { Length: 64 } && sha256.All(char.IsAsciiHexDigit) ? sha256.ToLowerInvariant() : null;
        }

        return files;
    }

    private static List<(string Name, string? Sha256)> Json(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return
            [
                .. document
                    .RootElement.GetProperty("files")
                    .EnumerateArray()
                    .Select(file =>
                        (
                            file.GetProperty("filename").GetString()!,
                            file.TryGetProperty("hashes", out var hashes) && hashes.TryGetProperty("sha256", out var hash) ? hash.GetString() : null
                        )
                    ),
            ];
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"the answer is not a listing of PEP 691: {error.Message}", error);
        }
    }

    private static IEnumerable<(string Name, string? Sha256)> Html(string text) =>
        from match in Anchor().Matches(text)
        let parts = WebUtility.HtmlDecode(match.Groups["href"].Value).Split('#', 2)
        let name = Uri.UnescapeDataString(parts[0].Split('?')[0].Split('/')[^1])
        let hash = parts.Length == 2 && parts[1].StartsWith("sha256=", StringComparison.Ordinal) ? parts[1]["sha256=".Length..].Split('&')[0] : null
        select (name, hash);

    [GeneratedRegex(
        "<a\\s[^>]*?href\\s*=\\s*[\"'](?<href>[^\"'>]*)[\"']",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Anchor();
}
