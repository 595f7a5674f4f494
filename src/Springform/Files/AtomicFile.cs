using System.Text;

namespace Springform.Files;

/// <summary>Writes beside and renames: readers see the old file or the whole new one, never a half.</summary>
internal static class AtomicFile
{
    /// <summary>What a killed run leaves behind matches <c>*.partial</c> and may be removed by anybody.</summary>
    public const string PartialExtension = ".partial";

    /// <param name="path">replaced if it exists; its directory is made</param>
    /// <param name="write">is given the open file; if it throws, nothing is left</param>
    /// <returns>what <paramref name="write"/> returned</returns>
    public static T Write<T>(string path, Func<FileStream, T> write) =>
        SystemFault.Guard(
            path,
            () =>
            {
                var full = Path.GetFullPath(path);
                Directory.CreateDirectory(Path.GetDirectoryName(full)!);
                var partial = PartialName(full);
                try
                {
                    T result;
                    using (var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 128 << 10))
                        result = write(file);

                    File.Move(partial, full, overwrite: true);
                    return result;
                }
                catch
                {
                    File.Delete(partial);
                    throw;
                }
            }
        );

    /// <summary>The same of a whole text, as UTF-8.</summary>
    public static void WriteText(string path, string text) =>
        Write(
            path,
            file =>
            {
                file.Write(Encoding.UTF8.GetBytes(text));
                return text.Length;
            }
        );

    internal static string PartialName(string path) => $"{path}.{Path.GetRandomFileName()[..8]}{PartialExtension}";
}
