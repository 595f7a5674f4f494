namespace Springform.Plan;

/// <summary>What a base image's name stands for.</summary>
/// <param name="Source">where it came from</param>
/// <param name="Digest">sha256:... of the registry's manifest, or of the mirror-built rootfs archive</param>
public sealed record BasePin(BaseSource Source, string Digest);
