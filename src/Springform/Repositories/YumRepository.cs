using System.Globalization;
using System.Text;
using System.Xml;
using Springform.Archives.Packages;
using Springform.Signing;

namespace Springform.Repositories;

/// <summary>
/// One folder of packages for dnf, with <c>repodata/</c>: primary, filelists and other, called by their hashes, and repomd.xml with its signature. Source:
/// createrepo_c's documentation and what dnf 4 reads, 2026-11.
/// </summary>
/// <param name="folder">of one suite and architecture</param>
/// <param name="date">of the newest release, seconds since 1970</param>
internal sealed class YumRepository(string folder, long date)
{
    private const string Common = "http://linux.duke.edu/metadata/common";
    private const string Rpm = "http://linux.duke.edu/metadata/rpm";
    private const string Repo = "http://linux.duke.edu/metadata/repo";

    public async Task WriteAsync(IReadOnlyList<PackagedFile> packages, GpgSigner gpg, CancellationToken cancellation)
    {
        var facts = packages.Select(package => (File: package, Facts: RpmFacts.Read(package.Path))).ToList();
        List<(string Kind, IndexedFile Plain)> lists =
        [
            ("primary", Xml("metadata", Common, facts.Count, writer => facts.ForEach(package => Primary(writer, package.File, package.Facts)))),
            (
                "filelists",
                Xml(
                    "filelists",
                    "http://linux.duke.edu/metadata/filelists",
                    facts.Count,
                    writer => facts.ForEach(package => Listed(writer, package.File, package.Facts, () => Files(writer, package.Facts.Files)))
                )
            ),
            (
                "other",
                Xml(
                    "otherdata",
                    "http://linux.duke.edu/metadata/other",
                    facts.Count,
                    writer => facts.ForEach(package => Listed(writer, package.File, package.Facts, () => { }))
                )
            ),
        ];
        var repodata = Path.Combine(folder, "repodata");
        var written = new List<(string Kind, IndexedFile Plain, IndexedFile Packed)>();
        foreach (var (kind, plain) in lists)
        {
            var packed = (plain with { Path = $"{kind}.xml" }).Gzipped();
            packed = packed with { Path = $"{packed.Sha256}-{packed.Path}" };
            packed.WriteTo(repodata);
            written.Add((kind, plain, packed));
        }

        Contents(written).WriteTo(repodata);
        var contents = Path.Combine(repodata, "repomd.xml");
        await gpg.SignAsync(contents, contents + ".asc", cancellation);
    }

    private IndexedFile Contents(IReadOnlyList<(string Kind, IndexedFile Plain, IndexedFile Packed)> lists) =>
        Xml(
            "repomd.xml",
            writer =>
            {
                writer.WriteStartElement("repomd", Repo);
                writer.WriteElementString("revision", Repo, Text(date));
                foreach (var (kind, plain, packed) in lists)
                {
                    writer.WriteStartElement("data", Repo);
                    writer.WriteAttributeString("type", kind);
                    Checksum(writer, "checksum", packed.Sha256);
                    Checksum(writer, "open-checksum", plain.Sha256);
                    writer.WriteStartElement("location", Repo);
                    writer.WriteAttributeString("href", $"repodata/{packed.Path}");
                    writer.WriteEndElement();
                    writer.WriteElementString("timestamp", Repo, Text(date));
                    writer.WriteElementString("size", Repo, Text(packed.Content.Length));
                    writer.WriteElementString("open-size", Repo, Text(plain.Content.Length));
                    writer.WriteEndElement();
                }

                writer.WriteEndElement();
            }
        );

    private static void Checksum(XmlWriter writer, string name, string sha256)
    {
        writer.WriteStartElement(name, Repo);
        writer.WriteAttributeString("type", "sha256");
        writer.WriteString(sha256);
        writer.WriteEndElement();
    }

