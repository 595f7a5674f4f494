using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Springform.Tests.EndToEnd;

/// <summary>
/// A workflow of GitHub, carried out on this machine: each job in a clone of its own, its commands by bash, artifacts as folders that lose their modes, as
/// GitHub's do. What it does not know (an expression, a condition, an action) fails the test.
/// </summary>
/// <param name="started">the event and the reference that it runs for</param>
/// <param name="machine">variables of every command</param>
internal sealed partial class LocalWorkflow(GitProject project, string text, (string Event, string Ref) started, IReadOnlyDictionary<string, string> machine)
{
    private readonly YamlMappingNode root = Springform.Workflows.WorkflowYaml.Read(text, "workflow");
    private readonly Dictionary<string, string> known = new()
    {
        ["github.token"] = machine.GetValueOrDefault("TOKEN", ""),
        ["github.ref"] = started.Ref,
        ["startsWith(github.ref, 'refs/tags/') && 'stable' || 'development'"] = started.Ref.StartsWith("refs/tags/", StringComparison.Ordinal)
            ? "stable"
            : "development",
    };

    private readonly List<string> done = [];

    /// <summary>Jobs and steps that ran: build small/Build.</summary>
    public IReadOnlyList<string> Done => done;

    /// <summary>Of each job the outputs; in the order of the file, where jobs stand behind those that they need.</summary>
    public void Run()
    {
        foreach (var (name, node) in Map(root["jobs"]).Children)
        {
            var job = Map(node);
            if (!Holds(job))
                continue;
            if (job.Children.TryGetValue("strategy", out var strategy))
            {
                using var matrix = JsonDocument.Parse(Filled(Text(Map(strategy)["matrix"])));
                foreach (var leg in matrix.RootElement.GetProperty("include").EnumerateArray())
                {
                    foreach (var value in leg.EnumerateObject())
                        known[$"matrix.{value.Name}"] = value.Value.ToString();
                    Job($"{Text(name)} {known["matrix.target"]}", job);
                }
            }
            else
            {
                Job(Text(name), job);
            }
        }
    }

    private void Job(string name, YamlMappingNode job)
    {
        var folder = project.Beside($"job {name}");
        var temp = Directory.CreateDirectory(project.Beside($"temp {name}")).FullName;
        known["runner.temp"] = temp;
        foreach (var step in ((YamlSequenceNode)job["steps"]).Children.Select(Map).Where(Holds))
        {
            done.Add($"{name}/{Text(step["name"])}");
            if (step.Children.TryGetValue("run", out var run))
                Command(Text(run), step, job, folder, temp);
            else
                Action(Text(step["uses"]).Split('@')[0], step, folder);
        }

        if (job.Children.TryGetValue("outputs", out var outputs))
            foreach (var (output, value) in Map(outputs).Children)
                known[$"needs.{name}.outputs.{Text(output)}"] = Filled(Text(value));
    }

    private void Command(string run, YamlMappingNode step, YamlMappingNode job, string folder, string temp)
    {
        // Who runs the tests is root or has no need to be, and nothing is installed by them.
        const string asRoot = "sudo --preserve-env env \"PATH=$PATH\" ";
        var script = Path.Combine(temp, "script");
        File.WriteAllText(script, run.Replace(asRoot, "", StringComparison.Ordinal).Replace(" --provision", "", StringComparison.Ordinal));
        var outputs = Path.Combine(temp, "outputs");
        File.WriteAllText(outputs, "");
        var variables = Cli.Unset.ToDictionary(name => name, _ => (string?)null);
        foreach (var (name, value) in machine)
            variables[name] = value;
        foreach (var env in new[] { root, job, step }.Where(place => place.Children.ContainsKey("env")).Select(place => Map(place["env"])))
        foreach (var (name, value) in env.Children)
            variables[Text(name)] = Filled(Text(value));
        variables["GITHUB_ACTIONS"] = "true";
        variables["GITHUB_REF"] = started.Ref;
        variables["GITHUB_OUTPUT"] = outputs;
        variables["RUNNER_TEMP"] = temp;
        var result = Tests.Command.Run(folder, ["bash", "-e", script], variables);
        result.ExitCode.ShouldBe(0, $"{run}\n{result.Output}\n{result.Error}");
        if (step.Children.TryGetValue("id", out var id))
            foreach (var output in File.ReadAllLines(outputs).Select(line => line.Split('=', 2)))
                known[$"steps.{Text(id)}.outputs.{output[0]}"] = output[1];
    }

    private void Action(string action, YamlMappingNode step, string folder)
    {
        var with = step.Children.TryGetValue("with", out var given)
            ? Map(given).Children.ToDictionary(pair => Text(pair.Key), pair => Filled(Text(pair.Value)))
            : [];
        var artifacts = project.Beside("artifacts");
        switch (action)
        {
            case "actions/checkout":
                project.Git("clone", "--quiet", project.Folder, folder);
                project.Git("-C", folder, "checkout", "--quiet", "--detach");
                break;
            case "actions/upload-artifact":
                Copy(Path.Combine(folder, with["path"]), Path.Combine(artifacts, with["name"])).ShouldBeGreaterThan(0);
                break;
            case "actions/download-artifact" when with.TryGetValue("name", out var name):
                Copy(Path.Combine(artifacts, name), Path.Combine(folder, with["path"])).ShouldBeGreaterThan(0);
                break;
            case "actions/download-artifact":
                var found = Directory.GetDirectories(artifacts, with["pattern"]);
                // Several artifacts get a folder each, and one alone does not: download.ts of its v8.
                foreach (var artifact in found)
                    Copy(artifact, Path.Combine(folder, with["path"], with["merge-multiple"] == "true" || found.Length == 1 ? "" : Path.GetFileName(artifact)));
                break;
            case "actions/attest-build-provenance":
                Tests
                    .Command.Run(Path.Combine(folder, "dist"), ["sha256sum", "--check", "--strict", Path.GetFileName(with["subject-checksums"])])
                    .ExitCode.ShouldBe(0);
                break;
            case "crazy-max/ghaction-github-runtime":
                break;
            default:
                throw new NotSupportedException(action);
        }
    }

    private static int Copy(string from, string to)
    {
        var files = Directory.GetFiles(from, "*", SearchOption.AllDirectories);
        foreach (var file in files)
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.WriteAllBytes(copy, File.ReadAllBytes(file));
        }

        return files.Length;
    }

    private bool Holds(YamlMappingNode node) =>
        !node.Children.TryGetValue("if", out var condition)
        || Text(condition) switch
        {
            "github.event_name == 'push'" => started.Event == "push",
            "github.event_name == 'push' && (github.ref == 'refs/heads/main' || startsWith(github.ref, 'refs/tags/'))" => started.Event == "push"
                && (started.Ref == "refs/heads/main" || started.Ref.StartsWith("refs/tags/", StringComparison.Ordinal)),
            var other => throw new NotSupportedException(other),
        };

    private string Filled(string value) => Expression().Replace(value, match => Value(match.Groups["text"].Value));

    private string Value(string expression) =>
        expression.StartsWith("fromJSON(", StringComparison.Ordinal) ? known[expression["fromJSON(".Length..^1]] : known[expression];

    private static YamlMappingNode Map(YamlNode node) => (YamlMappingNode)node;

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;

    [GeneratedRegex(@"\$\{\{ (?<text>.*?) \}\}")]
    private static partial Regex Expression();
}
