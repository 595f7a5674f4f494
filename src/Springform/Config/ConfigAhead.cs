using Springform.Files;

namespace Springform.Config;

/// <summary>
/// springform.yaml, read on another thread while Cake starts. A project's own tasks may run before the plan and write the file or what it names: what was read
/// ahead counts only when it was in order and the file is still the same.
/// </summary>
internal sealed class ConfigAhead
{
    private readonly string path;
    private readonly Task<(FileStat? Stat, ConfigFile File)> reading;

    /// <param name="projectFolder">full path of springform.yaml's folder</param>
    public ConfigAhead(string projectFolder)
    {
        path = Path.Combine(projectFolder, ConfigReader.FileName);
        reading = Task.Run(() => (FileStat.Of(path), ConfigReader.Read(path)));
    }

    /// <summary>E1xx, all problems at once.</summary>
    public ConfigFile Read()
    {
        ((IAsyncResult)reading).AsyncWaitHandle.WaitOne();
        return reading is { IsCompletedSuccessfully: true, Result: { Stat: { IsRegular: true } stat, File: var file } } && stat == FileStat.Of(path)
            ? file
            : ConfigReader.Read(path);
    }
}
