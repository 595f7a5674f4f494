namespace Springform.Files;

/// <summary>A folder for one piece of work, below .springform/scratch. It is made by whoever writes into it, and gone afterwards.</summary>
internal sealed class ScratchFolder(ProjectFolders folders) : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(folders.Scratch, Guid.NewGuid().ToString("N"));

    public void Dispose()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}
