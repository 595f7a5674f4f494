using System.Buffers.Binary;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Springform.FakeIndex;

/// <summary>
/// What PyPI's upload code refuses of a file's content, in an order and in words like its own (legacy.py, zipfiles.py and wheel.py of
/// github.com/pypi/warehouse, commit 6b62157 of 2026-08-21). Written apart from the product's rules, so that the two check each other.
/// </summary>
internal static partial class UploadChecks
{
    private const long LargestFile = 100L << 20;

    /// <returns>null: it is taken</returns>
    public static string? Refusal(FakeUpload upload, IEnumerable<FakeUpload> others)
    {
        if (upload.Content.Length > LargestFile)
            return "File too large. Limit for project is 100 MB.";
        try
        {
            return upload.Name.EndsWith(".whl", StringComparison.Ordinal) ? Wheel(upload)
                : upload.Name.EndsWith(".tar.gz", StringComparison.Ordinal) ? Source(upload, others)
                : "Invalid file extension: Use .tar.gz, .whl or .zip extension.";
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or ArgumentOutOfRangeException)
        {
            return $"Invalid distribution file. {error.Message}";
        }
    }

    private static string? Wheel(FakeUpload upload)
    {
        if (Framing(upload.Content) is { } fault)
            return $"Invalid distribution file. ZIP archive not accepted: {fault}.";
        using var zip = new ZipArchive(new MemoryStream(upload.Content));
        var parts = upload.Name[..^4].Split('-');
        if (parts.Length is not (5 or 6))
            return $"Invalid wheel filename: {upload.Name}";
        var info = $"{parts[0]}-{parts[1]}.dist-info/";
        if (zip.GetEntry(info + "WHEEL") is null)
            return $"Invalid distribution file. WHEEL not found at {info}WHEEL";
        if (parts[^1].Split('.').FirstOrDefault(tag => !Platform().IsMatch(tag)) is { } unknown)
            return $"Binary wheel '{upload.Name}' has an unsupported platform tag '{unknown}'.";
        if (zip.GetEntry(info + "METADATA") is not { } metadata)
            return $"METADATA not found at {info}METADATA";
        var fields = Fields(Text(metadata));
        if (Metadata(upload, fields, parts[0], parts[1]) is { } wrong)
            return wrong;
        if (Licences(fields).FirstOrDefault(file => zip.GetEntry($"{info}licenses/{file}") is null) is { } licence)
            return $"License-File {licence} does not exist in distribution file {upload.Name} at {info}licenses/{licence}";
        if (zip.GetEntry(info + "RECORD") is not { } record)
            return $"Wheel '{upload.Name}' does not contain the required RECORD file: {info}RECORD";
        var recorded = Text(record)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line[0] == '"' ? line[1..line.LastIndexOf('"')].Replace("\"\"", "\"", StringComparison.Ordinal) : line.Split(',')[0]);
        var held = zip.Entries.Select(entry => entry.FullName).Where(name => !name.EndsWith('/') && name != info + "RECORD.jws" && name != info + "RECORD.p7s");
        return recorded.ToHashSet(StringComparer.Ordinal).SetEquals(held) ? null : "The RECORD does not match the contents of the wheel";
    }

    private static string? Source(FakeUpload upload, IEnumerable<FakeUpload> others)
    {
        var fields = new List<(string Name, string Value)>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        using var tar = new TarReader(new GZipStream(new MemoryStream(upload.Content), CompressionMode.Decompress));
        while (tar.GetNextEntry(copyData: true) is { } entry)
        {
            names.Add(entry.Name.TrimEnd('/'));
            if (entry.Name.Split('/') is [_, "PKG-INFO"])
                fields = Fields(new StreamReader(entry.DataStream!, Encoding.UTF8).ReadToEnd());
        }

        var tops = names.Select(name => name.Split('/')[0]).Distinct(StringComparer.Ordinal).ToList();
        if (tops is not [var top])
            return "Invalid distribution file. Incorrect number of top-level directories in sdist";
        if (fields.Count == 0)
            return $"Invalid distribution file. PKG-INFO not found at {top}/PKG-INFO";
        var (project, version) = (upload.Fields["name"][0], upload.Fields["version"][0]);
        var expected = $"{Normal(project)}-{version}.tar.gz";
        if (upload.Name != expected)
            return $"Filename '{upload.Name}' is invalid, should be '{expected}'.";
        if (
            others.Any(other =>
                other.Name.EndsWith(".tar.gz", StringComparison.Ordinal)
                && other.Name != upload.Name
                && other.Fields["version"][0] == version
                && other.Fields["name"][0] == project
            )
        )
            return "Only one sdist may be uploaded per release.";
        if (Metadata(upload, fields, Normal(project), version) is { } wrong)
            return wrong;
        return Licences(fields).FirstOrDefault(file => !names.Contains($"{top}/{file}")) is { } licence
            ? $"License-File {licence} does not exist in distribution file {upload.Name} at {top}/{licence}"
            : null;
    }

    private static string? Metadata(FakeUpload upload, IReadOnlyList<(string Name, string Value)> fields, string name, string version)
    {
        string One(string field) => fields.FirstOrDefault(candidate => candidate.Name == field).Value ?? "";
        return One("Metadata-Version") is not ("1.0" or "1.1" or "1.2" or "2.1" or "2.2" or "2.3" or "2.4" or "2.5")
                ? $"'{One("Metadata-Version")}' is not a valid metadata version"
            : name != Normal(upload.Fields["name"][0]) || Normal(One("Name")) != name
                ? $"Filename '{upload.Name}' should contain the normalized project name '{Normal(One("Name"))}', not '{name}'."
            : One("Version") != version ? $"Version in filename should be '{One("Version")}' not '{version}'."
            : version.Contains('+', StringComparison.Ordinal) ? $"The use of local versions in '{version}' is not allowed."
            : One("Summary").Length > 512 ? "'summary' field must be 512 characters or less."
            : Form(upload, One("Metadata-Version"));
    }

    /// <summary>Of what the form says, which is what PyPI reads.</summary>
    private static string? Form(FakeUpload upload, string version)
    {
        // Uploaders send what a package does not say as an empty field.
        var given = upload
            .Fields.Where(field => field.Value.Any(value => value.Length > 0))
            .ToDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal);
        foreach (var (field, since, isList) in FormFields)
        {
            if (!given.TryGetValue(field, out var values))
                continue;
            if (string.CompareOrdinal(since, version) > 0)
                return $"'{field.Replace('_', '-')}' introduced in metadata version {since}, not {version}";
            if (!isList && values.Length > 1)
                return $"'{field}' has invalid data";
        }

        return given.TryGetValue("description_content_type", out var type) && !IsShown(type[0])
                ? $"'description-content-type' must be one of the known ones, not '{type[0]}'"
            : given.TryGetValue("license_expression", out var licence) && !IsLicence(licence[0]) ? $"'{licence[0]}' is invalid for 'license-expression'"
            : given.TryGetValue("license_file", out var files)
            && files.FirstOrDefault(file => file.StartsWith('/') || file.Split('/', '\\').Contains("..") || file.Contains('\\', StringComparison.Ordinal))
                is { } path
                ? $"'{path}' is invalid for 'license-file'"
            : given.ContainsKey("license") && given.ContainsKey("license_expression")
                ? "License is deprecated when License-Expression is present. Only License-Expression should be present."
            : null;
    }

    private static bool IsShown(string type)
    {
        var parts = type.Split(';', StringSplitOptions.TrimEntries);
        var kind = parts[0].ToLowerInvariant();
        return kind is "text/plain" or "text/x-rst" or "text/markdown"
            && parts[1..]
                .Select(part => part.Split('=', 2))
                .Where(pair => pair.Length == 2)
                .All(pair =>
                    pair[0].ToLowerInvariant() switch
                    {
                        "charset" => pair[1].Trim('"') == "UTF-8",
                        "variant" => kind != "text/markdown" || pair[1].Trim('"') is "GFM" or "CommonMark",
                        _ => true,
                    }
                );
    }

    private static bool IsLicence(string text)
    {
        var before = "";
        while (before != text)
        {
            before = text;
            text = InnermostGroup().Replace(text, "X");
        }

        return FlatLicence().IsMatch(text);
    }

    /// <summary>Local headers and the central directory, record by record; ZIP64 is beyond what the tests upload.</summary>
    private static string? Framing(byte[] zip)
    {
        var central = Directory(zip);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var listed = new HashSet<string>(StringComparer.Ordinal);
        int start = -1,
            records = 0;
        var at = 0;
        while (true)
        {
            var record = zip.AsSpan(at);
            switch (BinaryPrimitives.ReadUInt32LittleEndian(record))
            {
                case 0x04034B50:
                    var (flags, packed, size) = (
                        Short(record, 6),
                        BinaryPrimitives.ReadUInt32LittleEndian(record[18..]),
                        BinaryPrimitives.ReadUInt32LittleEndian(record[22..])
                    );
                    var name = Encoding.UTF8.GetString(record.Slice(30, Short(record, 26)));
                    if (name.Any(char.IsControl))
                        return "Invalid character in filename";
                    if ((flags & 8) != 0)
                        return "ZIP contains a data descriptor";
                    if (!central.TryGetValue(name, out var sizes))
                        return "Filename not in central directory";
                    if (sizes != (packed, size))
                        return "Mis-matched data size";
                    if (!seen.Add(name))
                        return "Duplicate filename in local headers";
                    at += 30 + Short(record, 26) + Short(record, 28) + (int)packed;
                    break;
                case 0x02014B50:
                    start = start < 0 ? at : start;
                    records++;
                    if (Short(record, 32) != 0)
                        return "Comment in central directory";
                    if (!listed.Add(Encoding.UTF8.GetString(record.Slice(46, Short(record, 28)))))
                        return "Duplicate filename in central directory";
                    at += 46 + Short(record, 28) + Short(record, 30);
                    break;
                case 0x06054B50:
                    return Short(record, 10) != records || !listed.SetEquals(seen) ? "Mismatched central directory records"
                        : BinaryPrimitives.ReadUInt32LittleEndian(record[16..]) != start ? "Mismatched central directory offset"
                        : record.Length != 22 + Short(record, 20) ? "Trailing data"
                        : null;
                default:
                    return "Unknown record signature";
            }
        }
    }

    private static Dictionary<string, (uint Packed, uint Size)> Directory(byte[] content)
    {
        using var zip = new ZipArchive(new MemoryStream(content));
        var sizes = new Dictionary<string, (uint, uint)>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
            sizes[entry.FullName] = ((uint)entry.CompressedLength, (uint)entry.Length);
        return sizes;
    }

    private static int Short(ReadOnlySpan<byte> record, int at) => BinaryPrimitives.ReadUInt16LittleEndian(record[at..]);

    private static IEnumerable<string> Licences(IReadOnlyList<(string Name, string Value)> fields) =>
        fields.Contains(("Metadata-Version", "2.4")) ? fields.Where(field => field.Name == "License-File").Select(field => field.Value) : [];

    private static List<(string Name, string Value)> Fields(string text) =>
        [
            .. text.ReplaceLineEndings("\n")
                .Split('\n')
                .TakeWhile(line => line.Length > 0)
                .Select(line => line.Split(": ", 2))
                .Where(parts => parts.Length == 2)
                .Select(parts => (parts[0], parts[1])),
        ];

    private static string Text(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static string Normal(string name) => Separators().Replace(name, "_").ToLowerInvariant();

    private static readonly (string Field, string Since, bool IsList)[] FormFields =
    [
        ("name", "1.0", false),
        ("version", "1.0", false),
        ("summary", "1.0", false),
        ("author", "1.0", false),
        ("author_email", "1.0", false),
        ("license", "1.0", false),
        ("description", "1.0", false),
        ("home_page", "1.0", false),
        ("keywords", "1.0", false),
        ("classifiers", "1.1", true),
        ("maintainer", "1.2", false),
        ("maintainer_email", "1.2", false),
        ("requires_dist", "1.2", true),
        ("requires_python", "1.2", false),
        ("project_urls", "1.2", true),
        ("description_content_type", "2.1", false),
        ("provides_extra", "2.1", true),
        ("license_expression", "2.4", false),
        ("license_file", "2.4", true),
    ];

    [GeneratedRegex(@"\(\s*[\w.+:-]+(\s+(AND|OR|WITH)\s+[\w.+:-]+)*\s*\)", RegexOptions.IgnoreCase)]
    private static partial Regex InnermostGroup();

    [GeneratedRegex(@"^(?!(AND|OR|WITH)\b)[\w.+:-]+(\s+(AND|OR|WITH)\s+(?!(AND|OR|WITH)\b)[\w.+:-]+)*\z", RegexOptions.IgnoreCase)]
    private static partial Regex FlatLicence();

    [GeneratedRegex("[-_.]+")]
    private static partial Regex Separators();

    [GeneratedRegex(
        @"^(any|win32|win_(arm64|amd64|ia64)|manylinux(1|2010)_(x86_64|i686)|manylinux2014_\w+"
            + @"|(many|musl)linux_\d+_\d+_(x86_64|i686|aarch64|armv7l|ppc64le|s390x|riscv64)"
            + @"|macosx_(10_\d+|1[1-5]_0|26_0)_\w+|linux_armv[67]l)\z"
    )]
    private static partial Regex Platform();
}
