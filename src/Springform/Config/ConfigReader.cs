using Springform.Config.Reading;
using Springform.Config.Validation;
using Springform.Names;

namespace Springform.Config;

/// <summary>Reads springform.yaml, strictly, and throws all of its problems at once (E101 to E106, E122), each with line and column.</summary>
internal static class ConfigReader
{
    public const string FileName = "springform.yaml";

    private const string NoFile = "create it (--target=Init writes a first one), or say where it is with --project DIR";

    private static readonly string[] Misspelled = ["springform.yml", ".springform.yaml", ".springform.yml", "Springform.yaml"];

    /// <param name="path">of springform.yaml; the files that it names are looked for beside it</param>
    public static ConfigFile Read(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var bytes = SourceText.ReadBytes(path, Path.GetFileName(path), Neighbour(folder) ?? NoFile);
        return Parse(bytes, path, relative => Path.Exists(Path.Combine(folder, relative)));
    }

    /// <summary>What to do where there is none here, but one that is probably meant: beside it, above, or one folder below.</summary>
    private static string? Neighbour(string folder)
    {
        if (!Directory.Exists(folder))
            return null;
        if (Misspelled.FirstOrDefault(name => File.Exists(Path.Combine(folder, name))) is { } misspelled)
            return $"rename {misspelled} to {FileName}";
        var above = Above(folder);
        var further = above is null ? Below(folder) : [above];
        return further.Count == 0 ? null : $"did you mean --project={string.Join(" or --project=", further)}?";
    }

    // No further than the repository.
    private static string? Above(string folder)
    {
        var relative = "..";
        for (var at = folder; !Path.Exists(Path.Combine(at, ".git")) && Path.GetDirectoryName(at) is { } parent; at = parent)
        {
            if (File.Exists(Path.Combine(parent, FileName)))
                return relative;
            relative += "/..";
        }

        return null;
    }

    private static List<string> Below(string folder) =>
        [
            .. Directory
                .EnumerateDirectories(folder, "*", new EnumerationOptions { IgnoreInaccessible = true })
                .Where(below => File.Exists(Path.Combine(below, FileName)))
                .Select(below => Path.GetFileName(below))
                .Order(StringComparer.Ordinal)
                .Take(4),
        ];

    /// <param name="path">messages show its last part</param>
    /// <param name="exists">a file or folder of the project, relative, with / between names</param>
    public static ConfigFile Parse(ReadOnlySpan<byte> bytes, string path, Func<string, bool> exists)
    {
        var problems = new ProblemList(Path.GetFileName(path));
        var text = SourceText.Decode(bytes, problems);
        var root = text is null ? null : YamlTree.Read(text, problems, "begin with a line such as: name: my-project");
        if (root is null)
        {
            problems.ThrowIfAny();
        }

        var log = new BindingLog(problems);
        var config = new Binder(log).BindRoot<ProjectConfig>(root!);
        var file = new ConfigFile(config, log.Positions, path);
        ConfigValidator.Check(new Findings(file, log.Failed, exists, problems));
        problems.ThrowIfAny();
        return file;
    }
}
