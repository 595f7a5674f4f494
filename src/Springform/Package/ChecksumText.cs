using Springform.Plan;

namespace Springform.Package;

/// <summary>The format of <c>md5sum</c> and <c>sha256sum</c>: hash, two spaces, name.</summary>
internal static class ChecksumText
{
    public static string Line(string hash, string name) => $"{hash}  {name}\n";

    /// <summary>checksums.txt: SHA-256 of each artifact, sorted by name.</summary>
    public static string Of(IEnumerable<Artifact> artifacts) =>
        string.Concat(artifacts.OrderBy(artifact => artifact.Path, StringComparer.Ordinal).Select(artifact => Line(artifact.Sha256, artifact.Path)));
}
