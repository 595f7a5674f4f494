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

    /// <summary>What was found out about the others.</summary>
    Report,

    /// <summary>An archive that is an image.</summary>
    Image,

    /// <summary>The archives of all platforms in one.</summary>
    Bundle,

    /// <summary>A detached signature of another file.</summary>
    Signature,
}
