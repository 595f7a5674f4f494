using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Springform.Archives.Gzip;
using Springform.Archives.Zstd;
using Springform.Errors;

namespace Springform.Archives.Packages;

/// <summary>
/// A package of rpm, format 4: a lead that nobody reads any more, a header of digests, the header of all facts, and the files as cpio in gzip. Sources: rpm's
/// documentation ("RPM v4 Package Format", "RPM Tags"), 2026-11; what rpm 4.18 itself takes and refuses.
/// </summary>
internal static class RpmPackage
{
    internal const int LeadBytes = 96;
    private const int HeaderStartBytes = 16;
    internal const int SignatureRegion = 62;
    internal const int MainRegion = 63;
    private const int Sha256 = 8;
    private const int ConfigFile = 1 | 16; // of those that are kept when they were changed: %config(noreplace)

    private static readonly Dictionary<PackageScript, (int Script, int Program)> ScriptTags = new()
    {
        [PackageScript.PreInstall] = (1023, 1085),
        [PackageScript.PostInstall] = (1024, 1086),
        [PackageScript.PreRemove] = (1025, 1087),
        [PackageScript.PostRemove] = (1026, 1088),
    };

    /// <summary>Features of rpm that the package uses; each rpm since 4.6 has them.</summary>
    private static readonly (string Name, string Version)[] Features =
    [
        ("rpmlib(CompressedFileNames)", "3.0.4-1"),
        ("rpmlib(FileDigests)", "4.6.0-1"),
        ("rpmlib(PayloadFilesHavePrefix)", "4.0-1"),
    ];

    internal static ReadOnlySpan<byte> Magic => [0xED, 0xAB, 0xEE, 0xDB];

    /// <inheritdoc cref="ArchiveWriter"/>
    internal static void Write(IReadOnlyList<ArchiveEntry> entries, Stream output, ArchiveWriting how, CancellationToken cancellation)
    {
        var package = how.System ?? throw new ArgumentException("a package of rpm has a description", nameof(how));
        var files = SortedEntries.From(entries.Where(entry => IsOwned(entry, package.Name)), cancellation);
        using var spool = SpoolFile.Open(how.SpoolFolder, "payload");
        var (facts, payload, unpacked) = WritePayload(files, spool, how, cancellation);
        var header = Header(package, facts, payload.Sha256, unpacked, how.SourceDateEpoch);
        output.Write(Lead(package));
        var signature = Signature(header, spool, unpacked.SizeBytes);
        output.Write(signature);
        output.Write(new byte[(8 - (signature.Length % 8)) % 8]);
        output.Write(header);
        spool.Position = 0;
        spool.CopyTo(output);
    }

