using Springform.Errors;
using Springform.Files;

namespace Springform.Archives;

/// <summary>A directory that is filled beside its place from items found safe, and then renamed into it.</summary>
internal sealed class UnpackedTree
{
    private readonly byte[] buffer = GC.AllocateUninitializedArray<byte>(128 << 10);
    private readonly string root;
    private readonly EntryGuard guard;
    private readonly CancellationToken cancellation;

    private UnpackedTree(string root, EntryGuard guard, CancellationToken cancellation) =>
        (this.root, this.guard, this.cancellation) = (root, guard, cancellation);

    internal static void Make(string directory, EntryGuard guard, Action<Action<ArchivedItem, Stream>> read, CancellationToken cancellation)
    {
        var place = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        if (File.Exists(place) || (Directory.Exists(place) && Directory.EnumerateFileSystemEntries(place).Any()))
        {
            throw new SpringformException(
                new Problem(ErrorCode.InvalidValue, "the directory to unpack into is there already", place, "remove it, or name another one")
            );
        }

        SystemFault.Guard(
            place,
            () =>
            {
                var partial = AtomicFile.PartialName(place);
                var tree = new UnpackedTree(partial, guard, cancellation);
                try
                {
                    MakeDirectory(partial);
                    read(tree.Add);
                    if (Directory.Exists(place))
                        Directory.Delete(place);
                    Directory.Move(partial, place);
                }
                catch
                {
                    if (Directory.Exists(partial))
                        Directory.Delete(partial, recursive: true);
                    throw;
                }

                return true;
            }
        );
    }

    private void Add(ArchivedItem item, Stream content)
    {
        var hostPath = Path.Combine(root, item.Path);
        MakeDirectory(Path.GetDirectoryName(hostPath)!);
        switch (item.Kind)
        {
            case ArchiveEntryKind.Directory:
                MakeDirectory(hostPath);
                break;
            case ArchiveEntryKind.Symlink:
                File.CreateSymbolicLink(hostPath, item.LinkTarget!);
                break;
            case ArchiveEntryKind.HardLink:
                CopyOf(Path.Combine(root, item.LinkTarget!), hostPath, item.Path);
                break;
            default:
                WriteFile(hostPath, item, content);
                break;
        }
    }

    private void WriteFile(string hostPath, ArchivedItem item, Stream content)
    {
        using var file = new FileStream(hostPath, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        int count;
        while ((count = content.Read(buffer)) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            file.Write(buffer.AsSpan(0, count));
        }

        // On the open file: no second look-up of the name, and independent of the umask.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file.SafeFileHandle, item.Executable ? EntryModes.Runnable : EntryModes.Plain);
        File.SetLastWriteTimeUtc(file.SafeFileHandle, DateTime.UnixEpoch.AddSeconds(item.ModifiedSeconds));
    }

    private void CopyOf(string original, string hostPath, string path)
    {
        guard.CountBytes(path, new FileInfo(original).Length);
        File.Copy(original, hostPath, overwrite: false);
    }

    private static void MakeDirectory(string hostPath)
    {
        if (Directory.Exists(hostPath))
            return;

        // Parents one by one: each gets its mode, whatever the umask.
        MakeDirectory(Path.GetDirectoryName(hostPath)!);
        Directory.CreateDirectory(hostPath);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(hostPath, EntryModes.Runnable);
    }
}
