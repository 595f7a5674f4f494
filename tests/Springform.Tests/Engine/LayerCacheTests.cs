using Springform.Engine;
using Springform.Machine;

namespace Springform.Tests.Engine;

/// <summary>The layer cache of GitHub Actions is used where it can be; elsewhere the log says why: BuildKit would leave it out without a word.</summary>
public sealed class LayerCacheTests : IDisposable
{
    private const string ContainerdStore = """[["driver-type","io.containerd.snapshotter.v1"]]""";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(ContainerdStore, "ACTIONS_RUNTIME_TOKEN ACTIONS_RESULTS_URL", null)]
    [InlineData(ContainerdStore, "ACTIONS_RUNTIME_TOKEN ACTIONS_CACHE_URL", null)]
    [InlineData(ContainerdStore, "ACTIONS_RESULTS_URL", "a step with run: does not see ACTIONS_RUNTIME_TOKEN and ACTIONS_RESULTS_URL")]
    [InlineData(ContainerdStore, "ACTIONS_RUNTIME_TOKEN", "a step with run: does not see ACTIONS_RUNTIME_TOKEN and ACTIONS_RESULTS_URL")]
    [InlineData("[]", "ACTIONS_RUNTIME_TOKEN ACTIONS_RESULTS_URL", "it needs buildx and docker's containerd image store")]
    public async Task It_is_used_where_docker_can_reach_it(string store, string variables, string? reason)
    {
        var docker = folder.File(
            "bin/docker",
            $$$"""
            #!/bin/sh
            case "$1 $2" in
              "version "*) echo '{"Client":{"Version":"26.1.5","Os":"linux","Arch":"amd64"},"Server":{"Version":"26.1.5","Os":"linux","Arch":"amd64"}}' ;;
              "buildx version") echo buildx ;;
              "context "*) echo default ;;
              "info "*) echo '{{{store}}}' ;;
              *) echo "asked: $*" ;;
            esac
            """
        );
        File.SetUnixFileMode(docker, (UnixFileMode)0b111_101_101);
        string[] known = ["ACTIONS_RUNTIME_TOKEN", "ACTIONS_RESULTS_URL", "ACTIONS_CACHE_URL"];
        var processes = new ProcessRunner(
            ProcessEnvironment
                .Current()
                .With([
                    new("PATH", $"{Path.Combine(folder.Path, "bin")}:/usr/bin:/bin"),
                    .. known.Select(name => new KeyValuePair<string, string?>(name, variables.Split(' ').Contains(name) ? "given" : null)),
                ])
        );
        var engine = new CommandLineEngine(
            new EngineLocator(null, processes, furtherFolders: []),
            processes,
            new RunIdentity("r", "h", "l", "p"),
            TimeProvider.System
        );
        var said = new Lines();
        var build = new ImageBuild("localhost/x:1", "linux/amd64", "FROM scratch\n", folder.Path) { Name = "x", ActionsCacheScope = "builder-x" };

        await engine.BuildImageAsync(build, said, TestContext.Current.CancellationToken);

        said.Said.Count(line => line.StartsWith("the layer cache of GitHub Actions is off: ", StringComparison.Ordinal)).ShouldBe(reason is null ? 0 : 1);
        said.Said.ShouldContain(line => line.StartsWith("asked: buildx build", StringComparison.Ordinal) && line.Contains("type=gha") == (reason == null));
        if (reason is not null)
            said.Said[0].ShouldContain(reason);
    }

    private sealed class Lines : IOutput
    {
        public List<string> Said { get; } = [];

        public void Line(string text) => Said.Add(text);
    }
}
