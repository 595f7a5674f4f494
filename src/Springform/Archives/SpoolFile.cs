using Springform.Files;

namespace Springform.Archives;

/// <summary>A file for bytes that are written once and then copied on; it goes when it is closed.</summary>
internal static class SpoolFile
{
    /// <param name="folder">on the disk of the archive</param>
    /// <param name="name">what is in it, for who looks into the folder</param>
    public static FileStream Open(string folder, string name) =>
        new(
            AtomicFile.PartialName(Path.Combine(folder, name)),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.DeleteOnClose,
                BufferSize = 0,
            }
        );
}
