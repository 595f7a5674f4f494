using System.Globalization;
using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace Springform.Machine;

/// <summary>The few system calls that .NET does not offer: a polite end, and descriptors that children must not inherit.</summary>
internal static partial class UnixProcess
{
    private const int Terminate = 15;
    private const int EndAtOnce = 9;
    private const int SetDescriptorFlags = 2;
    private const int CloseOnExec = 1;
    private const int SetPipeSize = 1031; // Linux alone
    private const int WidestPipeBytes = 1 << 20; // that anybody may have, unless the machine's fs.pipe-max-size says otherwise

    /// <summary>SIGTERM; a process that has ended already is no error.</summary>
    /// <param name="processId">negative: of the leader of a group, all of which is meant</param>
    public static void AskToEnd(int processId) => _ = Kill(processId, Terminate);

    /// <summary>SIGKILL for all of a process group; one that has ended already is no error.</summary>
    public static void EndGroup(int leaderId) => _ = Kill(-leaderId, EndAtOnce);

    /// <summary>
    /// Marks every descriptor above 2 close-on-exec. .NET's own are so already; those inherited from a shell (a script's <c>flock</c>) are not,
    /// and a daemon that we start would hold that lock for ever.
    /// </summary>
    public static void KeepInheritedDescriptorsFromChildren()
    {
        if (!Directory.Exists("/proc/self/fd"))
            return;
        foreach (var entry in Directory.GetFileSystemEntries("/proc/self/fd"))
        {
            if (int.TryParse(Path.GetFileName(entry), CultureInfo.InvariantCulture, out var descriptor) && descriptor > 2)
                _ = SetFlags(descriptor, SetDescriptorFlags, CloseOnExec);
        }
    }

    /// <summary>
    /// For streams of gigabytes: through a pipe of the usual 64 KiB the writer and the reader take turns. Where it cannot be had the pipe stays as it is.
    /// </summary>
    public static void Widen(Stream stream)
    {
        if (OperatingSystem.IsLinux() && stream is PipeStream pipe)
            _ = SetFlags((int)pipe.SafePipeHandle.DangerousGetHandle(), SetPipeSize, WidestPipeBytes);
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int SetFlags(int descriptor, int command, int flags);
}
