using Springform.Files;

namespace Springform.Images;

/// <summary>
/// The archives that apt uses on this host, in both formats of sources.list(5): a company's own mirror is known there, and a base image should come from it
/// too.
/// </summary>
/// <param name="aptFolder">/etc/apt</param>
internal sealed class AptSources(string aptFolder)
{
    private static readonly string[] Pockets = ["", "updates", "security"];

    /// <summary>
    /// Lines for mmdebstrap. Empty when the host has none for that distribution: mmdebstrap then takes the distribution's own servers.
    /// </summary>
    public IReadOnlyList<string> LinesFor(string suite, string architecture, bool updates = true)
    {
        if (Distribution.OfSuite(suite) is not { } distribution || distribution.Ports.Contains(architecture))
            return [];
        var sources = Read().Where(source => distribution.Suites.Contains(source.Release)).ToList();
        return
        [
            .. Pockets
                .Where(pocket => updates || pocket.Length == 0)
                .Select(pocket => Best(sources, suite, pocket))
                .TakeWhile((source, index) => index > 0 || source is not null)
                .OfType<AptSource>()
                .Select(source => $"deb {source.Uri} {Pocket(suite, source.Pocket)} main"),
        ];
    }

    /// <summary>In apt's own order.</summary>
    public IReadOnlyList<AptSource> Read()
    {
        var parts = Path.Combine(aptFolder, "sources.list.d");
        var files = Directory.Exists(parts) ? Directory.GetFiles(parts).Order(StringComparer.Ordinal) : Enumerable.Empty<string>();
        return
        [
            .. files
                .Prepend(Path.Combine(aptFolder, "sources.list"))
                .Where(File.Exists)
                .SelectMany(file =>
                    Path.GetExtension(file) switch
                    {
                        ".list" => OneLine(PlainFile.ReadLines(file)),
                        ".sources" => Deb822(PlainFile.ReadLines(file)),
                        _ => [],
                    }
                )
                // file:, cdrom: and the like are not to be had in the new image.
                .Where(source => source.Uri.StartsWith("http://", StringComparison.Ordinal) || source.Uri.StartsWith("https://", StringComparison.Ordinal)),
        ];
    }

    private static AptSource? Best(IEnumerable<AptSource> sources, string suite, string pocket) =>
        sources.Where(source => source.Pocket == pocket).OrderByDescending(source => source.Release == suite).FirstOrDefault();

    private static string Pocket(string suite, string pocket) => pocket.Length == 0 ? suite : $"{suite}-{pocket}";

    // deb [signed-by=... arch=...] URI SUITE COMPONENT...
    private static IEnumerable<AptSource> OneLine(IEnumerable<string> lines)
    {
        foreach (var line in lines.Select(line => line.Split('#')[0].Trim()))
        {
            if (!line.StartsWith("deb ", StringComparison.Ordinal) && !line.StartsWith("deb\t", StringComparison.Ordinal))
                continue;
            var options = line.IndexOf('[', StringComparison.Ordinal);
            var rest = options > 0 && line.IndexOf(']', options) is var end and > 0 ? line[(end + 1)..] : line[3..];
            var words = Words(rest);
            if (words.Length >= 3)
                yield return new AptSource(words[0].TrimEnd('/'), words[1]);
        }
    }

    private static IEnumerable<AptSource> Deb822(IEnumerable<string> lines)
    {
        foreach (var stanza in Stanzas(lines).Where(stanza => Words(stanza.GetValueOrDefault("types", "")).Contains("deb") && IsEnabled(stanza)))
        {
            foreach (var uri in Words(stanza.GetValueOrDefault("uris", "")))
            {
                foreach (var suite in Words(stanza.GetValueOrDefault("suites", "")))
                    yield return new AptSource(uri.TrimEnd('/'), suite);
            }
        }
    }

    private static bool IsEnabled(Dictionary<string, string> stanza) => stanza.GetValueOrDefault("enabled", "yes").Trim() is not ("no" or "false" or "0");

    // Stanzas are separated by empty lines; a line that begins with a space continues the field before.
    private static IEnumerable<Dictionary<string, string>> Stanzas(IEnumerable<string> lines)
    {
        var stanza = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var field = "";
        foreach (var line in lines.Append("").Where(line => !line.StartsWith('#')))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (line.Trim().Length == 0)
            {
                yield return stanza;
                stanza = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            }
            else if (char.IsWhiteSpace(line[0]))
            {
                stanza[field] = $"{stanza.GetValueOrDefault(field)} {line.Trim()}";
            }
            else if (colon > 0)
            {
                field = line[..colon].Trim();
                stanza[field] = line[(colon + 1)..].Trim();
            }
        }
    }

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
