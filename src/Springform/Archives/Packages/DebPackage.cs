using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Springform.Archives.Ar;
using Springform.Archives.Gzip;
using Springform.Archives.Tar;
using Springform.Archives.Zstd;

namespace Springform.Archives.Packages;

/// <summary>
/// A package of Debian, format 2.0: an ar archive of its version, a tar of what dpkg has to know, and a tar of the files. Sources: deb(5), deb-control(5),
/// and Debian policy 4.7.
/// </summary>
internal static class DebPackage
{
    private const string DataName = "data.tar";

    private static readonly Dictionary<PackageScript, string> ScriptNames = new()
    {
        [PackageScript.PreInstall] = "preinst",
        [PackageScript.PostInstall] = "postinst",
        [PackageScript.PreRemove] = "prerm",
        [PackageScript.PostRemove] = "postrm",
    };

    /// <summary>The member that comes first, which no library of a compiler has.</summary>
    internal static bool Begins(ReadOnlySpan<byte> head) => head.StartsWith("!<arch>\ndebian-binary"u8);

    /// <inheritdoc cref="ArchiveWriter"/>
    internal static void Write(IReadOnlyList<ArchiveEntry> entries, Stream output, ArchiveWriting how, CancellationToken cancellation)
    {
        var package = how.System ?? throw new ArgumentException("a package of Debian has a description", nameof(how));
        using var data = SpoolFile.Open(how.SpoolFolder, "data");
        ParallelGzipStream.WriteTar(entries, data, how, cancellation);
        using var control = new MemoryStream();
        ParallelGzipStream.WriteTar(Control(package, entries, cancellation), control, how, cancellation);
        output.Write(ArItems.Magic);
        WriteMember(output, "debian-binary", new MemoryStream("2.0\n"u8.ToArray()), how.SourceDateEpoch);
        WriteMember(output, "control.tar.gz", control, how.SourceDateEpoch);
        WriteMember(output, DataName + ".gz", data, how.SourceDateEpoch);
    }

    /// <summary>The files; of a package whose compression is not known here, the members themselves. Who only looks is shown the other members too.</summary>
    internal static void Visit(Stream input, EntryGuard guard, ArchiveLimits limits, Action<ArchivedItem, Stream> visit) =>
        guard.Readable(() =>
        {
            input.ReadExactly(new byte[ArItems.Magic.Length]);
            using var members = new ArItems(input, guard.OfContainer());
            while (members.Next() is { } name)
            {
                if (name is DataName + ".gz" or DataName + ".zst" or DataName)
                {
                    using var files =
                        name == DataName ? null
                        : name.EndsWith(".gz", StringComparison.Ordinal) ? GzipInput.Open(members.Content)
                        : ZstdInput.Open(members.Content);
                    TarItems.Visit(files ?? members.Content, guard, limits, visit);
                }
                else if (guard.LooksOnly || name.StartsWith(DataName, StringComparison.Ordinal))
                {
                    visit(
                        new ArchivedItem(name, ArchiveEntryKind.File, members.SizeBytes, Executable: false, LinkTarget: null, ModifiedSeconds: 0),
                        members.Content
                    );
                }
            }
        });

