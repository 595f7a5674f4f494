using Springform.ContainerTests.EndToEnd;
using Springform.Tests.EndToEnd;

namespace Springform.ContainerTests.Deploy;

/// <summary>What happens to a server, its container and the deploy itself while an extension is installed.</summary>
[Draw(2)]
[Collection(Deploys.Name)]
public sealed class DeployAccidents(DeployWorkshop deploys)
{
    [Fact]
    public async Task A_statement_that_does_not_end_is_ended_by_the_server_and_all_is_as_before()
    {
        var server = await deploys.StartAsync();
        deploys.Ship("1.0");
        server.Deploy().Ends(0);
        var files = await server.FilesAsync();

        deploys.Ship("1.1", deploy: "  timeout: 30s"); // for the trial in a throw-away server too
        deploys.Project.Replace("springform.yaml", "SELECT tiny_answer()", "SELECT pg_sleep(3600)");
        server.Deploy().Ends(1).Says("E642", "canceling statement due to statement timeout", "rolled back");

        (await server.FilesAsync()).ShouldBe(files);
        (await server.AskAsync("SELECT extversion FROM pg_extension WHERE extname = 'tiny'")).ShouldBe("1.0");
        (await server.SessionsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_that_is_cancelled_in_its_transaction_waits_for_it_so_that_files_and_catalog_agree()
    {
        var server = await deploys.StartAsync();
        deploys.Ship("1.0");
        server.Deploy().Ends(0);

        deploys.Ship("1.1");
        deploys.Project.Replace("springform.yaml", "SELECT tiny_answer()", "SELECT pg_sleep(5)");
        using (var run = deploys.Project.Start("--target=Deploy", $"--container={server.Name}"))
        {
            while ((await server.SessionsAsync()).Length == 0) { }
            run.Signal("INT");
            run.End().ExitCode.ShouldBeOneOf(0, 130);
        }

        (await server.AskAsync("SELECT tiny_more() || ' ' || extversion FROM pg_extension WHERE extname = 'tiny'")).ShouldBe("11 1.1");
        (await server.FilesAsync()).ShouldNotContain("springform-");
        server.Deploy().Ends(0).Says("nothing to do").SaysNot("an earlier deploy did not end");
    }

    [Fact]
    public async Task A_wrong_password_is_told_and_never_shown()
    {
        var server = await deploys.StartAsync();
        deploys.Ship("1.0", server: ", user: app, password: APP_PASSWORD");

        server.Deploy("APP_PASSWORD=the-wrong-word", "--verbosity=diagnostic").Ends(4).Says("E645", "refuses app").SaysNot("the-wrong-word");
        server.Deploy().Ends(2).Says("E109", "APP_PASSWORD");
        (await server.FilesAsync()).ShouldBeEmpty();

        server.Deploy($"APP_PASSWORD={DeployWorkshop.Password}", "--verbosity=diagnostic").Ends(0).SaysNot(DeployWorkshop.Password);
    }

    [Fact]
    public async Task A_server_that_does_not_become_ready_is_told()
    {
        var container = await deploys.StartContainerAsync("tail", "-f", "/dev/null");
        deploys.Ship("1.0", deploy: "  timeout: 2s");

        container.Deploy().Ends(4).Says("E645", "did not become ready within 2 s");

        (await container.FilesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_deploys_into_one_container_do_not_mix()
    {
        var server = await deploys.StartAsync();
        deploys.Ship("1.0", deploy: "  check: [\"touch /tmp/held; until [ -e /tmp/go ]; do :; done\"]");
        var second = deploys.CopyOfProject("second");

        using (var first = deploys.Project.Start("--target=Deploy", $"--container={server.Name}"))
        {
            await server.ExecAsync("sh", "-c", "until [ -e /tmp/held ]; do :; done");
            Deploy(second).Ends(4).Says("E644", "another deploy is at work");
            (await server.FilesAsync()).ShouldBeEmpty();
            await server.ExecAsync("touch", "/tmp/go");
            first.End().Ends(0).Says("done: CREATE EXTENSION");
        }

        Deploy(second).Ends(0).Says("nothing to do");
        (await server.AskAsync("SELECT tiny_answer()")).ShouldBe("10");

        CliResult Deploy(string folder) => deploys.Project.Run("--project", folder, "--target=Deploy", $"--container={server.Name}");
    }

    [Fact]
    public async Task A_container_that_is_replaced_while_the_project_compiles_gets_nothing_until_it_is_built_on_the_image_that_runs_now()
    {
        var server = await deploys.StartAsync();
        deploys.Ship("1.0", builder: deploys.RuntimeBuilder);
        var volume = deploys.VolumeOf("flag");
        deploys.Project.Replace("springform.yaml", "outputs: [tiny.so]", "outputs: [tiny.so], caches: {flag: /flag}");
        deploys.Project.Replace("build.sh", "set -e\n", "set -e\ntouch /flag/held; until [ -e /flag/go ]; do :; done\n");
        try
        {
            using (var run = deploys.Project.Start("--target=Deploy", $"--container={server.Name}"))
            {
                await server.InVolumeAsync(volume, "until [ -e /flag/held ]; do :; done");
                await deploys.ReplaceAsync(server);
                await server.InVolumeAsync(volume, "touch /flag/go");
                run.End().Ends(4).Says("E649", "run the same command again");
            }

            (await server.FilesAsync()).ShouldBeEmpty();
            server.Deploy().Ends(0).Says("runtime:1 built", "done: CREATE EXTENSION");
        }
        finally
        {
            deploys.Project.Replace("build.sh", "touch /flag/held; until [ -e /flag/go ]; do :; done\n", "");
            await deploys.RemoveVolumeAsync(volume);
        }
    }

    [Fact]
    public async Task A_container_that_is_killed_while_a_file_is_copied_has_the_old_file_and_the_next_deploy_goes_on()
    {
        var server = await deploys.StartAsync();
        deploys.Ship("1.0");
        server.Deploy().Ends(0);
        var before = await server.AskAsync("SELECT tiny_answer()");
        deploys.Ship("1.1");
        // So large that it is found half-written.
        deploys.Project.Replace("build.sh", "tiny.c\n", "tiny.c\nhead -c 300000000 /dev/zero >>tiny.so\n");

        using (var run = deploys.Project.Start("--target=Deploy", $"--container={server.Name}"))
        {
            await server.ExecAsync("sh", "-c", "until [ -e /usr/lib/postgresql/17/lib/.springform-new.tiny.so ]; do :; done");
            await server.KillAsync();
            run.End().ExitCode.ShouldBeOneOf(1, 4);
        }

        deploys.Project.Replace("build.sh", "head -c 300000000 /dev/zero >>tiny.so\n", "");
        await server.StartAsync();
        await server.WaitAsync();
        (await server.AskAsync("SELECT tiny_answer()")).ShouldBe(before);
        server.Deploy().Ends(0).Says("done: ALTER EXTENSION");
        (await server.AskAsync("SELECT tiny_more()")).ShouldBe("11");
        (await server.FilesAsync()).ShouldNotContain("springform-");
    }

    [Fact]
    public async Task What_a_killed_deploy_left_is_put_back_by_the_next_one()
    {
        var server = await deploys.StartAsync();
        deploys.Ship("1.0");
        server.Deploy().Ends(0);
        var files = await server.FilesAsync();
        await server.ExecAsync(
            "sh",
            "-c",
            "cd /usr/lib/postgresql/17/lib && ln tiny.so .springform-old.tiny.so && echo half >.springform-new.tiny.so "
                + "&& cp .springform-new.tiny.so x && mv x tiny.so && echo stray >tiny_more.so && : >.springform-none.tiny_more.so"
        );

        server.Deploy().Ends(0).Says("an earlier deploy did not end: /usr/lib/postgresql/17/lib/tiny.so is as it was before it", "nothing to do");

        (await server.FilesAsync()).ShouldBe(files);
    }
}
