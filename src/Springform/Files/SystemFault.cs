using System.ComponentModel;
using System.Text.RegularExpressions;
using Springform.Errors;
using Springform.Names;

namespace Springform.Files;

/// <summary>
/// What the operating system says when it refuses a file, a folder or a program: one table from errno and path to code, words and remedy. The host asks it
/// about every failure that nobody explained before, so that none of these ends in a stack trace.
/// Source of the numbers: errno(3) of Linux.
/// </summary>
internal static partial class SystemFault
{
    private const string MakeRoom = "make room on that disk (df -h shows how much is free), then run it again: nothing half-made was kept";
    private const string RightKind = "move it away, or put a plain file or folder of this name in its place";

    private static readonly Fault[] Table =
    [
        new([28, 122], ErrorCode.DiskFull, "the disk is full: no space is left on the device", MakeRoom),
        new(
            [27],
            ErrorCode.DiskFull,
            "the file would become larger than the file system or a limit (ulimit -f) allows",
            "use another file system, or raise the limit"
        ),
        new([30], ErrorCode.ReadOnly, "the file system is read-only", "mount it for writing, or work in a copy of the project that can be written to"),
        new(
            [1, 13],
            ErrorCode.NoPermission,
            "the operating system does not permit it",
            "check who owns it and its mode (ls -ld shows both), and run as a user who may read and write it"
        ),
        new([20], ErrorCode.WrongFileKind, "a part of the path is a file where a folder is needed", RightKind),
        new([21], ErrorCode.WrongFileKind, "a folder is where a file is needed", RightKind),
        new([17], ErrorCode.WrongFileKind, "something of another kind has this name already", RightKind),
        new([40], ErrorCode.WrongFileKind, "the symbolic links of the path lead to each other in a circle", "remove the link"),
        new([6, 19], ErrorCode.WrongFileKind, "this is a device, a socket or a pipe without a reader, and not a file", RightKind),
        new(
            [39],
            ErrorCode.FileFailed,
            "something was written into the folder while it was being removed",
            "let no other program work in the project, then run it again"
        ),
        new(
            [36],
            ErrorCode.TooLong,
            "the path, or a name in it, is longer than the operating system allows (255 bytes a name, 4,095 a path)",
            "use shorter names, or put the project into a folder with a shorter path"
        ),
        new(
            [7],
            ErrorCode.TooLong,
            "the command's arguments and environment are longer than the operating system allows (128 KiB each, about 2 MiB in all)",
            "put the text into a file that the command reads"
        ),
        new([23, 24], ErrorCode.LimitReached, "too many files are open", "raise the limit (ulimit -n), or run fewer legs at a time (--parallelism)"),
        new(
            [11, 12],
            ErrorCode.LimitReached,
            "the operating system has no memory or no process left",
            "run fewer legs at a time (--parallelism), or raise the limits of the machine"
        ),
        new([16, 26], ErrorCode.FileFailed, "another program is using it", "end that program, or unmount what is mounted there"),
        new(
            [18],
            ErrorCode.FileFailed,
            "a file cannot be renamed from one file system to another",
            "unmount what is mounted inside the project's dist/, tools-cache/ or .springform/"
        ),
        new([5, 116, 117, 107], ErrorCode.FileFailed, "the disk or the network file system failed", "look at the machine's log (dmesg), and check the disk"),
        new(
            [2],
            ErrorCode.FileFailed,
            "it does not exist, or was removed meanwhile",
            "let no other program work in the project's dist/, tools-cache/ and .springform/, then run it again"
        ),
    ];

    // ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL, ERROR_SHARING_VIOLATION, ERROR_WRITE_PROTECT, ERROR_FILENAME_EXCED_RANGE.
    private static readonly Dictionary<int, int> FromWindows = new()
    {
        [unchecked((int)0x80070070)] = 28,
        [unchecked((int)0x80070027)] = 28,
        [unchecked((int)0x80070020)] = 11,
        [unchecked((int)0x80070013)] = 30,
        [unchecked((int)0x800700CE)] = 36,
    };

