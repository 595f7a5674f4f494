namespace Springform.Plan;

public enum ArtifactKind
{
    Archive,
    Checksum,
    Checksums,
    Manifest,
    BuildInfo,
    Sources,

    /// <summary>What was found out about the others.</summary>
    Report,
}
