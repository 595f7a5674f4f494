using Springform.Engine;
using Springform.Errors;
using Springform.Machine;

namespace Springform.Tests.Engine;

/// <summary>Clients here are small scripts that answer as the real ones do.</summary>
public sealed class EngineLocatorTests : IDisposable
{
    private const string Server = """ "Server":{"Version":"26.1.5","Os":"linux","Arch":"amd64","Components":[{"Name":"docker-init","Version":"0.19.0"}]} """;

    private readonly string _folder = Directory.CreateTempSubdirectory("springform-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_installed_is_E301_with_the_command_that_installs_it()
    {
        var problem = (await Should.ThrowAsync<SpringformException>(() => Locator(null).FindAsync(Cancellation))).Problems.Single();

        problem.Code.ShouldBe(ErrorCode.NoEngine);
        problem.Code.ExitCode.ShouldBe(ExitCode.Environment);
        problem.Fix.ShouldContain("--provision");
        problem.Fix.ShouldContain("apt-get install --no-install-recommends docker.io");
    }

    [Fact]
    public async Task A_client_whose_daemon_does_not_answer_is_E302()
    {
        Client(
            "a",
            "docker",
            """echo '{"Client":{"Version":"26.1.5"},"Server":null}'; echo "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is """
                + """the docker daemon running?" >&2; exit 1"""
        );

        var problem = (await Should.ThrowAsync<SpringformException>(() => Locator(null, "a").FindAsync(Cancellation))).Problems.Single();

        problem.Code.ShouldBe(ErrorCode.EngineNotRunning);
        problem.Where.ShouldContain("Cannot connect");
    }

    [Fact]
    public async Task A_client_with_buildx_wins_over_an_earlier_one_without()
    {
        Docker("a", "28.2.2", buildx: false);
        var better = Docker("b", "26.1.5", buildx: true);

        var info = await Locator(null, "a", "b").FindAsync(Cancellation);

        info.Executable.ShouldBe(better);
        info.Buildx.ShouldBeTrue();
        info.ToString().ShouldBe("docker 26.1.5 (client 26.1.5, buildx)");
    }

    [Theory]
    [InlineData("20.10.24+dfsg1", true)]
    [InlineData("23.0.1", false)]
    public async Task Without_buildx_only_clients_before_23_can_use_BuildKit(string version, bool buildKit)
    {
        Docker("a", version, buildx: false);

        (await Locator(null, "a").FindAsync(Cancellation)).BuildKit.ShouldBe(buildKit);
    }

    [Fact]
    public async Task Podman_serves_when_docker_does_not_answer_or_when_it_is_forced()
    {
        Client("a", "docker", "exit 1");
        Podman("a", "podman");

        (await Locator(null, "a").FindAsync(Cancellation)).Kind.ShouldBe(EngineKind.Podman);
        (await Locator(EngineKind.Podman, "a").FindAsync(Cancellation)).Kind.ShouldBe(EngineKind.Podman);
        await Should.ThrowAsync<SpringformException>(() => Locator(EngineKind.Docker, "a").FindAsync(Cancellation));
    }

    [Fact]
    public async Task Podman_under_dockers_name_is_podman()
    {
        Podman("a", "docker");

        (await Locator(null, "a").FindAsync(Cancellation)).Kind.ShouldBe(EngineKind.Podman);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private EngineLocator Locator(EngineKind? forced, params string[] folders)
    {
        var path = string.Join(':', folders.Select(folder => Path.Combine(_folder, folder)));
        return new EngineLocator(forced, new ProcessRunner(ProcessEnvironment.Current().With([new("PATH", path)])), furtherFolders: []);
    }

    private string Docker(string folder, string version, bool buildx) =>
        Client(
            folder,
            "docker",
            $$"""
            case "$1" in
              version) echo '{"Client":{"Version":"{{version}}","Os":"linux","Arch":"amd64"},{{Server}}}' ;;
              buildx) {{(buildx ? "echo buildx" : "echo 'unknown command' >&2; exit 1")}} ;;
              context) echo default ;;
            esac
            """
        );

    private void Podman(string folder, string name) =>
        Client(
            folder,
            name,
            """
            case "$1" in
              version) echo '{"Client":{"APIVersion":"4.3.1","Version":"4.3.1","OsArch":"linux/amd64","Os":"linux"}}' ;;
              info) echo 'linux/amd64 4.3.1' ;;
            esac
            """
        );

    private string Client(string folder, string name, string script)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, folder)).FullName, name);
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
