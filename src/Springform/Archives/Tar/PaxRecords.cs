using System.Globalization;
using System.Text;

namespace Springform.Archives.Tar;

/// <summary>
/// What extension headers say about the next entry: pax records (POSIX.1-2017, pax, "Extended Header") and GNU's long
/// names. Later ones replace earlier ones.
/// </summary>
/// <param name="names">UTF-8, strict or not</param>
internal sealed class PaxRecords(Encoding names)
{
    internal string? Path { get; set; }

    internal string? Link { get; set; }

    internal long? SizeBytes { get; private set; }

    internal long? ModifiedSeconds { get; private set; }

    /// <summary>Linux file capabilities: a program's right to do what only root may.</summary>
    internal bool HasCapabilities { get; private set; }

    /// <summary>"" when all was understood; else the reason.</summary>
    internal string Read(ReadOnlySpan<byte> data)
    {
        while (data.Length > 0)
        {
            var blank = data.IndexOf((byte)' ');
            if (
                blank is < 1 or > 7
                || !int.TryParse(data[..blank], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length <= blank + 1
                || length > data.Length
                || data[length - 1] != '\n'
            )
                return "has a malformed pax header";

            var record = data[(blank + 1)..(length - 1)];
            var equals = record.IndexOf((byte)'=');
            if (equals < 1)
                return "has a malformed pax header";

            var refusal = Take(Encoding.ASCII.GetString(record[..equals]), record[(equals + 1)..]);
            if (refusal.Length > 0)
                return refusal;

            data = data[length..];
        }

        return "";
    }

    /// <summary>Global headers carry comments (git archive's commit); one that renames or resizes every entry is a trick.</summary>
    internal bool SaysAnything => Path is not null || Link is not null || SizeBytes is not null;

    private string Take(string key, ReadOnlySpan<byte> value)
    {
        switch (key)
        {
            case "path" or "linkpath" when value.Contains((byte)0):
                return "has a name with a NUL in it";
            case "path":
                Path = names.GetString(value);
                return "";
            case "linkpath":
                Link = names.GetString(value);
                return "";
            case "size":
                var isNumber = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size);
                SizeBytes = size;
                return isNumber ? "" : "has a pax header with an invalid size";
            case "SCHILY.xattr.security.capability":
                HasCapabilities = !value.IsEmpty;
                return "";
            case "mtime":
                var dot = value.IndexOf((byte)'.');
                ModifiedSeconds = long.TryParse(dot < 0 ? value : value[..dot], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var modified)
                    ? modified
                    : null;
                return "";
            default:
                // Sparse files keep holes in place of content: read as plain files they would come out wrong.
                return key.StartsWith("GNU.sparse", StringComparison.Ordinal) ? "has a sparse file; pack it without --sparse" : "";
        }
    }
}
