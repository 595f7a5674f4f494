using Springform.Errors;

namespace Springform.Archives;

/// <summary>Which format a file name means.</summary>
public static class ArchiveFormats
{
    private static readonly (string Extension, ArchiveFormat Format)[] Table =
    [
        (".tar.gz", ArchiveFormat.TarGz),
        (".tgz", ArchiveFormat.TarGz),
        (".tar.zst", ArchiveFormat.TarZst),
        (".tar", ArchiveFormat.Tar),
        (".zip", ArchiveFormat.Zip),
        (".whl", ArchiveFormat.Zip),
    ];

    /// <summary>E103 when the extension is none that we write.</summary>
    public static ArchiveFormat FromFileName(string fileName)
    {
        foreach (var (extension, format) in Table)
        {
            if (fileName.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
                return format;
        }

        throw new SpringformException(new Problem(ErrorCode.InvalidValue,
            $"{Path.GetFileName(fileName)} has no extension that names an archive format", fileName,
            $"end the name in one of {string.Join(", ", Table.Select(row => row.Extension))}"));
    }
}
