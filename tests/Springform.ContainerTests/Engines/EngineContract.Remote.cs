using Springform.ContainerTests.Support;
using Springform.Engine;

namespace Springform.ContainerTests.Engines;

public abstract partial class EngineContract
{
    [Fact]
    public async Task A_remote_engine_builds_runs_and_gives_the_results_back()
    {
        Assert.SkipUnless(_under.Kind == EngineKind.Docker, "podman runs containers itself: there is no socket to reach it by");
        var host = _under.Environment["DOCKER_HOST"] ?? "unix:///var/run/docker.sock";
        await using var proxy = new SocketProxy(host["unix://".Length..]);
        var remote = _under.Open(environment: _under.Environment.With([new("DOCKER_HOST", proxy.Address)]));
        var tag = NewTag();
        var files = new Dictionary<string, string>();
        var output = new RecordedOutput();
        try
        {
            await remote.BuildImageAsync(Build(tag, "COPY greeting /greeting\n", ("greeting", "hello ")), output, Cancellation);
            var run = Shell("cat /greeting name > message; cat message") with
            {
                Image = tag,
                Inputs = Tar.Of(("name", "you")),
                Outputs = [new ContainerCopy("/src/message", Tar.Into(files))],
            };
            (await remote.RunAsync(run, output, Cancellation)).ExitCode.ShouldBe(0);
        }
        finally
        {
            await RemoveAsync(tag);
        }

        output.Lines[^1].ShouldBe("hello you");
        files.ShouldBe(new Dictionary<string, string> { ["message"] = "hello you" });
    }
}
