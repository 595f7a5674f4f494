using System.Runtime.InteropServices;

namespace Springform.Files;

/// <summary>The file system calls that .NET does not offer. Links are never followed.</summary>
internal static partial class UnixFile
{
    private const int CurrentDirectory = -100;
    private const uint ExchangeFlag = 2;

    /// <summary>A second name of a file: link(2). False when the file system or the kernel's hard-link protection says no.</summary>
    public static bool Link(string existing, string path) => CreateLink(existing, path) == 0;

    /// <summary>
    /// Both folders change places in one step: renameat2(2) with RENAME_EXCHANGE. False when the C library, the kernel or the file system cannot, and
    /// then nothing has changed.
    /// </summary>
    public static bool Exchange(string left, string right)
    {
        try
        {
            return RenameAt2(CurrentDirectory, left, CurrentDirectory, right, ExchangeFlag) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    /// <summary>rename(2): of anything, also of a link that leads nowhere.</summary>
    /// <exception cref="IOException">with errno as its code</exception>
    public static void Rename(string from, string to)
    {
        if (RenameFile(from, to) != 0)
            throw Failure($"{from} cannot be renamed to {to}");
    }

    /// <summary>lchown(2). Null when it is done; else the system's reason.</summary>
    public static string? ChangeOwner(string path, uint owner, uint group) =>
        ChangeLinkOwner(path, owner, group) == 0 ? null : Marshal.GetLastPInvokeErrorMessage();

    private static IOException Failure(string what) => new($"{what}: {Marshal.GetLastPInvokeErrorMessage()}", Marshal.GetLastPInvokeError());

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int CreateLink(string existing, string path);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameFile(string from, string to);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameAt2(int fromDirectory, string from, int toDirectory, string to, uint flags);

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeLinkOwner(string path, uint owner, uint group);
}
