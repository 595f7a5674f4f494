using Springform.Engine;
using Springform.Errors;

namespace Springform.Tests.Engine;

/// <summary>"exec format error" is explained where the processor is missing, and only there.</summary>
public sealed class EmulationProblemsTests
{
    private static readonly EngineInfo Engine = new(
        EngineKind.Docker,
        "/usr/bin/docker",
        "26.1.5",
        "26.1.5",
        Buildx: true,
        BuildKit: true,
        "linux/amd64",
        ["linux/amd64", "linux/arm64"]
    );

    [Theory]
    [InlineData("exec /bin/sh: exec format error")] // docker 26
    [InlineData("standard_init_linux.go:228: exec user process caused: exec format error")] // docker 20.10
    [InlineData("[FATAL tini (7)] exec sh failed: Exec format error")] // docker-init
    [InlineData("#7 0.142 exec /bin/sh: exec format error")] // BuildKit
    public void A_platform_that_does_not_run_here_is_told_with_its_remedy(string line)
    {
        var problem = EmulationProblems.Of(Engine, "linux/s390x", "compile/x", ["something else", line]).ShouldNotBeNull();

        (problem.Code, problem.What).ShouldBe((ErrorCode.MissingCapability, "this machine cannot run linux/s390x programs: exec format error"));
        problem.Fix.ShouldContain("--provision");
        problem.Fix.ShouldContain("qemu-user-static binfmt-support");
    }

    [Theory]
    [InlineData("linux/arm64", "exec ./tool: exec format error")]
    [InlineData("linux/s390x", "make: *** [all] Error 2")]
    public void Where_it_runs_or_something_else_failed_it_is_the_programs_own_fault(string platform, string line) =>
        EmulationProblems.Of(Engine, platform, "compile/x", [line]).ShouldBeNull();
}
