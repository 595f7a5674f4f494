namespace Springform.Images;

/// <summary>How the engine came to hold an image.</summary>
internal enum ImageOrigin
{
    Present,
    Built,

    /// <summary>From builder.registry.</summary>
    Fetched,
}
