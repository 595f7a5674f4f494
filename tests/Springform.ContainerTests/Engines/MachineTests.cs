using Springform.ContainerTests.Support;
using Springform.Engine;
using Springform.Engine.Health;
using Springform.Images;
using Springform.Machine;
using Springform.Plan;

namespace Springform.ContainerTests.Engines;

/// <summary>Doctor and --provision on a machine that has all it needs.</summary>
public sealed class MachineTests(MachineDocker engine) : IClassFixture<MachineDocker>
{
    private static readonly string[] Platforms = ["linux/amd64", "linux/arm64"];

    private static readonly MachineNeeds Needs = new(Platforms, MirrorTools.For(["bookworm"], Platforms));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Provisioning_a_machine_that_has_all_does_nothing_and_says_nothing()
    {
        SkipUnlessComplete();
        var said = new List<string>();
        var commands = new List<string>();
        var processes = new ProcessRunner(engine.Environment, command => commands.Add(Path.GetFileName(command.Executable)));

        // Not root: whatever it tried to change would be refused.
        await new Provisioner(processes, TimeProvider.System, said.Add, isRoot: false).ProvisionAsync(null, Needs, Cancellation);

        said.ShouldBeEmpty();
        commands.Distinct().ShouldBe(["docker"]);
    }

    [Fact]
    public async Task The_doctor_finds_such_a_machine_well()
    {
        SkipUnlessComplete();
        using var folder = new TempFolder();
        await engine.Processes.CaptureAsync(new ProcessCommand("git", ["init", "-q", folder.Path]), Cancellation);

        var rows = await new Doctor(engine.LocatorFor(engine.Processes), engine.Processes, TimeProvider.System, folder.Path).ExamineAsync(Needs, Cancellation);

        rows.Select(row => row.Check)
            .ShouldBe([
                "engine",
                "builder",
                "linux/amd64",
                "linux/arm64",
                "disk",
                "git",
                "repository",
                "clock",
                "proxies",
                "mmdebstrap",
                "arch-test",
                "debian-archive-keyring.gpg",
            ]);
        rows.Where(row => row.Status == DoctorStatus.Fail).ShouldBeEmpty();
        rows.ShouldAllBe(row => row.Status == DoctorStatus.Ok || row.Remedy.Length > 0);
    }

    private void SkipUnlessComplete()
    {
        string[] programs = ["mmdebstrap", "arch-test", "update-binfmts"];
        var complete =
            engine.Missing is null
            && programs.All(program => engine.Environment.FindExecutables(program, "/usr/sbin").Count > 0)
            && engine.Info.Platforms.Contains("linux/arm64");
        Assert.SkipUnless(complete || engine.Environment["CI"] == "true", engine.Missing ?? "not all of mmdebstrap, arch-test and qemu are installed here");
    }
}
