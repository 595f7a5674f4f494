namespace Springform.Plan;

/// <summary>What was seen of a target's artifacts in one bare base image.</summary>
/// <param name="BaseId">e.g. debian12-arm64</param>
/// <param name="Image">as FROM spells it</param>
/// <param name="Digest">of the base: where this was seen</param>
/// <param name="Distribution">the base's own name for itself; empty when it has none</param>
/// <param name="Glibc">as the base reports it, e.g. 2.36; null: it has none</param>
/// <param name="Started">command lines that ended with exit code 0</param>
/// <param name="Loaded">shared objects that were mapped with all their symbols bound (LD_BIND_NOW)</param>
/// <param name="NotLoaded">shared objects that the configuration excepts</param>
internal sealed record LoadResult(
    string Target,
    string BaseId,
    string Image,
    string Digest,
    string Distribution,
    string? Glibc,
    IReadOnlyList<string> Started,
    IReadOnlyList<string> Loaded,
    IReadOnlyList<string> NotLoaded
);
