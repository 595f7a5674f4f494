using Springform.Plan;

namespace Springform.Report;

/// <summary>
/// The release that dist/ is compared with. Names hold versions: a file is the same one when its name is, with the version taken out.
/// </summary>
/// <param name="version">of dist/</param>
/// <param name="folder">of the release</param>
internal sealed class LastRelease(ReleaseDocuments release, string folder, string version)
{
    private const string Placeholder = "\u0000";

    private readonly ILookup<string, ManifestArtifact> archives = release.Manifest.Artifacts.ToLookup(
        artifact => Key(artifact.Name, release.Manifest),
        StringComparer.Ordinal
    );

    public string Version => release.Manifest.Version;

    public long? SizeOf(string name) => archives[Key(name)].FirstOrDefault()?.Size;

    /// <summary>Archives that have no successor.</summary>
    public IReadOnlyList<string> Gone(IEnumerable<Artifact> now)
    {
        var keys = now.Select(artifact => Key(artifact.Name)).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. release
                .Manifest.Artifacts.Where(artifact => !keys.Contains(Key(artifact.Name, release.Manifest)))
                .Select(artifact => artifact.Name)
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Null: one of the two has no such report.</summary>
    public IReadOnlyList<AbiChange>? Changes(AbiDocument? now) =>
        now is null || release.Abi is not { } before
            ? null
            :
            [
                .. from artifact in now.Artifacts
                from last in before.Artifacts.Where(last => Key(last.Name, release.Manifest) == Key(artifact.Name)).Take(1)
                from change in AbiComparison.Of(last, artifact, path => Key(path, release.Manifest), Key)
                select change,
            ];

    /// <summary>Of the symbols that libraries offer.</summary>
    /// <param name="dist">the folder that it is compared with</param>
    /// <param name="unread">gets names of archives that one of the folders has not, or that cannot be read</param>
    public IEnumerable<AbiChange> SymbolChanges(AbiDocument now, string dist, List<string> unread, CancellationToken cancellation)
    {
        foreach (var artifact in now.Artifacts.Where(artifact => artifact.Floor is not null))
        {
            if (archives[Key(artifact.Name)].FirstOrDefault() is not { } last)
                continue; // a new archive
            var before = OfferedSymbols.Of(folder, last.Name, cancellation);
            var after = OfferedSymbols.Of(dist, artifact.Name, cancellation);
            if (before is null || after is null)
                unread.Add(artifact.Name);
            else
            {
                foreach (var change in SymbolComparison.Of(artifact.Name, before, after, path => Key(path, release.Manifest), Key))
                    yield return change;
            }
        }
    }

    private string Key(string name) => Without(name, version);

    private static string Key(string name, ManifestDocument manifest) => Without(name, manifest.Version);

    private static string Without(string name, string version) => version.Length == 0 ? name : name.Replace(version, Placeholder, StringComparison.Ordinal);
}
