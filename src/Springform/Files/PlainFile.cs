using Springform.Errors;

namespace Springform.Files;

/// <summary>
/// Opens files that somebody else may have put there: a pipe, a socket, a device or a folder is an error (E314) and not a read that waits for ever. Links are
/// followed; what is missing or forbidden is thrown as .NET throws it. To write into a pipe waits likewise; a device such as /dev/null or a terminal takes what
/// it is given.
/// </summary>
internal static class PlainFile
{
    public static FileStream OpenRead(string path, FileShare share = FileShare.Read | FileShare.Delete, int bufferSize = 4096) =>
        new(Required(path), FileMode.Open, FileAccess.Read, share, bufferSize);

    public static byte[] ReadAllBytes(string path) => File.ReadAllBytes(Required(path));

    public static string ReadAllText(string path) => File.ReadAllText(Required(path));

    public static IEnumerable<string> ReadLines(string path) => File.ReadLines(Required(path));

    /// <summary>A new file, in place of one that is there.</summary>
    public static StreamWriter CreateText(string path) => new(Required(path), append: false);

    public static void AppendAllText(string path, string text) =>
        File.AppendAllText(FileStat.OfTarget(path) is { IsRegular: false, IsDevice: false } ? Required(path) : path, text);

    /// <summary>The path. E314 when something is there that is no file; what is missing is left to whoever opens it.</summary>
    public static string Required(string path) =>
        FileStat.OfTarget(path) is { IsRegular: false } other
            ? throw new SpringformException(
                new Problem(
                    ErrorCode.WrongFileKind,
                    $"this is {other.Kind}, where a file is needed",
                    path,
                    "move it away, or put a plain file of this name in its place"
                )
            )
            : path;
}
