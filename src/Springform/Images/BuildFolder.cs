namespace Springform.Images;

/// <summary>A folder of its own for one build, removed with all that is in it.</summary>
internal sealed class BuildFolder : IDisposable
{
    /// <param name="scratchFolder">on the project's disk</param>
    /// <param name="name">of what is built</param>
    public BuildFolder(string scratchFolder, string name)
    {
        Path = System.IO.Path.Combine(scratchFolder, $"{name}-{Guid.NewGuid():N}");
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
