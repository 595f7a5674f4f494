using System.Text;
using Springform.Archives;
using Springform.Config;
using Springform.Errors;
using Springform.Keys;
using Springform.Names;
using Springform.Plan;

namespace Springform.Package;

/// <summary>
/// What one <c>files:</c> entry of a package takes, and where it goes. A folder as destination keeps paths relative to what the pattern names before
/// its first wildcard; without wildcard, a file goes in under its base name.
/// </summary>
internal sealed class FileSelection(ArtifactStep step, PackInputs inputs)
{
    private const string DefaultToolFolder = "tools/";
    private const int ShownOutputs = 8;

    /// <returns>paths in the archive, below its root</returns>
    /// <exception cref="SpringformException">E403 nothing matches, E407 several files for one name</exception>
    public IEnumerable<(string Path, PackSource Source)> Select(PlannedFile file)
    {
        if (file.Text is { } text)
            return [(file.To!, Written(file.To!, text))];
        var sources = file.Tool is null ? Matches(file.From!) : Tools(file.Tool);
        var to = file.Tool is null ? file.To : file.To ?? DefaultToolFolder;
        var prefix = file.Tool is null ? Glob.LiteralPrefix(file.From!) : inputs.ToolFolder;
        return to switch
        {
            null => sources.Select(source => (source.Path, source)),
            "." or "./" => sources.Select(source => (Relative(source.Path, prefix), source)),
            _ when to.EndsWith('/') => sources.Select(source => (to + Relative(source.Path, prefix), source)),
            _ => [(to, Single(sources, file, to))],
        };
    }

    private static PackSource Written(string name, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return new PackSource(name, ArchiveEntryKind.File, false, null, bytes.Length, ConfigReader.FileName, () => new MemoryStream(bytes, writable: false));
    }

    private List<PackSource> Matches(string pattern)
    {
        var paths = Glob.Match([pattern], [.. inputs.Files.Keys]);
        return paths.Count > 0
            ? [.. paths.Select(path => inputs.Files[path])]
            : throw Nothing($"the pattern {Quoted.Of(pattern)} matches no output and no file of the work tree", NearestFile(pattern));
    }

    private List<PackSource> Tools(string tool)
    {
        List<PackSource> files =
            tool == PlannedFile.AllTools
                ? [.. inputs.Tools.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => pair.Value)]
                : [.. inputs.Tools[tool]];
        return files.Exists(file => file.Kind != ArchiveEntryKind.Directory)
            ? files
            : throw Nothing(
                $"{(tool == PlannedFile.AllTools ? "no tool has a" : $"the tool {tool} has no")} program in {inputs.ToolFolder}/",
                $"let its recipe install into /{inputs.ToolFolder}, or take tools: off the files of this package"
            );
    }

    private string NearestFile(string pattern)
    {
        if (Nearest.To(pattern, inputs.Files.Keys) is { } nearest)
            return $"did you mean '{nearest}'?";
        var made = inputs.Outputs.Count == 0 ? "the commands made nothing" : $"the commands made: {string.Join(", ", inputs.Outputs.Take(ShownOutputs))}";
        return $"declare it in the outputs: of a compile step, or let git track it ({made})";
    }

    private PackSource Single(List<PackSource> sources, PlannedFile file, string to) =>
        sources.Count == 1
            ? sources[0]
            : throw new SpringformException(
                new Problem(
                    ErrorCode.DuplicateEntry,
                    $"{sources.Count} files match {Quoted.Of(file.From ?? $"{FileConfig.ToolsPrefix}{file.Tool}")}, but {Quoted.Of(to)} is the name of one",
                    $"step {step.Id}",
                    $"write {to}/ with a slash at its end to put them into a folder, or name one file"
                )
            );

    private SpringformException Nothing(string what, string fix) => new(new Problem(ErrorCode.NoOutput, what, $"step {step.Id}", fix));

    private static string Relative(string path, string prefix) =>
        path == prefix ? path[(path.LastIndexOf('/') + 1)..]
        : prefix.Length == 0 ? path
        : path[(prefix.Length + 1)..];
}
