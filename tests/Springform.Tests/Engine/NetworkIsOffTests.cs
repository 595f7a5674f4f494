using Springform.Abi.Loading;
using Springform.Engine;
using Springform.Errors;
using Springform.Machine;
using Springform.Plan;
using Springform.Tests.Cache;
using Springform.Wheels;

namespace Springform.Tests.Engine;

/// <summary>What tests an archive has no network: a program that fetches what it lacks would start there and not with its users.</summary>
public sealed class NetworkIsOffTests
{
    private static readonly StepKey Key = new(ContentKey.Of(new string('1', 64)), [], FileSet.Empty);
    private static readonly Target Target = new("a", "linux/amd64", "linux/amd64", null, null, "");
    private static readonly PlannedBase Base = new(
        "b",
        "debian:bookworm",
        "linux/amd64",
        null,
        [],
        new BasePin(BaseSource.Registry, "sha256:" + new string('2', 64))
    );

    [Fact]
    public async Task In_a_load_test()
    {
        using var folder = new TemporaryFolder();
        var engine = new RecordingEngine();
        var project = new Springform.Tests.Package.PackProject();
        var load = new LoadStep(
            Target,
            Base.Id,
            ["a.tgz"],
            [
                ["./a"],
            ],
            Key
        );
        var container = new LoadContainer(engine, project.Plan() with { Bases = [Base] }, load, []);

        await container.TryAsync(["./a"], new Lines(), TestContext.Current.CancellationToken);
        await Should.ThrowAsync<SpringformException>(() => container.AskAsync(["a"], [], new Lines(), TestContext.Current.CancellationToken));

        engine.Runs.Select(run => run.Network).ShouldBe([false, false]);
        project.Dispose();
    }

    [Fact]
    public async Task In_the_test_of_a_wheel()
    {
        var engine = new RecordingEngine();
        var image = new BuilderStep("i", "linux/amd64", null, "i:1", "i", Key) { Arguments = new Dictionary<string, string>(), BaseIds = [] };
        var test = new WheelTestStep("a.whl", "b", "i", "python3", ["a"], [], Key);

        await Should.ThrowAsync<SpringformException>(() =>
            new WheelTester(engine).RunAsync(test, image, "/a.whl", 0, new Lines(), TestContext.Current.CancellationToken)
        );

        engine.Runs.ShouldHaveSingleItem().Network.ShouldBeFalse();
    }

    /// <summary>Runs nothing: every command fails.</summary>
    private sealed class RecordingEngine : IContainerEngine
    {
        public List<ContainerRun> Runs { get; } = [];

        public Task<ContainerResult> RunAsync(ContainerRun run, IOutput output, CancellationToken cancellation)
        {
            Runs.Add(run);
            return Task.FromResult(new ContainerResult(1, TimeSpan.Zero, []));
        }

        public Task<EngineInfo> ProbeAsync(CancellationToken cancellation) =>
            Task.FromResult(new EngineInfo(EngineKind.Docker, "docker", "26", "26", Buildx: true, BuildKit: true, "linux/amd64", ["linux/amd64"]));

        public Task BuildImageAsync(ImageBuild build, IOutput output, CancellationToken cancellation) => throw new NotSupportedException();

        public Task LoadImageAsync(Func<Stream, CancellationToken, Task> writeArchive, CancellationToken cancellation) => throw new NotSupportedException();

        public Task SaveImageAsync(string reference, Func<Stream, CancellationToken, Task> readArchive, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<PullResult> PullAsync(string reference, string platform, IOutput output, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<ImageDetails?> InspectImageAsync(string reference, CancellationToken cancellation) => throw new NotSupportedException();

        public Task TagImageAsync(string reference, string tag, CancellationToken cancellation) => throw new NotSupportedException();

        public Task RemoveImageAsync(string reference, CancellationToken cancellation) => throw new NotSupportedException();

        public Task ExportAsync(string image, string platform, IReadOnlyList<ContainerCopy> copies, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<RunningContainer?> InspectContainerAsync(string container, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<IReadOnlyList<string>> FindContainersAsync(string label, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<ProcessResult> ExecAsync(ContainerExec exec, CancellationToken cancellation) => throw new NotSupportedException();

        public Task RestartContainerAsync(string container, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<IReadOnlyList<string>> RemoveLeftoversAsync(CancellationToken cancellation) => throw new NotSupportedException();
    }
}
