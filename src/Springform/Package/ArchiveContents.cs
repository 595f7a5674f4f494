using Springform.Archives;
using Springform.Plan;

namespace Springform.Package;

/// <summary>What an archive is packed from.</summary>
internal sealed record ArchiveContents(IReadOnlyList<ArchiveEntry> Entries)
{
    /// <summary>Libraries of the builder among the entries.</summary>
    public IReadOnlyList<BundledLibrary> Bundled { get; init; } = [];
}
