namespace Springform.Files;

/// <summary>A lock between processes: an open file (flock(2), which the kernel releases when its owner is killed). The file stays.</summary>
internal static class FileLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <param name="waiting">told once, when somebody else has it</param>
    public static async Task<IDisposable> AcquireAsync(string path, Action waiting, TimeProvider clock, CancellationToken cancellation)
    {
        var told = false;
        while (true)
        {
            try
            {
                return new FileStream(PlainFile.Required(path), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException error) when (SystemFault.IsHeld(error))
            {
                if (!told)
                    waiting();
                told = true;
            }

            await Task.Delay(Pause, clock, cancellation);
        }
    }
}
