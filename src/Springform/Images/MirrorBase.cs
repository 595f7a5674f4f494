using System.Security.Cryptography;
using System.Text;
using Springform.Plan;

namespace Springform.Images;

/// <summary>What a base made from a mirror consists of.</summary>
/// <param name="Architecture">as Debian spells it</param>
public sealed record MirrorBase(string Suite, string Architecture, IReadOnlyList<string> Packages)
{
    /// <summary>Null: the base cannot be made from a mirror.</summary>
    public static MirrorBase? Of(PlannedBase planned) =>
        planned.MirrorSuite is { } suite ? new(suite, Platform.Of(planned.Platform).Debian, planned.MirrorPackages) { Pockets = planned.MirrorPockets } : null;

    /// <summary>As <see cref="PlannedBase.MirrorPockets"/>.</summary>
    public IReadOnlyList<string> Pockets { get; init; } = PlannedBase.AllPockets;

    /// <summary>bookworm-arm64, or bookworm-arm64-0123456789ab with packages beside the minimal set, or with fewer pockets.</summary>
    public string FileName => Further is [] ? $"{Uri.EscapeDataString(Suite)}-{Architecture}" : $"{Uri.EscapeDataString(Suite)}-{Architecture}-{FurtherHash}";

    private IReadOnlyList<string> Further => [.. Packages.Order(StringComparer.Ordinal), .. PlannedBase.AllPockets.Except(Pockets).Select(pocket => $"without {pocket}")];

    private string FurtherHash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Further))))[..12];
}
