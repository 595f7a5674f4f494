using Springform.Errors;

namespace Springform.Files;

/// <summary>One run per project at a time. The lock is the open file, so a killed run leaves none.</summary>
internal sealed class ProjectLock : IDisposable
{
    private readonly FileStream file;

    private ProjectLock(FileStream file) => this.file = file;

    /// <summary>E306 when another run holds it; else as <see cref="SystemFault"/> says.</summary>
    public static ProjectLock Acquire(ProjectFolders folders)
    {
        SystemFault.Guard(
            folders.State,
            () =>
            {
                Make(folders);
                return true;
            }
        );
        try
        {
            return new ProjectLock(new FileStream(PlainFile.Required(folders.Lock), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException error) when (SystemFault.IsHeld(error))
        {
            throw new SpringformException(
                new Problem(
                    ErrorCode.Locked,
                    "another run is working on this project",
                    folders.Lock,
                    "wait until it ends, or stop it; the lock goes with its process"
                ),
                error
            );
        }
    }

    public void Dispose() => file.Dispose();

    // git takes no notice of what is in it, also where nobody wrote that into the project's .gitignore.
    private static void Make(ProjectFolders folders)
    {
        Directory.CreateDirectory(folders.State);
        if (!File.Exists(folders.StateIgnored))
            AtomicFile.WriteText(folders.StateIgnored, "*\n");
    }
}
