namespace Springform.Plan;

public enum ArtifactKind
{
    Archive,
    Wheel,
    SourceDistribution,
    Checksum,
    Checksums,
    Manifest,
    BuildInfo,
    Sources,
}
