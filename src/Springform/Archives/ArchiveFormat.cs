namespace Springform.Archives;

/// <summary>The formats that a file name can ask for; see <see cref="ArchiveFormats"/>.</summary>
public enum ArchiveFormat
{
    Tar,
    TarGz,
    TarZst,
    Zip,
}
