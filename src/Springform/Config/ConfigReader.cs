using Springform.Config.Reading;
using Springform.Config.Validation;
using Springform.Names;

namespace Springform.Config;

/// <summary>Reads springform.yaml, strictly, and throws all of its problems at once (E101 to E106, E122), each with line and column.</summary>
internal static class ConfigReader
{
    public const string FileName = "springform.yaml";

    private const string NoFile = "create it, or say where it is with --project DIR; docs/first-project has small ones to begin with";

    /// <param name="path">of springform.yaml; the files that it names are looked for beside it</param>
    public static ConfigFile Read(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var bytes = SourceText.ReadBytes(path, Path.GetFileName(path), NoFile);
        return Parse(bytes, path, relative => Path.Exists(Path.Combine(folder, relative)));
    }

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
