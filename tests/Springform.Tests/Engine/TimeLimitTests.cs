using Springform.Engine;
using Springform.Errors;
using Springform.Machine;
using Springform.Names;
using Springform.Tests.Images;

namespace Springform.Tests.Engine;

/// <summary>
/// What never ends is ended, with its last lines and the key that says how long it may take. The engine here is a script that says one line and hangs.
/// </summary>
public sealed class TimeLimitTests : IDisposable
{
    private const string Hang = "echo '#5 RUN ./configure'; exec sleep 600";

    private readonly TemporaryFolder folder = new();
    private readonly HandClock clock = new();
    private readonly Limits limits;

    public TimeLimitTests()
    {
        limits = new Limits(clock);
        var docker = folder.File(
            "bin/docker",
            $$$"""
            #!/bin/sh
            PATH=/usr/bin:/bin
            case "$1 $2" in
              "version "*) echo '{"Client":{"Version":"26.1.5","Os":"linux","Arch":"amd64"},"Server":{"Version":"26.1.5","Os":"linux","Arch":"amd64"}}' ;;
              "buildx version") echo buildx ;;
              "context "*) echo default ;;
              "buildx build"|"pull "*) {{{Hang}}} ;;
            esac
            """
        );
        File.SetUnixFileMode(docker, (UnixFileMode)0b111_101_101);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_image_build_that_does_not_end_is_ended_and_its_key_is_named()
    {
        var build = new ImageBuild("localhost/x:1", "linux/amd64", "FROM scratch\n", folder.Path)
        {
            Name = "builder-amd64",
            Timeout = TimeSpan.FromMinutes(90),
            TimeoutKey = "builder.timeout",
        };

        var problem = await ProblemAsync(engine => engine.BuildImageAsync(build, limits, Cancellation));

        (problem.Code, problem.What).ShouldBe((ErrorCode.ImageBuildFailed, "the image builder-amd64 was not built within 1 h 30 min, and its build was ended"));
        problem.Fix.ShouldBe("mend what hangs (its last lines are below), or raise builder.timeout in springform.yaml (0: none)");
        problem.Details.ShouldBe(["#5 RUN ./configure"]);
        limits.Passed.ShouldBe([TimeSpan.FromMinutes(90)]);
    }

    [Fact]
    public async Task A_pull_that_does_not_end_is_ended_after_an_hour_and_leads_to_no_other_image()
    {
        var problem = await ProblemAsync(engine => engine.PullAsync("debian:bookworm", "linux/amd64", limits, Cancellation));

        (problem.Code, problem.What, problem.Where).ShouldBe(
            (ErrorCode.BaseUnavailable, "debian:bookworm was not pulled within 1 h, and the pull was ended", "debian:bookworm")
        );
        limits.Passed.ShouldBe([TimeSpan.FromHours(1)]);
    }

    [Fact]
    public async Task A_mirror_that_never_ends_is_ended_after_an_hour_and_leaves_nothing()
    {
        using var host = new FakeMmdebstrap($"printf half > \"$TAR\"; {Hang}") { Clock = clock };

        var error = await Should.ThrowAsync<SpringformException>(() => host.Open().EnsureAsync(RootfsCacheTests.Native, limits, Cancellation));

        error.Problems.ShouldHaveSingleItem().What.ShouldBe($"the base {RootfsCacheTests.Native.FileName} was not made within 1 h, and mmdebstrap was ended");
        error.Problems[0].Details.ShouldBe(["#5 RUN ./configure"]);
        error.ExitCode.ShouldBe(ExitCode.Environment);
        limits.Passed.ShouldBe([TimeSpan.FromHours(1)]);
        host.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_daemon_that_takes_a_question_and_never_answers_is_one_that_does_not_answer()
    {
        var docker = folder.File("hangs/docker", $"#!/bin/sh\nPATH=/usr/bin:/bin\n{Hang}\n");
        File.SetUnixFileMode(docker, (UnixFileMode)0b111_101_101);
        var processes = new ProcessRunner(ProcessEnvironment.Current().With([new("PATH", Path.GetDirectoryName(docker))]));
        var locator = new EngineLocator(EngineKind.Docker, processes, furtherFolders: [], new Index.ImpatientClock());

        var problem = (await Should.ThrowAsync<SpringformException>(() => locator.FindAsync(Cancellation))).Problems.ShouldHaveSingleItem();

        (problem.Code, problem.Where).ShouldBe((ErrorCode.EngineNotRunning, "docker version did not answer within 60 s"));
    }

    public void Dispose() => folder.Dispose();

    private async Task<Problem> ProblemAsync(Func<CommandLineEngine, Task> act)
    {
        var processes = new ProcessRunner(ProcessEnvironment.Current().With([new("PATH", Path.Combine(folder.Path, "bin"))]));
        var engine = new CommandLineEngine(new EngineLocator(null, processes, furtherFolders: []), processes, new RunIdentity("r", "h", "l", "p"), clock);
        return (await Should.ThrowAsync<SpringformException>(() => act(engine))).Problems.ShouldHaveSingleItem();
    }

    /// <summary>The first line that the hanging program says lets its time be over.</summary>
    private sealed class Limits(HandClock clock) : IOutput
    {
        public IReadOnlyList<TimeSpan> Passed { get; private set; } = [];

        public void Line(string text) => Passed = clock.Pass();
    }
}
