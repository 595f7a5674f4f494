namespace Springform.Tests.EndToEnd;

/// <summary>
/// What examples/autobahn installs on Rocky Linux, whose images no test here can have: with a dnf that only writes down what it is asked for.
/// </summary>
public sealed class AutobahnPackages : IDisposable
{
    private static readonly string Script = Path.Combine(Golden.RepositoryRoot(), "examples", "autobahn", "builder", "packages.sh");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("runtime", "python3 python3-pip")]
    [InlineData("builder", "--enablerepo=crb gcc glibc-devel python3-devel python3-setuptools python3-wheel")]
    public void Where_there_is_no_apt_dnf_installs_what_the_stage_needs(string stage, string packages)
    {
        Run(stage).ExitCode.ShouldBe(0);

        File.ReadAllLines(Path.Combine(folder.Path, "asked")).ShouldBe([$"install -q -y --setopt=install_weak_deps=False {packages}", "clean all"]);
    }

    [Fact]
    public void A_package_that_dnf_does_not_have_fails_the_build() => Run("runtime", "exit 1").ExitCode.ShouldBe(1);

    /// <summary>On a PATH where dnf is the only program.</summary>
    private CommandResult Run(string stage, string more = "")
    {
        var dnf = folder.File("bin/dnf", $"#!/bin/sh\necho \"$*\" >>'{folder.Path}/asked'\n{more}\n");
        File.SetUnixFileMode(dnf, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return Command.Run(folder.Path, ["/bin/sh", Script, stage], new Dictionary<string, string?> { ["PATH"] = Path.GetDirectoryName(dnf) });
    }
}
