using System.Text.RegularExpressions;
using Springform.Files;

namespace Springform.Init;

/// <summary>
/// What a project's folder shows at a first look: names, and the text of small files. Nothing is run. Names that a shell or YAML would read otherwise are not
/// shown: whoever has such ones names them by hand.
/// </summary>
/// <param name="folder">of the project</param>
internal sealed partial class Repository(string folder)
{
    private const int MostBytes = 1 << 20;
    private const int MostNames = 10_000;

    /// <summary>The last part of its path.</summary>
    public string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));

    public bool Has(string relative) => File.Exists(Path.Combine(folder, relative));

    public bool HasFolder(string relative) => Directory.Exists(Path.Combine(folder, relative));

    /// <summary>The folders in a folder, sorted; none where it is none.</summary>
    public IReadOnlyList<string> Folders(string relative) =>
        HasFolder(relative)
            ?
            [
                .. Directory
                    .EnumerateDirectories(Path.Combine(folder, relative))
                    .Select(Path.GetFileName)
                    .OfType<string>()
                    .Where(name => PlainName().IsMatch(name))
                    .Take(MostNames)
                    .Order(StringComparer.Ordinal),
            ]
            : [];

    /// <summary>The files in a folder that match a pattern such as *.go, sorted; none where it is none.</summary>
    public IReadOnlyList<string> Files(string relative, string pattern) =>
        relative.Length == 0 || HasFolder(relative)
            ?
            [
                .. Directory
                    .EnumerateFiles(Path.Combine(folder, relative), pattern)
                    .Where(path => PlainName().IsMatch(Path.GetFileName(path)))
                    .Take(MostNames)
                    .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
                    .Order(StringComparer.Ordinal),
            ]
            : [];

    /// <returns>its text; empty where it does not exist, is no ordinary file, or is larger than 1 MiB</returns>
    public string Text(string relative)
    {
        var path = Path.Combine(folder, relative);
        return FileStat.OfTarget(path) is { IsRegular: true } && new FileInfo(path).Length <= MostBytes ? File.ReadAllText(path) : "";
    }

    [GeneratedRegex("^[A-Za-z0-9_][A-Za-z0-9._-]*$")]
    private static partial Regex PlainName();
}
