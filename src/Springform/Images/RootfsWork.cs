using System.Runtime.InteropServices;
using Springform.Files;

namespace Springform.Images;

/// <summary>
/// The folder that root's mmdebstrap puts a root file system together in, with what it mounts there. A file beside the archives says which it is, so that the
/// next run can clear it when this one is killed. Others need none: their mmdebstrap mounts in a namespace that goes with its process.
/// </summary>
/// <param name="note">holds the folder's path</param>
internal sealed partial class RootfsWork(string note) : IDisposable
{
    private const string Prefix = "springform-base-";
    private const int Detach = 2;

    // apt's own user has to get through.
    private const UnixFileMode Passable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public static string NoteOf(string part) => Path.ChangeExtension(part, ".work");

    /// <summary>Makes the folder.</summary>
    public string Begin()
    {
        Clear(note);
        var folder = Directory.CreateTempSubdirectory(Prefix).FullName;
        AtomicFile.WriteText(note, folder);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, Passable);
        return folder;
    }

    public void Dispose() => Clear(note);

    /// <summary>Takes off what is mounted in the folder that the note names, and removes both. The caller holds the lock of that base.</summary>
    public static void Clear(string note)
    {
        if (!File.Exists(note))
            return;
        var folder = PlainFile.ReadAllText(note);
        // Only what was made here, whatever the note says.
        if (Path.GetFileName(folder).StartsWith(Prefix, StringComparison.Ordinal) && FileStat.Of(folder) is { IsFolder: true } && Unmounted(folder))
            Directory.Delete(folder, recursive: true);
        File.Delete(note);
    }

    // Deepest first.
    private static bool Unmounted(string folder)
    {
        foreach (var place in MountsBelow(folder).OrderByDescending(place => place.Length))
            _ = Unmount(place, Detach);
        return MountsBelow(folder).Count == 0;
    }

    // proc(5), mountinfo: the fifth field, in which blanks and the like are spelled \040.
    private static List<string> MountsBelow(string folder) =>
        File.Exists("/proc/self/mountinfo")
            ?
            [
                .. File.ReadLines("/proc/self/mountinfo")
                    .Select(line => Plain(line.Split(' ')[4]))
                    .Where(place => place.StartsWith(folder + "/", StringComparison.Ordinal)),
            ]
            : [];

    private static string Plain(string field) =>
        field
            .Replace(@"\040", " ", StringComparison.Ordinal)
            .Replace(@"\011", "\t", StringComparison.Ordinal)
            .Replace(@"\012", "\n", StringComparison.Ordinal)
            .Replace(@"\134", @"\", StringComparison.Ordinal);

    [LibraryImport("libc", EntryPoint = "umount2", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Unmount(string target, int flags);
}
