using Springform.Archives;
using Springform.Archives.Packages;
using Springform.Plan;

namespace Springform.Package;

/// <summary>What an archive is packed from.</summary>
internal sealed record ArchiveContents(IReadOnlyList<ArchiveEntry> Entries)
{
    /// <summary>Libraries of the builder among the entries.</summary>
    public IReadOnlyList<BundledLibrary> Bundled { get; init; } = [];

    /// <summary>What a system package says about itself, scripts and all; null for every other archive.</summary>
    public SystemPackage? System { get; init; }
}
