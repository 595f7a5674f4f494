namespace Springform.Plan;

public enum ArtifactKind
{
    Archive,
    Checksum,
    Checksums,
    Manifest,
    BuildInfo,
    Sources,
}
