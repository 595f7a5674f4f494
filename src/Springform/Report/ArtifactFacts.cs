namespace Springform.Report;

/// <summary>A file of dist/.</summary>
/// <param name="Kind">archive, wheel, checksum, ...</param>
/// <param name="Floor">the lowest system that it runs on; null: it holds no ELF file</param>
/// <param name="LastSizeBytes">of the same file in the release that is compared; null: that has none, or none is compared</param>
internal sealed record ArtifactFacts(string Name, string Kind, string? Target, long SizeBytes, string Sha256, string? Floor, long? LastSizeBytes)
{
    /// <summary>People download it; what describes others is listed apart.</summary>
    public bool IsMain => Kind is "archive" or "wheel" or "source_distribution" or "sources" or "image" or "bundle";
}
