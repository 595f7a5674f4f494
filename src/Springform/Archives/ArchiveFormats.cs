using Springform.Archives.Ar;
using Springform.Archives.Gzip;
using Springform.Archives.Image;
using Springform.Archives.Packages;
using Springform.Archives.Tar;
using Springform.Archives.Zip;
using Springform.Archives.Zstd;
using Springform.Errors;

namespace Springform.Archives;

/// <summary>
/// The one table of archive formats: what springform.yaml may ask for, what is written and read, and what is only looked into. Contents are recognised by their
/// first bytes, never by their names: a wheel is a zip. Sources: the formats' own specifications.
/// </summary>
internal static class ArchiveFormats
{
    /// <summary>What must be seen of a file to recognise it: a tar's first block.</summary>
    internal const int HeadBytes = TarHeader.BlockBytes;

    /// <summary>POSIX.1-2017, pax. Its magic lies at byte 257; a tar of before 1988 has none.</summary>
    public static readonly ArchiveFormat Tar = new("tar")
    {
        Endings = [".tar"],
        MediaType = "application/x-tar",
        Begins = head => head.Length >= HeadBytes && head[257..].StartsWith("ustar"u8),
        Items = TarItems.Visit,
        IsStored = true,
        Write = (entries, output, how, cancellation) => TarArchive.Write(entries, output, how.SourceDateEpoch, cancellation),
    };

    /// <summary>The files as a bare image: OCI image specification 1.1, image-layout.md, in a tar.</summary>
    public static readonly ArchiveFormat OciTar = new("oci.tar")
    {
        Endings = [".oci.tar"],
        MediaType = Tar.MediaType,
        Begins = OciLayout.Begins,
        Items = OciLayout.Visit,
        Write = OciLayout.Write,
    };

    /// <summary>RFC 1952.</summary>
    public static readonly ArchiveFormat TarGz = new("tar.gz")
    {
        Endings = [".tar.gz", ".tgz"],
        CompressedEnding = ".gz",
        MediaType = "application/gzip",
        Begins = head => head.StartsWith(GzipInput.Magic),
        Content = (input, _) => GzipInput.Open(input),
        Write = ParallelGzipStream.WriteTar,
    };

    /// <summary>RFC 8878.</summary>
    public static readonly ArchiveFormat TarZst = new("tar.zst")
    {
        Endings = [".tar.zst"],
        CompressedEnding = ".zst",
        MediaType = "application/zstd",
        Begins = head => head.StartsWith(ZstdInput.Magic),
        Content = (input, _) => ZstdInput.Open(input),
        Write = ZstdOutput.WriteTar,
    };

