using System.Diagnostics;
using Springform.Tests.EndToEnd;

namespace Springform.ContainerTests.EndToEnd;

/// <summary>
/// A machine without QEMU: the kernel's table of interpreters is out of sight, in a mount namespace of the process alone, so that nothing else on this machine
/// notices.
/// </summary>
[Collection(OneAtATime.Name)]
public sealed class Emulation(Workshop workshop)
{
    [Fact]
    public void The_doctor_says_that_emulation_is_missing_and_provision_turns_it_on()
    {
        workshop.Require();
        Assert.SkipUnless(File.Exists("/proc/sys/fs/binfmt_misc/qemu-aarch64") || ExampleCopy.IsCi, "this machine does not emulate arm64");
        using var project = new GitProject();
        project.File(
            "springform.yaml",
            "name: demo\nversion: 1.0.0\nbases: {tiny: \"debian:bookworm\"}\nbuilder: {image: b, dockerfile: Dockerfile}\n"
                + "targets: {arm64: linux/arm64}\ncompile: [{run: [make], outputs: [out]}]\npackages: [{archive: a.tgz, root: a, files: [out]}]\n"
        );
        project.File("Dockerfile", "FROM debian:bookworm\n");
        project.Commit();

        var without = Hidden(project, "--target=Doctor");
        var provisioned = Hidden(project, "--target=Doctor --provision");

        without.Ends(4).Says("E311 linux/arm64: does not run here", "fix", "qemu-user-static", "--provision");
        provisioned.Ends(0).Says("mounting /proc/sys/fs/binfmt_misc", "turning on the emulation of linux/arm64 (qemu-aarch64)", "linux/arm64", "emulated");
    }

    private static CliResult Hidden(GitProject project, string words)
    {
        var command = $"umount /proc/sys/fs/binfmt_misc && exec dotnet exec {Cli.Host} {words}";
        var start = new ProcessStartInfo("unshare", ["--mount", "sh", "-ec", command])
        {
            WorkingDirectory = project.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NO_COLOR"] = "1";
        start.Environment.Remove("GITHUB_ACTIONS");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new CliResult(process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