    private void Primary(XmlWriter writer, PackagedFile file, RpmFacts facts)
    {
        writer.WriteStartElement("package", Common);
        writer.WriteAttributeString("type", "rpm");
        writer.WriteElementString("name", Common, facts.Name);
        writer.WriteElementString("arch", Common, facts.Architecture);
        Version(writer, facts);
        writer.WriteStartElement("checksum", Common);
        writer.WriteAttributeString("type", "sha256");
        writer.WriteAttributeString("pkgid", "YES");
        writer.WriteString(file.Sha256);
        writer.WriteEndElement();
        writer.WriteElementString("summary", Common, facts.Summary);
        writer.WriteElementString("description", Common, facts.Description);
        writer.WriteElementString("packager", Common, facts.Packager);
        writer.WriteElementString("url", Common, facts.Url);
        Attributes(writer, "time", Common, ("file", Text(date)), ("build", Text(facts.BuildTime)));
        Attributes(writer, "size", Common, ("package", Text(file.SizeBytes)), ("installed", Text(facts.InstalledBytes)), ("archive", Text(facts.PayloadBytes)));
        Attributes(writer, "location", Common, ("href", file.FileName));
        writer.WriteStartElement("format", Common);
        writer.WriteElementString("license", Rpm, facts.License);
        writer.WriteElementString("vendor", Rpm, "");
        writer.WriteElementString("group", Rpm, facts.Group);
        writer.WriteElementString("buildhost", Rpm, facts.BuildHost);
        writer.WriteElementString("sourcerpm", Rpm, facts.SourcePackage);
        Attributes(writer, "header-range", Rpm, ("start", Text(facts.HeaderStart)), ("end", Text(facts.HeaderEnd)));
        Relations(writer, "provides", facts.Provides);
        Relations(writer, "requires", facts.Requires);
        Relations(writer, "conflicts", facts.Conflicts);
        Relations(writer, "obsoletes", facts.Obsoletes);
        Relations(writer, "recommends", facts.Recommends);
        // dnf looks for other files only after it loaded the list of all.
        Files(
            writer,
            [.. facts.Files.Where(path => path.Path.StartsWith("/etc/", StringComparison.Ordinal) || path.Path.Contains("bin/", StringComparison.Ordinal))]
        );
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void Relations(XmlWriter writer, string name, IReadOnlyList<RpmRelation> relations)
    {
        if (relations.Count == 0)
            return;
        writer.WriteStartElement(name, Rpm);
        foreach (var relation in relations)
        {
            writer.WriteStartElement("entry", Rpm);
            writer.WriteAttributeString("name", relation.Name);
            if (relation.Comparison is { } comparison)
            {
                writer.WriteAttributeString("flags", comparison);
                var version = relation.Version.Split(':') is [var epoch, var rest] ? (epoch, rest) : ("0", relation.Version);
                writer.WriteAttributeString("epoch", version.Item1);
                var dash = version.Item2.LastIndexOf('-');
                writer.WriteAttributeString("ver", dash < 0 ? version.Item2 : version.Item2[..dash]);
                if (dash >= 0)
                    writer.WriteAttributeString("rel", version.Item2[(dash + 1)..]);
            }

            if (relation.IsBefore)
                writer.WriteAttributeString("pre", "1");
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static void Listed(XmlWriter writer, PackagedFile file, RpmFacts facts, Action content)
    {
        writer.WriteStartElement("package");
        writer.WriteAttributeString("pkgid", file.Sha256);
        writer.WriteAttributeString("name", facts.Name);
        writer.WriteAttributeString("arch", facts.Architecture);
        Version(writer, facts);
        content();
        writer.WriteEndElement();
    }

    private static void Files(XmlWriter writer, IReadOnlyList<RpmFile> files)
    {
        foreach (var file in files)
        {
            writer.WriteStartElement("file");
            if (file.IsFolder)
                writer.WriteAttributeString("type", "dir");
            writer.WriteString(file.Path);
            writer.WriteEndElement();
        }
    }

    private static void Version(XmlWriter writer, RpmFacts facts) =>
        Attributes(writer, "version", null, ("epoch", "0"), ("ver", facts.Version), ("rel", facts.Release));

    private static void Attributes(XmlWriter writer, string element, string? space, params (string Name, string Value)[] attributes)
    {
        if (space is null)
            writer.WriteStartElement(element);
        else
            writer.WriteStartElement(element, space);
        foreach (var (name, value) in attributes)
            writer.WriteAttributeString(name, value);
        writer.WriteEndElement();
    }

    private static IndexedFile Xml(string root, string space, int count, Action<XmlWriter> content) =>
        Xml(
            root,
            writer =>
            {
                writer.WriteStartElement(root, space);
                if (space == Common)
                    writer.WriteAttributeString("xmlns", "rpm", null, Rpm);
                writer.WriteAttributeString("packages", Text(count));
                content(writer);
                writer.WriteEndElement();
            }
        );

    private static IndexedFile Xml(string name, Action<XmlWriter> content)
    {
        using var bytes = new MemoryStream();
        var settings = new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            Indent = true,
            NewLineChars = "\n",
        };
        using (var writer = XmlWriter.Create(bytes, settings))
            content(writer);
        bytes.WriteByte((byte)'\n');
        return new IndexedFile(name, bytes.ToArray());
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
