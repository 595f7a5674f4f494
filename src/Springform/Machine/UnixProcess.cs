using System.Globalization;
using System.Runtime.InteropServices;

namespace Springform.Machine;

/// <summary>The few system calls that .NET does not offer: a polite end, and descriptors that children must not inherit.</summary>
internal static partial class UnixProcess
{
    private const int Terminate = 15;
    private const int SetDescriptorFlags = 2;
    private const int CloseOnExec = 1;

    /// <summary>SIGTERM; a process that has ended already is no error.</summary>
    public static void AskToEnd(int processId) => _ = Kill(processId, Terminate);

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

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int SetFlags(int descriptor, int command, int flags);
}
