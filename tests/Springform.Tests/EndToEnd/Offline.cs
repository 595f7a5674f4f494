using System.Reflection;
using Cake.Frosting;
using Springform.Tasks;
using Springform.Tests.Cache;

namespace Springform.Tests.EndToEnd;

/// <summary>
/// Every task with --offline, beside an engine that holds nothing, package managers, and a server that is registry and GitHub: all of them record what they are
/// asked.
/// </summary>
public sealed class Offline : IAsyncDisposable
{
    // What tells about the engine and what it holds; everything else may use a network.
    private static readonly string[] Harmless =
    [
        "version",
        "info",
        "context",
        "buildx version",
        "buildx inspect",
        "image inspect",
        "images",
        "ps",
        "container ls",
        "container inspect",
    ];

    private const string Versions =
        """{"Client":{"Version":"26.1.5","Os":"linux","Arch":"amd64"},"Server":""" + """{"Version":"26.1.5","Os":"linux","Arch":"amd64","Components":[]}}""";

    // A driver that emulates nothing, and no image at all.
    private const string Engine = $$"""
        #!/bin/sh
        echo "$*" >>"$RECORDS"
        case "$1 $2" in
          "version "*) echo '{{Versions}}' ;;
          "buildx version") echo buildx ;;
          "buildx inspect") echo 'Platforms: linux/amd64' ;;
          "context "*) echo default ;;
          "info "*) echo '[]' ;;
          "ps "*) ;;
          *) echo "Error: No such image" >&2; exit 1 ;;
        esac
        """;

    private const string Recorder = "#!/bin/sh\necho \"$(basename \"$0\") $*\" >>\"$RECORDS\"\nexit 1\n";

    private readonly LoopbackHttp server = new(context => LoopbackHttp.SendAsync(context, []));
    private readonly PlainProject project;

    public Offline()
    {
        project = new PlainProject(
            PlainProject
                .Yaml.Replace("127.0.0.1:1/busybox:1", $"{server.Address}/busybox:1", StringComparison.Ordinal)
                .Replace("builder: {", $"builder: {{registry: \"{server.Address}/builder\", ", StringComparison.Ordinal)
                + $"cache: {{registry: \"{server.Address}/cache\"}}\nrelease: {{github: {{repository: owner/hello, api: \"http://{server.Address}/\"}}}}\n"
        );
        project.File("springform.lock", $"images:\n  \"{server.Address}/busybox:1\": sha256:{new string('1', 64)}\n");
        project.File("builder/Dockerfile", $"FROM {server.Address}/busybox:1\n");
        project.File("tools/say/Dockerfile", $"FROM {server.Address}/busybox:1\n");
        project.Commit();
        foreach (
            var (name, script) in new[]
            {
                ("docker", Engine),
                ("podman", Recorder),
                ("mmdebstrap", Recorder),
                ("apt-get", Recorder),
                ("dnf", Recorder),
                ("curl", Recorder),
            }
        )
            File.SetUnixFileMode(project.File($"../bin/{name}", script), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public static TheoryData<string, int?> Tasks =>
        new(
            typeof(DistTask)
                .Assembly.GetTypes()
                .Select(type => type.GetCustomAttribute<TaskNameAttribute>()?.Name)
                .OfType<string>()
                .Order(StringComparer.Ordinal)
                .Select(task => (task, ExitCodeOf(task)))
        );

    [Theory]
    [MemberData(nameof(Tasks))]
    public void No_task_asks_a_registry_a_mirror_or_a_release_server(string task, int? exitCode)
    {
        var run = Run($"--target={task}");

        Recorded().Where(line => !Harmless.Any(harmless => line.StartsWith(harmless, StringComparison.Ordinal))).ShouldBeEmpty(run.All);
        server.Requests.ShouldBeEmpty(run.All);
        run.ExitCode.ShouldNotBe(70, run.All);
        if (exitCode is { } expected)
            run.Ends(expected);
    }

    [Theory]
    [InlineData("UpdatePins")]
    [InlineData("BaseImages")]
    [InlineData("Dist")]
    public void What_is_not_at_hand_is_an_error_that_names_the_switch(string task)
    {
        project.File("springform.lock", "images: {}\n");
        project.Commit();

        Run($"--target={task}").Ends(4).Says("E307", $"{server.Address}/busybox:1", "--offline", "run once without --offline");
    }

    [Fact]
    public void Nothing_is_installed()
    {
        Run("--target=Dist", "--provision", "--engine=podman");

        Recorded().ShouldNotContain(line => line.StartsWith("apt-get", StringComparison.Ordinal) || line.StartsWith("dnf", StringComparison.Ordinal));
        server.Requests.ShouldBeEmpty();
    }

    /// <summary>So that the tests above can fail, and because a configured cache that is never asked saves nobody a build.</summary>
    [Fact]
    public void Without_the_switch_the_registry_of_the_cache_is_asked_and_then_the_one_of_the_base()
    {
        var run = RunOnline("--target=ToolsImage");

        server.Requests.ShouldContain(request => request.StartsWith("GET /v2/cache/manifests/say-x86_64-", StringComparison.Ordinal), run.All);
        Recorded().ShouldContain(line => line.StartsWith("pull", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        project.Dispose();
        await server.DisposeAsync();
    }

    // What would have to be fetched, sent or asked elsewhere.
    private static int? ExitCodeOf(string task) =>
        task switch
        {
            "Check" or "Plan" or "Clean" or "CheckSecrets" => 0,
            "UpdatePins" or "BuilderImage" or "ToolsImage" or "Compile" or "Package" or "Dist" => 4,
            "Publish" or "PublishPlan" or "CheckRelease" or "PushBuilder" => 2,
            _ => null,
        };

    private CliResult Run(params string[] words) => RunOnline([.. words, "--offline"]);

    private CliResult RunOnline(params string[] words) =>
        project.Run([
            .. words,
            "DOCKER_HOST=tcp://127.0.0.1:1",
            $"RECORDS={project.Beside("records")}",
            $"PATH={project.Beside("bin")}:{Environment.GetEnvironmentVariable("PATH")}",
            "HOME=" + project.Beside("home"),
            "GITHUB_TOKEN=t",
        ]);

    private string[] Recorded() => File.Exists(project.Beside("records")) ? File.ReadAllLines(project.Beside("records")) : [];
}
