using Springform.Plan;

namespace Springform.Package;

/// <summary>What an archive in dist/ is to be, apart from its content.</summary>
internal sealed record ArchiveRequest(
    string Name, ArtifactKind Kind, string? Target, string Producer, ContentKey Key, IReadOnlyList<ChecksumFile> Checksums);
