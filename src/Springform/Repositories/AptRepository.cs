using System.Globalization;
using System.Text;
using Springform.Archives.Packages;
using Springform.Signing;

namespace Springform.Repositories;

/// <summary>
/// One suite for apt: packages in <c>pool/</c>, indexes in <c>dists/SUITE/</c>, also by hash, so that a client never mixes two states of a server. Source:
/// Debian's "DebianRepository/Format", 2026-11.
/// </summary>
/// <param name="folder">apt/ of the tree</param>
/// <param name="project">the name under which it introduces itself</param>
/// <param name="date">of the newest release, seconds since 1970</param>
internal sealed class AptRepository(string folder, string project, string suite, string component, long date)
{
    private const string ForAll = "all";

    public async Task WriteAsync(IReadOnlyList<PackagedFile> packages, GpgSigner gpg, CancellationToken cancellation)
    {
        var suiteFolder = Path.Combine(folder, "dists", suite);
        var architectures = packages.Select(package => package.Architecture).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var indexes = new List<IndexedFile>();
        foreach (var architecture in architectures)
        {
            // Of every architecture, and for clients that look nowhere else: Debian's own indexes have these packages too.
            var stanzas = packages.Where(package => package.Architecture == architecture || package.Architecture == ForAll).Select(Stanza);
            var plain = new IndexedFile($"{component}/binary-{architecture}/Packages", Encoding.UTF8.GetBytes(string.Join('\n', stanzas)));
            indexes.AddRange([plain, plain.Gzipped()]);
        }

        foreach (var index in indexes)
        {
            index.WriteTo(suiteFolder);
            (index with { Path = $"{index.Path[..index.Path.LastIndexOf('/')]}/by-hash/SHA256/{index.Sha256}" }).WriteTo(suiteFolder);
        }

        var release = Path.Combine(suiteFolder, "Release");
        await File.WriteAllTextAsync(release, Release(architectures, indexes), cancellation);
        await gpg.SignAsync(release, Path.Combine(suiteFolder, "Release.gpg"), cancellation);
        await gpg.ClearSignAsync(release, Path.Combine(suiteFolder, "InRelease"), cancellation);
    }

    /// <summary>Puts a package where its stanza says that it lies.</summary>
    public static string PlaceOf(PackagedFile package, string component)
    {
        var initial = package.Name.StartsWith("lib", StringComparison.Ordinal) && package.Name.Length > 3 ? package.Name[..4] : package.Name[..1];
        return $"pool/{component}/{initial}/{package.Name}/{package.FileName}";
    }

    private string Stanza(PackagedFile package) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{DebControl.Read(package.Path).Text}Filename: {PlaceOf(package, component)}\nSize: {package.SizeBytes}\nSHA256: {package.Sha256}\n"
        );

    private string Release(IReadOnlyList<string> architectures, IReadOnlyList<IndexedFile> indexes)
    {
        var time = DateTimeOffset.FromUnixTimeSeconds(date).ToString("ddd, dd MMM yyyy HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Origin: {project}\nLabel: {project}\nSuite: {suite}\nCodename: {suite}\nDate: {time}\n");
        text.Append(CultureInfo.InvariantCulture, $"Architectures: {string.Join(' ', architectures)}\nComponents: {component}\n");
        text.Append("Acquire-By-Hash: yes\nSHA256:\n");
        foreach (var index in indexes)
            text.Append(CultureInfo.InvariantCulture, $" {index.Sha256} {index.Content.Length} {index.Path}\n");
        return text.ToString();
    }
}