    /// <summary>APPNOTE 4.3: it begins with a file, with its end where it holds none, or with the mark of one that was split.</summary>
    public static readonly ArchiveFormat Zip = new("zip")
    {
        Endings = [".zip"],
        MediaType = "application/zip",
        Begins = head => head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8) || head.StartsWith("PK\u0007\u0008"u8),
        Items = ZipItems.Visit,
        HasDirectory = true,
        Write = ZipOutput.Write,
    };

    /// <summary>A zip by another name, made under the key <c>wheels</c>.</summary>
    public static readonly ArchiveFormat Wheel = new("wheel")
    {
        Endings = [".whl"],
        MediaType = Zip.MediaType,
        IsOffered = false,
        Write = Zip.Write,
    };

    /// <summary>deb(5).</summary>
    public static readonly ArchiveFormat Deb = new("deb")
    {
        Endings = [".deb"],
        MediaType = "application/vnd.debian.binary-package",
        IsOffered = false,
        Begins = DebPackage.Begins,
        Items = DebPackage.Visit,
        Write = DebPackage.Write,
    };

    /// <summary>Version 4 of rpm's format.</summary>
    public static readonly ArchiveFormat Rpm = new("rpm")
    {
        Endings = [".rpm"],
        MediaType = "application/x-rpm",
        IsOffered = false,
        Begins = head => head.StartsWith(RpmPackage.Magic),
        Items = RpmPackage.Visit,
        Write = RpmPackage.Write,
    };

    /// <summary>ar(5): static libraries.</summary>
    internal static readonly ArchiveFormat Ar = new("ar")
    {
        Begins = head => head.StartsWith(ArItems.Magic),
        Items = ArItems.Visit,
        IsStored = true,
    };

    /// <summary>Its members lie outside of it.</summary>
    internal static readonly ArchiveFormat ThinAr = new("thin ar") { Begins = head => head.StartsWith("!<thin>\n"u8) };

    private static readonly ArchiveFormat Xz = new("xz")
    {
        CompressedEnding = ".xz",
        MediaType = "application/x-xz",
        Begins = head => head.StartsWith((ReadOnlySpan<byte>)[0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]),
        Content = (input, findProgram) => new Decompressor(findProgram("xz"), input),
    };

    private static readonly ArchiveFormat Bzip2 = new("bzip2")
    {
        Begins = head => head.StartsWith("BZh"u8) && head.Length > 9 && head[4..].StartsWith((ReadOnlySpan<byte>)[0x31, 0x41, 0x59, 0x26, 0x53, 0x59]),
        Content = (input, findProgram) => new Decompressor(findProgram("bzip2"), input),
    };

    /// <summary>Every format, in the order in which messages name them. An image is a tar too, and a deb is an ar archive: they come before these.</summary>
    public static IReadOnlyList<ArchiveFormat> All { get; } = [OciTar, Tar, TarGz, TarZst, Zip, Wheel, Deb, Rpm, Ar, ThinAr, Xz, Bzip2];

    /// <summary>Of archives that springform.yaml may ask for: <c>.tar.gz</c>.</summary>
    public static IReadOnlyList<string> OfferedEndings { get; } = [.. All.Where(format => format.IsOffered).SelectMany(format => format.Endings)];

    /// <summary>Whether springform.yaml may give an archive this name, by its ending.</summary>
    public static bool IsOffered(string fileName) => All.Any(format => format.IsOffered && format.Names(fileName));

    /// <summary>For messages about what can be read: <c>tar, tar.gz, tar.zst and zip</c>.</summary>
    internal static string ReadNames
    {
        get
        {
            var names = All.Where(IsReadBack).Select(format => format.Name).ToList();
            return $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
        }
    }

    /// <summary>E103 when the ending is that of no format that we write.</summary>
    public static ArchiveFormat FromFileName(string fileName) =>
        All.FirstOrDefault(format => format.Names(fileName))
        ?? throw new SpringformException(
            new Problem(
                ErrorCode.InvalidValue,
                $"{Path.GetFileName(fileName)} has no ending that names an archive format",
                fileName,
                $"end the name in one of: {string.Join(", ", OfferedEndings)}"
            )
        );

    /// <summary>Null when no format has the name's ending, or it is not known.</summary>
    public static string? MediaTypeOf(string fileName) =>
        All.FirstOrDefault(format =>
            format.Names(fileName) || (format.CompressedEnding is { } ending && fileName.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
        )?.MediaType;

    /// <summary>The format of a packed file; null when it is none that is known.</summary>
    /// <param name="head">its first <see cref="HeadBytes"/>, or all of it</param>
    internal static ArchiveFormat? Of(ReadOnlySpan<byte> head)
    {
        foreach (var format in All)
        {
            if (format.Begins is { } begins && begins(head))
                return format;
        }

        return null;
    }

    /// <summary>
    /// What archives of others are read as: a format that is written too, and a tar where the first bytes say nothing, because old tars have no magic.
    /// </summary>
    internal static ArchiveFormat ReadAs(ReadOnlySpan<byte> head) => Of(head) is { } format && IsReadBack(format) ? format : Tar;

    private static bool IsReadBack(ArchiveFormat format) => format is { Begins: not null, Write: not null };
}
