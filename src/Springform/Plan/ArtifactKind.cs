namespace Springform.Plan;

public enum ArtifactKind
{
    Archive,
    Checksum,
    Checksums,
    Manifest,
    Sources,

    /// <summary>What was found out about the others.</summary>
    Report,
}