    /// <summary>The entries with the changelog that Debian's policy (12.7) asks for, unless they have one of their own.</summary>
    internal static IReadOnlyList<ArchiveEntry> WithChangelog(IReadOnlyList<ArchiveEntry> entries, SystemPackage package, long epoch)
    {
        var path = $"usr/share/doc/{package.Name}/changelog.Debian.gz";
        if (entries.Any(entry => entry.Path == path))
            return entries;
        var time = DateTimeOffset.FromUnixTimeSeconds(epoch).ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture);
        var text = $"{package.Name} ({package.FullVersion}) unstable; urgency=medium\n\n  * Release {package.Version}.\n\n -- {package.Maintainer}  {time}\n";
        using var packed = new MemoryStream();
        using (var gzip = new ParallelGzipStream(packed, workers: 1, CancellationToken.None))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
            gzip.Complete();
        }

        var named = entries.Select(entry => entry.Path).ToHashSet(StringComparer.Ordinal);
        return [.. entries, .. ArchivePath.Parents(path).Where(named.Add).Select(ArchiveEntry.Directory), ArchiveEntry.FromBytes(path, packed.ToArray())];
    }

    private static List<ArchiveEntry> Control(SystemPackage package, IReadOnlyList<ArchiveEntry> entries, CancellationToken cancellation)
    {
        var files = entries.Where(entry => entry.Kind == ArchiveEntryKind.File).OrderBy(entry => entry.Path, StringComparer.Ordinal).ToList();
        var (sums, bytes) = Sums(files, cancellation);
        var configs = files.Where(entry => entry.Attributes is { IsConfig: true }).Select(entry => $"/{entry.Path}\n").ToList();
        List<ArchiveEntry> control = [Text("control", Fields(package, bytes)), Text("md5sums", sums)];
        if (configs.Count > 0)
            control.Add(Text("conffiles", string.Concat(configs)));
        control.AddRange(package.Scripts.Select(script => ArchiveEntry.FromBytes(ScriptNames[script.Key], script.Value, executable: true)));
        return control;
    }

    // Policy 5.6.20: each entry rounded up to KiB; a folder counts as one.
    private static (string Sums, long InstalledKibibytes) Sums(IEnumerable<ArchiveEntry> files, CancellationToken cancellation)
    {
        var sums = new StringBuilder();
        var kibibytes = 0L;
        foreach (var entry in files)
        {
            cancellation.ThrowIfCancellationRequested();
            using var content = entry.OpenContent();
            using var counted = new CountingStream(content);
#pragma warning disable CA5351 // dpkg --verify compares with MD5; what protects is the hash of the package.
            var sum = Convert.ToHexStringLower(MD5.HashData(counted));
#pragma warning restore CA5351
            // An administrator may change what is a configuration file; dpkg remembers it by itself.
            if (entry.Attributes is not { IsConfig: true })
                sums.Append(CultureInfo.InvariantCulture, $"{sum}  {entry.Path}\n");
            kibibytes += (counted.Count + 1023) / 1024;
        }

        return (sums.ToString(), kibibytes);
    }

    private static string Fields(SystemPackage package, long installedKibibytes)
    {
        var fields = new StringBuilder();
        void Field(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                fields.Append(CultureInfo.InvariantCulture, $"{name}: {value}\n");
        }

        Field("Package", package.Name);
        Field("Version", package.FullVersion);
        Field("Architecture", package.Architecture);
        Field("Maintainer", package.Maintainer);
        Field("Installed-Size", installedKibibytes.ToString(CultureInfo.InvariantCulture));
        Field("Depends", List(package.Depends));
        Field("Recommends", List(package.Recommends));
        Field("Conflicts", List(package.Conflicts));
        Field("Replaces", List(package.Replaces));
        Field("Provides", List(package.Provides));
        Field("Section", package.Section);
        Field("Priority", "optional");
        Field("Homepage", package.Homepage);
        Field("Description", package.Summary);
        foreach (var line in package.Description.Length == 0 ? [] : package.Description.TrimEnd('\n').Split('\n'))
            fields.Append(CultureInfo.InvariantCulture, $" {(string.IsNullOrWhiteSpace(line) ? "." : line.TrimEnd())}\n");
        return fields.ToString();
    }

    private static string List(IReadOnlyList<PackageRelation> relations) => string.Join(", ", relations.Select(relation => relation.DebText));

    private static ArchiveEntry Text(string name, string text) => ArchiveEntry.FromBytes(name, Encoding.UTF8.GetBytes(text));

    private static void WriteMember(Stream output, string name, Stream content, long epoch)
    {
        output.Write(
            Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{name, -16}{epoch, -12}{0, -6}{0, -6}{"100644", -8}{content.Length, -10}`\n"))
        );
        content.Position = 0;
        content.CopyTo(output);
        if (content.Length % 2 == 1)
            output.WriteByte((byte)'\n');
    }

    private sealed class CountingStream(Stream inner) : ReadOnlyStream
    {
        public long Count { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            var count = inner.Read(buffer);
            Count += count;
            return count;
        }
    }
}
