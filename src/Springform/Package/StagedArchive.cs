using Springform.Plan;

namespace Springform.Package;

/// <summary>An archive in the staging folder, with its checksum files.</summary>
/// <param name="Md5">32 hex digits of the archive</param>
/// <param name="Reused">taken from the last dist/, where the same key had made it</param>
internal sealed record StagedArchive(Artifact Archive, string Md5, IReadOnlyList<Artifact> Checksums, bool Reused)
{
    /// <summary>The archive, then its checksum files.</summary>
    public IEnumerable<Artifact> Artifacts => [Archive, .. Checksums];
}
