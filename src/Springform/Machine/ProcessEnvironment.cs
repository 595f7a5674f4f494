using System.Collections;

namespace Springform.Machine;

/// <summary>
/// The environment variables that Springform was started with, as a value. Everything that depends on one takes this, so that a test can say
/// what the environment is; <see cref="Current"/> is the one place that asks the operating system.
/// </summary>
internal sealed class ProcessEnvironment(IReadOnlyDictionary<string, string> variables)
{
    /// <summary>Names are case-sensitive, as on Unix.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; } = variables;

    /// <summary>Null when the variable is not set; an empty value is a value.</summary>
    public string? this[string name] => Variables.TryGetValue(name, out var value) ? value : null;

#pragma warning disable RS0030 // the one home of environment variables
    public static ProcessEnvironment Current()
    {
        var variables = Environment
            .GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);
        return new ProcessEnvironment(variables);
    }
#pragma warning restore RS0030

    /// <summary>A copy with some variables set, or removed where the value is null.</summary>
    public ProcessEnvironment With(params IEnumerable<KeyValuePair<string, string?>> changes)
    {
        var copy = new Dictionary<string, string>(Variables, StringComparer.Ordinal);
        foreach (var (name, value) in changes)
        {
            if (value is null)
                copy.Remove(name);
            else
                copy[name] = value;
        }

        return new ProcessEnvironment(copy);
    }

    /// <summary>Every file of that name in the folders of PATH, in order, then in <paramref name="further"/> folders; links to one file count once.</summary>
    public IReadOnlyList<string> FindExecutables(string name, params IEnumerable<string> further)
    {
        var folders = (this["PATH"] ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Concat(further);
        return folders.Select(folder => Path.Combine(folder, name)).Where(IsExecutable).DistinctBy(RealPath, StringComparer.Ordinal).ToList();
    }

    private static bool IsExecutable(string path)
    {
        const UnixFileMode anyone = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & anyone) != 0);
    }

    // /bin is a link to /usr/bin on most distributions: resolve the folder, then the file.
    private static string RealPath(string path)
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(path)!);
        var inRealFolder = Path.Combine((folder.ResolveLinkTarget(returnFinalTarget: true) ?? folder).FullName, Path.GetFileName(path));
        return File.ResolveLinkTarget(inRealFolder, returnFinalTarget: true)?.FullName ?? inRealFolder;
    }
}
