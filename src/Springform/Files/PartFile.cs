namespace Springform.Files;

/// <summary>
/// A file while it is being written: a <c>.part</c> file beside its place, locked for as long as its writer lives (flock(2), which the kernel
/// releases when a process is killed). So whoever comes later can tell a leftover from the work of a living process. The lock is a shared one: readers of the
/// finished file must not have to wait until it is closed.
/// </summary>
internal sealed class PartFile : IAsyncDisposable
{
    private const string Extension = ".part";
    private const int Attempts = 100;

    private PartFile(FileStream stream) => Stream = stream;

    public FileStream Stream { get; }

    public static PartFile Create(string directory)
    {
        for (var attempt = 1; ; attempt++)
        {
            var path = Path.Combine(directory, $".{Guid.NewGuid():N}{Extension}");
            try
            {
                var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1 << 17, FileOptions.Asynchronous);
                if (File.Exists(path))
                    return new PartFile(stream);
                stream.Dispose();
            }
            catch (IOException error) when (attempt < Attempts && !SystemFault.IsFullDisk(error))
            {
                // A sweep took it between its creation and its lock: so also where the file is gone above.
            }
        }
    }

    /// <summary>Removes what killed writers left behind.</summary>
    public static void Sweep(string directory)
    {
        // A pipe of such a name is not ours, and opening it would wait for its other end.
        foreach (var path in Directory.EnumerateFiles(directory, $".*{Extension}").Where(path => FileStat.Of(path) is { IsRegular: true }))
        {
            try
            {
                using var free = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                File.Delete(path);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Its writer is alive, or another sweep was faster.
            }
        }
    }

    /// <summary>Gives the finished file its name; what had that name is replaced.</summary>
    public async Task MoveToAsync(string path, CancellationToken cancellation)
    {
        await Stream.FlushAsync(cancellation);
        File.Move(Stream.Name, path, overwrite: true);
    }

    /// <summary>Removes the file unless it was moved to its place.</summary>
    public async ValueTask DisposeAsync()
    {
        File.Delete(Stream.Name);
        try
        {
            await Stream.DisposeAsync();
        }
        catch (IOException)
        {
            // What could not be flushed to a full disk was reported by the write that failed, and the file is gone.
        }
    }
}