    /// <summary>The files; where the payload's compression is not known here, the payload itself.</summary>
    internal static void Visit(Stream input, EntryGuard guard, ArchiveLimits limits, Action<ArchivedItem, Stream> visit) =>
        guard.Readable(() =>
        {
            Skip(input, LeadBytes, guard);
            var signature = HeaderStart(input, guard);
            Skip(input, signature + ((8 - (signature % 8)) % 8), guard);
            Skip(input, HeaderStart(input, guard), guard);
            var start = new byte[4];
            var head = start[..input.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
            var payload = new Headed(head, input);
            using var files =
                head.AsSpan().StartsWith(GzipInput.Magic) ? GzipInput.Open(payload)
                : head.AsSpan().SequenceEqual(ZstdInput.Magic) ? ZstdInput.Open(payload)
                : null;
            if (files is not null || head.AsSpan().StartsWith("0707"u8))
                Cpio.Visit(files ?? payload, guard, visit);
            else
                visit(new ArchivedItem("payload", ArchiveEntryKind.File, 0, Executable: false, LinkTarget: null, ModifiedSeconds: 0), payload);
        });

    // Folders such as /usr/bin belong to the system's own package, with modes that it chose; a package owns those that are named after it.
    private static bool IsOwned(ArchiveEntry entry, string package) =>
        entry.Kind != ArchiveEntryKind.Directory || entry.Path.Split('/').Contains(package, StringComparer.Ordinal);

    private static (List<FileFact> Facts, PackedArchive Payload, PackedArchive Unpacked) WritePayload(
        IReadOnlyList<ArchiveEntry> files,
        Stream spool,
        ArchiveWriting how,
        CancellationToken cancellation
    )
    {
        using var packed = new HashingStream(spool);
        using var gzip = new ParallelGzipStream(packed, how.Threads, cancellation);
        using var cpio = new HashingStream(gzip);
        var facts = new List<FileFact>();
        foreach (var entry in files)
        {
            cancellation.ThrowIfCancellationRequested();
            facts.Add(WriteFile(cpio, entry, facts.Count + 1, how.SourceDateEpoch));
        }

        Cpio.WriteEnd(cpio);
        gzip.Complete();
        spool.Flush();
        return (facts, packed.Result(path: null), cpio.Result(path: null));
    }

    private static FileFact WriteFile(Stream cpio, ArchiveEntry entry, int number, long epoch)
    {
        if (entry.Kind != ArchiveEntryKind.File)
        {
            var target = Encoding.UTF8.GetBytes(entry.LinkTarget ?? "");
            var mode = Cpio.Mode(entry, executable: false);
            Cpio.WriteEntry(cpio, entry, number, mode, target.Length, epoch, output => output.Write(target));
            return new FileFact(entry, number, mode, entry.Kind == ArchiveEntryKind.Directory ? 4096 : target.Length, "");
        }

        using var content = entry.OpenContent();
        var size = entry.SizeBytes ?? content.Length;
        if (size > Cpio.MaxFileBytes)
            throw new SpringformException(
                new Problem(
                    ErrorCode.InvalidValue,
                    $"{entry.Path} has {size} bytes, and a file in an rpm package has less than 4 GiB",
                    entry.HostPath ?? entry.Path,
                    "leave it out of the package, or split it"
                )
            );
        var fileMode = Cpio.Mode(entry, entry.IsExecutable(content));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Cpio.WriteEntry(
            cpio,
            entry,
            number,
            fileMode,
            size,
            epoch,
            output =>
            {
                var buffer = GC.AllocateUninitializedArray<byte>(128 << 10);
                while (content.Read(buffer) is > 0 and var count)
                {
                    hash.AppendData(buffer.AsSpan(0, count));
                    output.Write(buffer.AsSpan(0, count));
                }
            }
        );
        return new FileFact(entry, number, fileMode, size, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    // Magic, version 3.0, a binary package, the processor (1: nobody looks at it), name, Linux, and signatures in a header.
    private static byte[] Lead(SystemPackage package)
    {
        var lead = new byte[LeadBytes];
        Magic.CopyTo(lead);
        lead[4] = 3;
        lead[9] = 1;
        var name = Encoding.UTF8.GetBytes($"{package.Name}-{package.FullVersion}");
        name.AsSpan(0, Math.Min(name.Length, 65)).CopyTo(lead.AsSpan(10));
        lead[77] = 1;
        lead[79] = 5;
        return lead;
    }

    private static byte[] Signature(byte[] header, Stream payload, long unpackedBytes)
    {
        var signature = new RpmHeader(SignatureRegion);
        signature.Add(273, Convert.ToHexStringLower(SHA256.HashData(header)));
#pragma warning disable CA5350, CA5351 // rpm before 4.14 knows only these.
        signature.Add(269, Convert.ToHexStringLower(SHA1.HashData(header)));
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
#pragma warning restore CA5350, CA5351
        md5.AppendData(header);
        payload.Position = 0;
        var buffer = new byte[128 << 10];
        while (payload.Read(buffer) is > 0 and var count)
            md5.AppendData(buffer, 0, count);
        signature.Add(1004, md5.GetHashAndReset());
        signature.Add(1000, Number(header.Length + payload.Length));
        signature.Add(1007, Number(unpackedBytes));
        signature.Add(RpmSignature.ReservedTag, new byte[RpmSignature.ReservedBytes]);
        return signature.ToBytes();
    }

    private static byte[] Header(SystemPackage package, IReadOnlyList<FileFact> files, string payload, PackedArchive unpacked, long epoch)
    {
        var header = new RpmHeader(MainRegion);
        header.Add(100, (string[])["C"]);
        header.Add(1000, package.Name);
        header.Add(1001, package.Version);
        header.Add(1002, package.Revision);
        header.AddTranslated(1004, package.Summary);
        header.AddTranslated(1005, package.Description.Length > 0 ? package.Description : package.Summary);
        header.Add(1006, Number(epoch));
        header.Add(1007, "springform");
        header.Add(1009, Number(files.Sum(file => file.SizeBytes)));
        header.Add(1014, package.License ?? "unknown");
        header.Add(1015, package.Maintainer);
        header.AddTranslated(1016, "Unspecified");
        if (package.Homepage is { } homepage)
            header.Add(1020, homepage);
        header.Add(1080, Number(epoch));
        header.Add(1081, (string[])[$"{package.Maintainer} - {package.FullVersion}"]);
        header.Add(1082, (string[])[$"- Release {package.Version}."]);
        header.Add(1021, "linux");
        header.Add(1022, package.Architecture);
        // A package that names no source package is taken for one.
        header.Add(1044, $"{package.Name}-{package.FullVersion}.src.rpm");
        header.Add(1064, "4.18.0");
        header.Add(1124, "cpio");
        header.Add(1125, "gzip");
        header.Add(1126, "9");
        header.Add(5062, "utf-8");
        header.Add(5092, (string[])[payload]);
        header.Add(5093, Sha256);
        header.Add(5097, (string[])[unpacked.Sha256]);
        foreach (var (script, content) in package.Scripts)
        {
            header.Add(ScriptTags[script].Script, Encoding.UTF8.GetString(content.Span));
            header.Add(ScriptTags[script].Program, "/bin/sh");
        }

        Relations(header, package);
        Files(header, files, epoch);
        return header.ToBytes();
    }

    private static void Relations(RpmHeader header, SystemPackage package)
    {
        const int preRequirement = 1 << 6;
        const int feature = 1 << 24;
        List<(string Name, int Flags, string Version)> required =
        [
            .. package.Depends.Select(Of),
            .. Features.Select(needed => (needed.Name, feature | Flags("<="), needed.Version)),
            .. package.Scripts.Count == 0 ? [] : new[] { ("/bin/sh", preRequirement, "") },
        ];
        Add(1049, 1048, 1050, required);
        var machine =
            package.Architecture is "x86_64" ? "(x86-64)"
            : package.Architecture is "aarch64" ? "(aarch-64)"
            : null;
        Add(
            1047,
            1112,
            1113,
            [
                (package.Name, Flags("="), package.FullVersion),
                .. machine is null ? [] : new[] { (package.Name + machine, Flags("="), package.FullVersion) },
                .. package.Provides.Select(Of),
            ]
        );
        Add(1054, 1053, 1055, [.. package.Conflicts.Select(Of)]);
        Add(1090, 1114, 1115, [.. package.Replaces.Select(Of)]);
        Add(5046, 5048, 5047, [.. package.Recommends.Select(Of)]);

        void Add(int names, int flags, int versions, List<(string Name, int Flags, string Version)> relations)
        {
            header.Add(names, [.. relations.Select(relation => relation.Name)]);
            header.Add(flags, [.. relations.Select(relation => relation.Flags)]);
            header.Add(versions, [.. relations.Select(relation => relation.Version)]);
        }

        static (string Name, int Flags, string Version) Of(PackageRelation relation) => (relation.Name, Flags(relation.Comparison), relation.Version ?? "");
    }

    private static int Flags(string? comparison) =>
        comparison switch
        {
            "<" => 2,
            ">" => 4,
            "=" => 8,
            "<=" => 10,
            ">=" => 12,
            _ => 0,
        };

    private static void Files(RpmHeader header, IReadOnlyList<FileFact> files, long epoch)
    {
        if (files.Count == 0)
            return;
        var folders = files.Select(file => file.Folder).Distinct(StringComparer.Ordinal).ToList();
        var numbers = folders.Select((folder, index) => (folder, index)).ToDictionary(pair => pair.folder, pair => pair.index, StringComparer.Ordinal);
        header.Add(1028, [.. files.Select(file => Number(file.SizeBytes))]);
        header.Add(1030, [.. files.Select(file => unchecked((short)file.Mode))]);
        header.Add(1033, [.. files.Select(_ => (short)0)]);
        header.Add(1034, [.. files.Select(_ => Number(epoch))]);
        header.Add(1035, [.. files.Select(file => file.Sha256)]);
        header.Add(1036, [.. files.Select(file => file.Entry.LinkTarget ?? "")]);
        header.Add(1037, [.. files.Select(file => file.Entry.Attributes is { IsConfig: true } ? ConfigFile : 0)]);
        header.Add(1039, [.. files.Select(file => file.Entry.Attributes?.Owner ?? EntryAttributes.Root)]);
        header.Add(1040, [.. files.Select(file => file.Entry.Attributes?.Group ?? EntryAttributes.Root)]);
        header.Add(1045, [.. files.Select(_ => -1)]);
        header.Add(1095, [.. files.Select(_ => 1)]);
        header.Add(1096, [.. files.Select(file => file.Number)]);
        header.Add(1097, [.. files.Select(_ => "")]);
        header.Add(1116, [.. files.Select(file => numbers[file.Folder])]);
        header.Add(1117, [.. files.Select(file => file.Name)]);
        header.Add(1118, folders);
        header.Add(5011, Sha256);
    }

    // Sizes up to 4 GiB stand in 32 bits without a sign.
    private static int Number(long value) =>
        value is >= 0 and <= uint.MaxValue
            ? unchecked((int)(uint)value)
            : throw new SpringformException(
                new Problem(
                    ErrorCode.InvalidValue,
                    string.Create(CultureInfo.InvariantCulture, $"an rpm package of {value} bytes is not written: the limit is 4 GiB"),
                    "packages",
                    "leave files out of it, or make two packages of them"
                )
            );

    private static long HeaderStart(Stream input, EntryGuard guard)
    {
        var start = new byte[HeaderStartBytes];
        if (input.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length)
            throw guard.Corrupt("is cut off");
        return RpmHeader.BodyBytes(start, guard);
    }

    private static void Skip(Stream input, long bytes, EntryGuard guard)
    {
        using var skipped = new ItemContent(input.Read, bytes, guard);
        skipped.Drain();
    }

    /// <param name="Number">the inode in the payload</param>
    /// <param name="Sha256">"" for what is no file</param>
    private sealed record FileFact(ArchiveEntry Entry, int Number, int Mode, long SizeBytes, string Sha256)
    {
        public string Folder => $"/{Entry.Path[..(Entry.Path.LastIndexOf('/') + 1)]}";

        public string Name => Entry.Path[(Entry.Path.LastIndexOf('/') + 1)..];
    }
}
