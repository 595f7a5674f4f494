using System.Reflection;
using System.Text.RegularExpressions;
using Cake.Core;
using Cake.Core.IO;
using Cake.Core.Tooling;
using Cake.Docker;

namespace Springform.Tests.Standins;

/// <summary>Options are rendered as the genuine Cake.Docker renders them, property by property.</summary>
public partial class DockerGolden
{
    /// <summary>The golden file's names of calls: settings, command, and what the call put after the options.</summary>
    private static readonly Dictionary<string, (Type Settings, string Command, string[] Additional)> Calls = new(StringComparer.Ordinal)
    {
        ["DockerBuild"] = (typeof(DockerImageBuildSettings), "image build", ["\"./dir x\""]),
        ["DockerBuildXBuild"] = (typeof(DockerBuildXBuildSettings), "buildx build", ["./dir"]),
        ["DockerCreate"] = (typeof(DockerContainerCreateSettings), "create", ["img:1", "cmd", "a1"]),
        ["DockerRun"] = (typeof(DockerContainerRunSettings), "run", ["img:1", "cmd", "a1", "a 2"]),
        ["DockerRunWithoutResult"] = (typeof(DockerContainerRunSettings), "run", ["img:1", "cmd", "a1"]),
        ["DockerStart"] = (typeof(DockerContainerStartSettings), "start", ["c1"]),
        ["DockerCp"] = (typeof(DockerContainerCpSettings), "cp", ["c:/a", "./b c"]),
        ["DockerRm"] = (typeof(DockerContainerRmSettings), "rm", ["c1", "c2"]),
        ["DockerStop"] = (typeof(DockerContainerStopSettings), "stop", ["c1"]),
        ["DockerPs"] = (typeof(DockerContainerPsSettings), "ps", []),
        ["DockerPull"] = (typeof(DockerImagePullSettings), "pull", ["img:1"]),
        ["DockerPush"] = (typeof(DockerImagePushSettings), "push", ["img:1"]),
        ["DockerLoad"] = (typeof(DockerImageLoadSettings), "load", []),
        ["DockerSave"] = (typeof(DockerImageSaveSettings), "save", ["i1"]),
        ["DockerRemove"] = (typeof(DockerImageRemoveSettings), "rmi", ["i1", "i2"]),
        ["DockerLogin"] = (typeof(DockerRegistryLoginSettings), "login", ["srv"]),
    };

    /// <summary>They have no property of their own, so no line either.</summary>
    private static readonly Type[] WithoutOptions = [typeof(DockerImageTagSettings), typeof(DockerCustomCommandSettings)];

    [Fact]
    public void Every_golden_line_of_the_settings_at_hand_is_met()
    {
        var cases = ApiFixture
            .Lines("Cake.Docker.golden.txt")
            .Select(line => Case().Match(line))
            .Where(match => match.Success && Calls.ContainsKey(match.Groups["call"].Value))
            .ToList();

        cases.Count.ShouldBeGreaterThan(400);
        cases.Select(Difference).OfType<string>().ShouldBeEmpty();
    }

    [Fact]
    public void Every_settings_class_of_the_stand_in_has_golden_lines()
    {
        Assert.SkipWhen(StandinApi.IsGenuine, "built on genuine packages");
        var settings = typeof(AutoToolSettings).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(AutoToolSettings)));

        settings.Except(Calls.Values.Select(call => call.Settings)).Except(WithoutOptions).ShouldBeEmpty();
    }

    private static string? Difference(Match line)
    {
        var (type, command, additional) = Calls[line.Groups["call"].Value];
        var settings = (AutoToolSettings)Activator.CreateInstance(type)!;
        if (type.GetProperty(line.Groups["property"].Value) is { } property)
            property.SetValue(settings, Value(line.Groups["type"].Value));
        else if (line.Groups["property"].Length > 0)
            return $"no property {line.Value}";

        var noted = Render(settings, command, additional);
        var actual = $"docker {noted.Render()}   [safe: {noted.RenderSafe()}]";
        return actual == line.Groups["line"].Value ? null : $"{line.Value}\n{actual}";
    }

    private static object Value(string type) =>
        type switch
        {
            "String" => "v 1",
            "String[]" => (string[])["a", "b c"],
            "Int32" or "Int32?" => 7,
            "Int64?" => 8L,
            "UInt64?" => 9UL,
            "" => false,
            _ => true,
        };

    private static ProcessArgumentBuilder Render(AutoToolSettings settings, string command, string[] additional)
    {
        settings.ToolPath = Environment.ProcessPath;
        var runner = new NotingRunner();
        var tool = Activator.CreateInstance(
            typeof(GenericDockerRunner<>).MakeGenericType(settings.GetType()),
            new FileSystem(),
            new CakeEnvironment(new CakePlatform(), new CakeRuntime()),
            runner,
            null
        )!;
        tool.GetType().GetMethod("Run", [typeof(string), settings.GetType(), typeof(string[])])!.Invoke(tool, [command, settings, additional]);
        return runner.Arguments;
    }

    [GeneratedRegex(
        @"^(?<call>\w+?)(\((?<settings>Docker\w+)\) default|\.(?<property>\w+)(: (?<type>[\w\[\]?]+)|=false)) => (?<line>docker .*\])( \{redirected\})?$",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Case();

    private sealed class NotingRunner : IProcessRunner
    {
        public ProcessArgumentBuilder Arguments { get; private set; } = new();

        public IProcess Start(FilePath filePath, ProcessSettings settings)
        {
            Arguments = settings.Arguments;
            return new EndedProcess();
        }
    }

    private sealed class EndedProcess : IProcess
    {
        public void Dispose() { }

        public void WaitForExit() { }

        public bool WaitForExit(int milliseconds) => true;

        public int GetExitCode() => 0;

        public IEnumerable<string> GetStandardError() => [];

        public IEnumerable<string> GetStandardOutput() => [];

        public void Kill() { }
    }
}
