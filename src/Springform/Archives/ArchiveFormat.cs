namespace Springform.Archives;

/// <summary>The formats that a file name can ask for; see <see cref="ArchiveFormats"/>.</summary>
public enum ArchiveFormat
{
    Tar,
    TarGz,

    /// <summary>Written only, and with an external <c>zstd</c>.</summary>
    TarZst,
    Zip,
}
