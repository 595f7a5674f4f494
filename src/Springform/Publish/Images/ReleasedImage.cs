using Springform.Archives.Image;
using Springform.Plan;

namespace Springform.Publish.Images;

/// <summary>One name of a release, and the index that it stands for.</summary>
/// <param name="Parts">one for each platform</param>
internal sealed record ReleasedImage(PlannedImage Planned, IReadOnlyList<(string Platform, PackedImage Image)> Parts)
{
    public byte[] Index { get; } = new ImageIndex([.. Parts.Select(part => (part.Platform, part.Image.Descriptor))]).ToJson();

    public string Digest => Descriptor.DigestOf(Index);

    /// <summary>Layers and configs; files that are the same for all platforms are one layer.</summary>
    public int Blobs => Parts.SelectMany(part => new[] { part.Image.Layer.Digest, part.Image.Manifest.Config.Digest }).Distinct().Count();

    public string Platforms => string.Join(", ", Parts.Select(part => part.Platform).Order(StringComparer.Ordinal));
}
