using System.Security.Cryptography;
using System.Text;
using Springform.Names;
using Springform.Plan;

namespace Springform.Images;

/// <summary>What a base made from a mirror consists of.</summary>
/// <param name="Architecture">as Debian spells it</param>
internal sealed record MirrorBase(string Suite, string Architecture, IReadOnlyList<string> Packages)
{
    /// <summary>-updates and -security too.</summary>
    public bool Updates { get; init; } = true;

    /// <summary>Null: the base cannot be made from a mirror.</summary>
    public static MirrorBase? Of(PlannedBase planned) =>
        planned.MirrorSuite is { } suite ? new(suite, Platform.Of(planned.Platform).Debian, planned.MirrorPackages) { Updates = planned.MirrorUpdates } : null;

    /// <summary>bookworm-arm64, bookworm-arm64-release without updates, bookworm-arm64-0123456789ab with packages beside the minimal set.</summary>
    public string FileName => $"{Uri.EscapeDataString(Suite)}-{Architecture}{(Updates ? "" : "-release")}{(Packages.Count == 0 ? "" : $"-{PackagesHash}")}";

    private string PackagesHash =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Packages.Order(StringComparer.Ordinal)))))[..12];
}
