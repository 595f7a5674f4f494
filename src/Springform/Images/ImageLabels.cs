namespace Springform.Images;

/// <summary>The labels by which an image in the engine is recognised. A tag can be moved by anybody; these say what is inside.</summary>
internal static class ImageLabels
{
    /// <summary>Content key of the step that made it.</summary>
    public const string Key = "springform.key";

    /// <summary>Commit it was made at.</summary>
    public const string Commit = "springform.commit";

    /// <summary>Digests of the base images in it.</summary>
    public const string Base = "springform.base";

    /// <summary>Digest over the contents of a tools image's layers.</summary>
    public const string Layers = "springform.layers";
}
