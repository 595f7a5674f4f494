using Springform.ContainerTests.EndToEnd;
using Springform.Tests.Abi;

namespace Springform.ContainerTests.Deploy;

/// <summary>Files and a check command, without anything that Springform knows about what runs there.</summary>
[Draw(3)]
[Collection(Deploys.Name)]
public sealed class PlainDeploys(DeployWorkshop deploys)
{
    [Fact]
    public async Task Files_are_copied_when_the_check_passes_and_come_back_when_it_fails()
    {
        var container = await deploys.StartContainerAsync("tail", "-f", "/dev/null");
        Ship(container, "good 1", "[grep, -q, good, /opt/app.conf]");
        Deploy().Ends(0).Says("new       /opt/app.conf", "1 file copied");
        (await container.ExecAsync("stat", "-c", "%a %U:%G", "/opt/app.conf")).ShouldBe(["640 postgres:postgres"]);

        deploys.Project.File("app.conf", "bad\n");
        Deploy().Ends(1).Says("E642", "the check 'grep -q good /opt/app.conf' ended with exit code 1", "rolled back: 1 file as before");
        (await container.ExecAsync("cat", "/opt/app.conf")).ShouldBe(["good 1"]);

        deploys.Project.File("app.conf", "good 2\n");
        Deploy().Ends(0).Says("replaced  /opt/app.conf");
        (await container.ExecAsync("ls", "-A", "/opt")).ShouldBe(["app.conf"]);
        Deploy("--container=nobody").Ends(4).Says("E641", "there is no container 'nobody'");
    }

    [Fact]
    public async Task A_container_that_is_killed_meanwhile_is_put_right_by_the_next_deploy()
    {
        var container = await deploys.StartContainerAsync("tail", "-f", "/dev/null");
        Ship(container, "good 1", "[grep, -q, good, /opt/app.conf]");
        Deploy().Ends(0);
        // With the second version in place the check does not end until it is told to.
        Ship(container, "good 2", "\"if grep -q 2 /opt/app.conf; then until [ -e /tmp/go ]; do :; done; fi\"");

        using (var run = deploys.Project.Start("--target=Deploy"))
        {
            await container.ExecAsync("sh", "-c", "until grep -q 2 /opt/app.conf; do :; done");
            await container.KillAsync();
            run.End().Ends(1).Says("E643", "/opt/app.conf", "the next deploy puts it back");
        }

        await container.StartAsync();
        await container.ExecAsync("touch", "/tmp/go");
        Deploy().Ends(0).Says("an earlier deploy did not end: /opt/app.conf is as it was before it", "replaced  /opt/app.conf");
        (await container.ExecAsync("ls", "-A", "/opt")).ShouldBe(["app.conf"]);
    }

    [Fact]
    public async Task On_this_machine_commands_run_each_time_anew_and_what_they_make_is_held_to_the_container()
    {
        var container = await deploys.StartContainerAsync("tail", "-f", "/dev/null");
        Ship(container, "good", "[grep, -q, '', /opt/host]");
        deploys.Project.Replace(
            "springform.yaml",
            "{run: [sh, build.sh], inputs: [tiny.c, build.sh, flags], outputs: [tiny.so]}",
            "{run: [sh, host.sh], outputs: [host]}"
        );
        deploys.Project.Replace("springform.yaml", "from: app.conf,", "from: host,");
        deploys.Project.File("host.sh", $"echo \"$PPID $(readlink /proc/$PPID/exe)\" >host; [ ! -e later.so ] || cp later.so host\n");

        Deploy("BUILD_IN_CONTAINER=false").Ends(0).Says("1 run, 0 cached", "new       /opt/host").SaysNot("server:17 built");
        (await container.ExecAsync("cat", "/opt/host")).ShouldHaveSingleItem().ShouldEndWith("/dotnet");
        Deploy("BUILD_IN_CONTAINER=false").Ends(0).Says("1 run, 0 cached", "replaced  /opt/host");

        new SyntheticElf { Needed = ["libc.so.6"], Imports = ["later@GLIBC_2.99"] }.Write(deploys.Project.PathOf("later.so"));
        Deploy("BUILD_IN_CONTAINER=false").Ends(5).Says("E214", "GLIBC_2.99");
        File.Delete(deploys.Project.PathOf("later.so"));
        Deploy().Ends(0).Says("1 run, 0 cached");
        (await container.ExecAsync("cat", "/opt/host")).ShouldHaveSingleItem().ShouldNotContain("dotnet");
    }

    [Fact]
    public async Task A_full_disk_changes_nothing()
    {
        var container = await deploys.StartOnSmallDiskAsync("/opt");
        Ship(container, new string('x', 1 << 20), "[grep, -q, x, /opt/app.conf]");

        Deploy().Ends(4).Says("E305", "/opt/app.conf was not written", "is full");

        (await container.ExecAsync("ls", "-A", "/opt")).ShouldBeEmpty();
    }

    private Springform.Tests.EndToEnd.CliResult Deploy(params string[] words) => deploys.Project.Run(["--target=Deploy", .. words]);

    private void Ship(DeployServer container, string text, string check)
    {
        deploys.Ship("1.0");
        var yaml = deploys.Project.Text("springform.yaml");
        deploys.Project.File("app.conf", $"{text}\n");
        deploys.Project.File(
            "springform.yaml",
            yaml[..yaml.IndexOf("deploy:", StringComparison.Ordinal)]
                + $$"""
                deploy:
                  label: deploy-test={{container.Name}}
                  files: [{from: app.conf, to: /opt/, mode: "0640", owner: postgres:postgres}]
                  check: [{{check}}]

                """
        );
    }
}
