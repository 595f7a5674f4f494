using Springform.Engine;
using Springform.Engine.Health;
using Springform.Errors;
using Springform.Machine;
using Springform.Plan;

namespace Springform.Tests.Engine;

/// <summary>A machine that lacks things, held against what a build needs.</summary>
public sealed class MachineCheckTests : IDisposable
{
    private const string Certain = "/nowhere/springform-certain";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static MachineFile Patchelf => new(Certain, "some-package", "libraries that come along");

    private static MachineFile Mirror => new("springform-no-such-mmdebstrap", "mmdebstrap", "base images without a registry") { OnlyWithoutRegistry = true };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task All_that_is_missing_is_told_at_once_and_each_with_the_one_command()
    {
        var problems = await ExamineAsync(Found("linux/amd64"), new MachineNeeds(["linux/amd64", "linux/arm64", "linux/s390x"], [Patchelf, Mirror]));

        problems
            .Select(problem => $"{problem.Code} {problem.What}")
            .ShouldBe([
                "E304 this machine cannot run linux/arm64 programs",
                "E304 this machine cannot run linux/s390x programs",
                "E303 springform-certain is not installed; it is needed for libraries that come along",
                "E303 springform-no-such-mmdebstrap is not installed; it is needed for base images without a registry",
            ]);
        problems.ShouldAllBe(problem => problem.Fix.StartsWith(MachineCheck.Remedy, StringComparison.Ordinal) && problem.Code.ExitCode == ExitCode.Environment);
    }

    [Fact]
    public async Task Without_an_engine_the_rest_is_told_too()
    {
        var problems = await ExamineAsync(
            _ => throw new SpringformException(new Problem(ErrorCode.NoEngine, "docker or podman is not installed", "PATH", MachineCheck.Remedy)),
            new MachineNeeds(["linux/amd64"], [Patchelf, Mirror])
        );

        problems.Select(problem => problem.Code.Number).ShouldBe([301, 303, 303]);
    }

    [Fact]
    public async Task What_only_a_missing_registry_makes_necessary_is_no_reason_of_its_own() =>
        (await ExamineAsync(Found("linux/amd64"), new MachineNeeds(["linux/amd64"], [Mirror]))).ShouldBeEmpty();

    [Fact]
    public async Task What_a_processor_runs_beside_its_own_needs_no_emulator() =>
        (await ExamineAsync(Found("linux/amd64"), new MachineNeeds(["linux/amd64", "linux/386"], []))).ShouldBeEmpty();

    [Fact]
    public async Task A_machine_that_has_all_is_fine()
    {
        var key = _folder.File("keys.gpg", "");

        (
            await ExamineAsync(
                Found("linux/amd64", "linux/arm64"),
                new MachineNeeds(["linux/arm64"], [new MachineFile(key, "keys", "bases"), new MachineFile("sh", "dash", "scripts")])
            )
        ).ShouldBeEmpty();
    }

    [Fact]
    public async Task Offline_nothing_is_installed_and_all_that_is_missing_is_named()
    {
        var started = new List<string>();
        var processes = new ProcessRunner(ProcessEnvironment.Current(), command => started.Add(Path.GetFileName(command.Executable)));

        var problem = (
            await Should.ThrowAsync<SpringformException>(() =>
                new Provisioner(processes, TimeProvider.System, _ => { }, isRoot: true, offline: true).ProvisionAsync(
                    null,
                    new MachineNeeds([], [Patchelf, Mirror]),
                    Cancellation
                )
            )
        ).Problems.ShouldHaveSingleItem();

        problem.Code.ShouldBe(ErrorCode.ProvisionFailed);
        problem.What.ShouldContain("some-package, mmdebstrap; --offline prevents installing");
        started.ShouldNotContain("apt-get");
        started.ShouldNotContain("apt-cache");
    }

    private static Func<CancellationToken, Task<EngineInfo>> Found(params string[] platforms) =>
        _ => Task.FromResult(new EngineInfo(EngineKind.Docker, "/usr/bin/docker", "26", "26", Buildx: true, BuildKit: true, "linux/amd64", platforms));

    private static Task<IReadOnlyList<Problem>> ExamineAsync(Func<CancellationToken, Task<EngineInfo>> probe, MachineNeeds needs) =>
        new MachineCheck(probe, ProcessEnvironment.Current()).ExamineAsync(needs, Cancellation);
}
