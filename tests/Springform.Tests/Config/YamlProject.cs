using System.Text;
using Springform.Config;
using Springform.Errors;

namespace Springform.Tests.Config;

/// <summary>Reads springform.yaml texts as a project whose files are given by name.</summary>
internal static class YamlProject
{
    public const string Minimal = "name: demo\n";

    public static ConfigFile Read(string yaml, params string[] files) => Read(Encoding.UTF8.GetBytes(yaml), files);

    public static ConfigFile Read(byte[] yaml, params string[] files) => ConfigReader.Parse(yaml, "springform.yaml", path => files.Contains(path.TrimEnd('/')));

    public static IReadOnlyList<Problem> Problems(string yaml, params string[] files) => Problems(Encoding.UTF8.GetBytes(yaml), files);

    public static IReadOnlyList<Problem> Problems(byte[] yaml, params string[] files) => Should.Throw<SpringformException>(() => Read(yaml, files)).Problems;

    public static Problem Problem(string yaml, params string[] files) => Problems(yaml, files).ShouldHaveSingleItem();

    /// <summary>Several texts, each with what it is answered, for a golden file.</summary>
    public static string Transcript(params string[] yamls) =>
        string.Join("\n", yamls.Select(yaml => string.Concat(yaml.TrimEnd('\n').Split('\n').Select(line => $"| {Shown(line)}\n")) + Answer(yaml) + "\n"));

    private static string Shown(string line) => string.Concat(line.Select(character => char.IsControl(character) ? '\u00b7' : character));

    private static string Answer(string yaml)
    {
        try
        {
            Read(yaml, "tools/fio", "tools/fio/Dockerfile", "builder/Dockerfile", "version.txt");
            return "accepted\n";
        }
        catch (SpringformException error)
        {
            return string.Concat(error.Problems.Select(problem => problem + "\n"));
        }
    }
}