    /// <summary>The failure as a problem that a user can mend; null when the operating system did not refuse anything that the table knows.</summary>
    /// <param name="path">the file or folder, where the caller knows better than the failure's own text</param>
    public static SpringformException? Explain(Exception failure, string? path = null)
    {
        if (failure is Win32Exception { NativeErrorCode: 2 } missing)
            return Error(ErrorCode.MissingTool, missing.Message, "PATH", "install the program, or run again with --provision", failure);
        if (failure is FileNotFoundException { FileName: { } part } && part.Contains(", Version=", StringComparison.Ordinal))
            return Error(
                ErrorCode.LimitReached,
                $"{part.Split(',')[0]}, a part of this program, could not be loaded",
                "this machine",
                "raise the limit of open files (ulimit -n), or install the program anew",
                failure
            );
        if (Number(failure) is not { } number || Array.Find(Table, row => row.Numbers.Contains(number)) is not { } fault)
            return null;
        var place = path ?? PathOf(failure);
        return place is null ? Error(fault.Code, fault.What, "this machine", fault.Fix, failure) : At(place, number, fault, failure);
    }

    /// <summary>The disk is full, or a quota is.</summary>
    public static bool IsFullDisk(IOException failure) => Number(failure) is 28 or 122;

    /// <summary>Somebody else holds the lock: EAGAIN of Linux, EWOULDBLOCK of macOS, and a sharing violation.</summary>
    public static bool IsHeld(IOException failure) => failure.HResult == 35 || Number(failure) == 11;

    /// <summary>What <paramref name="work"/> does at <paramref name="path"/>; what the system refuses is thrown with that path.</summary>
    public static T Guard<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (Explain(failure, PathOf(failure) ?? path) is not null)
        {
            throw Explain(failure, PathOf(failure) ?? path)!;
        }
    }

    private static SpringformException At(string place, int number, Fault fault, Exception failure)
    {
        // .NET reports a folder where a file should be as a missing right, and a link that leads nowhere as a missing file.
        var isFolder = number is 1 or 13 && FileStat.OfTarget(place) is { IsFolder: true } && CanList(place);
        if (isFolder)
            return Error(ErrorCode.WrongFileKind, "a folder is where a file is needed", place, RightKind, failure);
        if (number == 2 && FileOnTheWay(place) is { } file)
            return Error(ErrorCode.WrongFileKind, "a file is where a folder is needed", file, RightKind, failure);
        if (number == 2 && DeadLink(place) is { } link)
            return Error(
                ErrorCode.WrongFileKind,
                "this symbolic link leads to nothing that exists",
                link,
                "remove the link, or make what it leads to",
                failure
            );
        if (number == 11)
            return Error(ErrorCode.Locked, "another program holds this file", place, "wait until that program ends, or stop it", failure);
        return Error(fault.Code, fault.What, place, fault.Fix, failure);
    }

    private static SpringformException Error(ErrorCode code, string what, string where, string fix, Exception failure) =>
        new(new Problem(code, what, where, fix), failure);

    private static int? Number(Exception failure) =>
        failure switch
        {
            Win32Exception refused => refused.NativeErrorCode,
            UnauthorizedAccessException { InnerException: IOException inner } => Number(inner),
            UnauthorizedAccessException => 13,
            PathTooLongException => 36,
            FileNotFoundException or DirectoryNotFoundException => 2,
            EndOfStreamException => null,
            IOException { HResult: > 0 and < 200 } refused => refused.HResult,
            IOException refused => FromWindows.TryGetValue(refused.HResult, out var number) ? number : null,
            _ => null,
        };

    // .NET puts the path into the message alone: "No space left on device : '/a/b'".
    private static string? PathOf(Exception failure) =>
        failure is FileNotFoundException { FileName: { Length: > 0 } name } ? name
        : QuotedPath().Match(failure.Message) is { Success: true } match ? match.Groups["path"].Value
        : null;

    private static string? FileOnTheWay(string path)
    {
        for (var part = Path.GetDirectoryName(Path.GetFullPath(path)); part is { Length: > 1 }; part = Path.GetDirectoryName(part))
        {
            if (FileStat.OfTarget(part) is { IsFolder: false })
                return part;
        }

        return null;
    }

    private static string? DeadLink(string path)
    {
        for (var part = Path.GetFullPath(path); part is { Length: > 1 }; part = Path.GetDirectoryName(part))
        {
            if (FileStat.Of(part) is { IsLink: true } && FileStat.OfTarget(part) is null)
                return part;
        }

        return null;
    }

    private static bool CanList(string folder)
    {
        try
        {
            _ = Directory.EnumerateFileSystemEntries(folder).Any();
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [GeneratedRegex("'(?<path>/[^\0]*)'", RegexOptions.CultureInvariant)]
    private static partial Regex QuotedPath();

    private sealed record Fault(IReadOnlyList<int> Numbers, ErrorCode Code, string What, string Fix);
}
