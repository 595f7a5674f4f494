namespace Springform.Archives;

/// <summary>What a file that holds others, or another one compressed, is by its first bytes.</summary>
internal enum PackedFormat
{
    None,
    Tar,
    Zip,
    Ar,

    /// <summary>Its members lie outside of it.</summary>
    ThinAr,
    Gzip,
    Xz,
    Zstd,
    Bzip2,
}
