using Springform.Names;
using Springform.Plan;

namespace Springform.Images;

/// <summary>One resolved base image of this working copy.</summary>
internal sealed record LocalPin(string Image, string Platform, BaseSource Source, string Digest)
{
    /// <summary>What a mirror-made base consists of; null for a registry's.</summary>
    public string? Suite { get; init; }

    public bool Updates { get; init; } = true;

    public IReadOnlyList<string> Packages { get; init; } = [];

    public string Id => PlanFacts.PinId(Image, Platform);

    public BasePin Pin => new(Source, Digest);

    public static LocalPin Of(PlannedBase planned, BasePin pin) =>
        new(planned.Image, planned.Platform, pin.Source, pin.Digest)
        {
            Suite = pin.Source == BaseSource.Mirror ? planned.MirrorSuite : null,
            Updates = pin.Source != BaseSource.Mirror || planned.MirrorUpdates,
            Packages = pin.Source == BaseSource.Mirror ? planned.MirrorPackages : [],
        };
}
