using Springform.Archives.Image;

namespace Springform.Images.Sharing;

/// <summary>A builder that a registry holds under its key.</summary>
/// <param name="Manifest">by which an index names it</param>
/// <param name="DiffIds">of the layers unpacked, lowest first</param>
internal sealed record SharedImage(Descriptor Manifest, ImageManifest Parts, byte[] Config, IReadOnlyList<string> DiffIds);
