using System.Text;
using Springform.Archives.Ar;
using Springform.Archives.Gzip;
using Springform.Archives.Tar;
using Springform.Archives.Zstd;

namespace Springform.Archives.Packages;

/// <summary>The fields of a package of Debian, as its file <c>control</c> has them: deb-control(5).</summary>
/// <param name="Text">the whole stanza, with a line break at its end and no empty line</param>
internal sealed record DebControl(string Text)
{
    private const int MostBytes = 1 << 20;
    private const string Member = "control.tar";

    /// <summary>Fields that a repository writes, and no package may bring.</summary>
    private static readonly string[] OfRepositories = ["Filename", "Size", "MD5sum", "SHA1", "SHA256", "SHA512"];

    /// <summary>A field of one line; null where there is none.</summary>
    public string? Field(string name) =>
        Text.Split('\n')
            .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
            .Select(line => line[(name.Length + 1)..].Trim())
            .FirstOrDefault();

    /// <exception cref="Errors.SpringformException">E502, E503 it is no package of Debian, or one that cannot be read</exception>
    public static DebControl Read(string package)
    {
        using var file = File.OpenRead(package);
        var guard = new EntryGuard(new ArchiveLimits(), Path.GetFileName(package));
        return guard.Readable(() =>
        {
            var magic = new byte[ArItems.Magic.Length];
            file.ReadExactly(magic);
            if (!magic.AsSpan().SequenceEqual(ArItems.Magic))
                throw guard.Corrupt("is no package of Debian");
            using var members = new ArItems(file, guard.OfContainer());
            while (members.Next() is { } name)
            {
                if (!name.StartsWith(Member, StringComparison.Ordinal))
                    continue;
                using var tar = name[Member.Length..] switch
                {
                    "" => null,
                    ".gz" => GzipInput.Open(members.Content),
                    ".zst" => ZstdInput.Open(members.Content),
                    _ => throw guard.Corrupt($"has a member {name}, which is not read here"),
                };
                return Of(tar ?? members.Content, guard);
            }

            throw guard.Corrupt("has no member control.tar");
        });
    }

    private static DebControl Of(Stream tar, EntryGuard guard)
    {
        using var items = new TarItems(tar, guard);
        while (items.Next() is { } item)
        {
            if (item is not { Path: "control", Kind: ArchiveEntryKind.File, SizeBytes: <= MostBytes })
                continue;
            using var reader = new StreamReader(items.Content, ArchivePath.StrictUtf8);
            var text = reader.ReadToEnd().TrimEnd('\n') + "\n";
            return IsStanza(text) ? new DebControl(text) : throw guard.Corrupt("has a file control that is not one stanza of fields");
        }

        throw guard.Corrupt("has no file control");
    }

    /// <summary>Fields and their further lines; no empty line, which would begin another package, and no field that a repository vouches for.</summary>
    private static bool IsStanza(string text)
    {
        var lines = text[..^1].Split('\n');
        return lines[0].Length > 0
            && char.IsAsciiLetter(lines[0][0])
            && lines.All(line =>
                line.Length > 0
                && line.Trim().Length > 0
                && !line.Any(letter => char.IsControl(letter) && letter != '\t')
                && (
                    line[0] is ' ' or '\t'
                    || (
                        line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
                        && line[..colon].All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-')
                        && !OfRepositories.Contains(line[..colon], StringComparer.OrdinalIgnoreCase)
                    )
                )
            );
    }
}
