using System.Text;

namespace Springform.Archives.Packages;

/// <summary>What a repository tells of an rpm package: its main header's tags, as text that XML can hold. Source: rpm's documentation, "RPM Tags".</summary>
internal sealed class RpmFacts
{
    private readonly RpmHeader tags;

    private RpmFacts(RpmHeader tags, long start, long end) => (this.tags, HeaderStart, HeaderEnd) = (tags, start, end);

    public string Name => Text(1000);

    public string Version => Text(1001);

    public string Release => Text(1002);

    public string Architecture => Text(1022);

    public string Summary => Text(1004);

    public string Description => Text(1005);

    public string Packager => Text(1015);

    public string Url => Text(1020);

    public string License => Text(1014);

    public string Group => Text(1016);

    public string BuildHost => Text(1007);

    public string SourcePackage => Text(1044);

    /// <summary>Seconds since 1970.</summary>
    public long BuildTime => tags.Numbers(1006) is [var time, ..] ? time : 0;

    public long InstalledBytes => tags.Numbers(1009) is [var size, ..] ? size : 0;

    /// <summary>Of the unpacked payload.</summary>
    public long PayloadBytes { get; private init; }

    /// <summary>Where the main header begins in the file.</summary>
    public long HeaderStart { get; }

    /// <summary>Where the payload begins.</summary>
    public long HeaderEnd { get; }

    public IReadOnlyList<RpmRelation> Provides => Relations(1047, 1112, 1113);

    /// <summary>Without those that rpm itself answers.</summary>
    public IReadOnlyList<RpmRelation> Requires =>
        [.. Relations(1049, 1048, 1050).Where(relation => !relation.Name.StartsWith("rpmlib(", StringComparison.Ordinal)).Distinct()];

    public IReadOnlyList<RpmRelation> Conflicts => Relations(1054, 1053, 1055);

    public IReadOnlyList<RpmRelation> Obsoletes => Relations(1090, 1114, 1115);

    public IReadOnlyList<RpmRelation> Recommends => Relations(5046, 5048, 5047);

    public IReadOnlyList<RpmFile> Files
    {
        get
        {
            const int folderBit = 0x4000;
            const int kindBits = 0xF000;
            var (names, folders, places, modes) = (tags.Texts(1117), tags.Texts(1118), tags.Numbers(1116), tags.Numbers(1030));
            return
            [
                .. names
                    .Zip(places, modes)
                    .Where(file => file.Second >= 0 && file.Second < folders.Count)
                    .Select(file => new RpmFile(Clean(folders[(int)file.Second] + file.First), (file.Third & kindBits) == folderBit)),
            ];
        }
    }

    /// <exception cref="Errors.SpringformException">E503 it is no rpm package, or a damaged one</exception>
    public static RpmFacts Read(string package)
    {
        using var file = File.OpenRead(package);
        var guard = new EntryGuard(new ArchiveLimits(), Path.GetFileName(package));
        return guard.Readable(() =>
        {
            file.Position = RpmPackage.LeadBytes;
            var signature = RpmHeader.Read(file, RpmPackage.SignatureRegion, guard);
            file.Position += (8 - ((file.Position - RpmPackage.LeadBytes) % 8)) % 8;
            var start = file.Position;
            var main = RpmHeader.Read(file, RpmPackage.MainRegion, guard);
            var facts = new RpmFacts(main, start, file.Position) { PayloadBytes = signature.Numbers(1007) is [var bytes, ..] ? bytes : 0 };
            return facts is { Name.Length: > 0, Version.Length: > 0, Release.Length: > 0, Architecture.Length: > 0 }
                ? facts
                : throw guard.Corrupt("has no name, version or architecture");
        });
    }

    private IReadOnlyList<RpmRelation> Relations(int names, int flags, int versions)
    {
        const int before = 1 << 6;
        const int scripts = 0x1E00;
        return
        [
            .. tags.Texts(names)
                .Zip(tags.Numbers(flags), tags.Texts(versions))
                .Select(relation => new RpmRelation(
                    Clean(relation.First),
                    (relation.Second & 14) switch
                    {
                        2 => "LT",
                        4 => "GT",
                        8 => "EQ",
                        10 => "LE",
                        12 => "GE",
                        _ => null,
                    },
                    Clean(relation.Third),
                    (relation.Second & (before | scripts)) != 0
                )),
        ];
    }

    private string Text(int tag) => tags.Texts(tag) is [var text, ..] ? Clean(text) : "";

    /// <summary>XML has no control characters but tab and line breaks, and no halves of pairs.</summary>
    private static string Clean(string text)
    {
        if (text.All(letter => letter is '\t' or '\n' or (>= ' ' and < '\ud800')))
            return text;
        var clean = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
            clean.Append(rune.Value is '\t' or '\n' or (>= ' ' and not 0xFFFE and not 0xFFFF) ? rune : Rune.ReplacementChar);
        return clean.ToString();
    }
}

/// <summary>A relation to another package, as repositories spell it.</summary>
/// <param name="Comparison">LT, LE, EQ, GE, GT; null: any version</param>
/// <param name="Version">"" for any</param>
/// <param name="IsBefore">it is needed by a script</param>
internal sealed record RpmRelation(string Name, string? Comparison, string Version, bool IsBefore);

/// <summary>A file of an rpm package.</summary>
/// <param name="Path">absolute</param>
internal sealed record RpmFile(string Path, bool IsFolder);
