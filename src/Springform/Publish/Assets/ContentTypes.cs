using Springform.Archives;

namespace Springform.Publish.Assets;

/// <summary>
/// What browsers are told a file is: an archive by the table of formats, others by the registered names of IANA's list of media types, 2026-11.
/// </summary>
internal static class ContentTypes
{
    private static readonly IReadOnlyList<(string Ending, string Type)> Rows =
    [
        (".deb", "application/vnd.debian.binary-package"),
        (".rpm", "application/x-rpm"),
        (".json", "application/json"),
        (".txt", "text/plain"),
        (".sha256", "text/plain"),
        (".md5", "text/plain"),
        (".asc", "application/pgp-signature"),
    ];

    public static string Of(string name) =>
        ArchiveFormats.MediaTypeOf(name)
        ?? Rows.FirstOrDefault(row => name.EndsWith(row.Ending, StringComparison.OrdinalIgnoreCase)).Type
        ?? "application/octet-stream";
}
