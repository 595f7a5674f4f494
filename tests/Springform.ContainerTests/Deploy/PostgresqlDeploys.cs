using Springform.ContainerTests.Cache;
using Springform.ContainerTests.Support;
using Springform.Machine;
using Springform.Plan;
using Springform.Publish.Images;
using Springform.Registry;
using Springform.Tests.Abi;

namespace Springform.ContainerTests.Deploy;

/// <summary>An extension is installed into PostgreSQL 17 servers that run, and whatever can go wrong does.</summary>
[Draw(3)]
[Collection(Deploys.Name)]
public sealed class PostgresqlDeploys(DeployWorkshop deploys)
{
    [Fact]
    public async Task A_fresh_install_is_planned_then_done_and_a_second_one_copies_nothing()
    {
        var server = await deploys.StartAsync();
        deploys.Ship("1.0");

        deploys
            .Project.Run("--target=DeployPlan", $"--container={server.Name}")
            .Ends(0)
            .Says(
                "new       /usr/lib/postgresql/17/lib/tiny.so",
                "new       /usr/share/postgresql/17/extension/tiny.control",
                "CREATE EXTENSION \"tiny\" VERSION '1.0'",
                "PostgreSQL 17",
                "glibc 2.41"
            );
        (await server.FilesAsync()).ShouldBeEmpty();

        server.Deploy().Ends(0).Says("was absent", "done: CREATE EXTENSION", "the server was not restarted");
        (await server.AskAsync("SELECT tiny_answer()")).ShouldBe("10");
        var files = await server.FilesAsync();
        files.ShouldNotContain("springform-");
        files.ShouldContain("644 0:0 /usr/share/postgresql/17/extension/tiny.control");
        (await deploys.LeftContainersAsync()).ShouldBeEmpty();

        server.Deploy().Ends(0).Says("unchanged /usr/lib/postgresql/17/lib/tiny.so", "nothing to do");
        (await server.FilesAsync()).ShouldBe(files);

        server.Deploy("FORCE_COPY=1").Ends(0).Says("again     /usr/lib/postgresql/17/lib/tiny.so", "5 files copied");
        (await server.FilesAsync()).ShouldNotBe(files);
    }

    [Fact]
    public async Task EXT_VERSION_OVERRIDE_names_the_version_that_is_installed()
    {
        var server = await deploys.StartAsync();
        deploys.Ship("1.1");

        deploys
            .Project.Run("--target=DeployPlan", $"--container={server.Name}", "EXT_VERSION_OVERRIDE=1.0")
            .Ends(0)
            .Says("CREATE EXTENSION \"tiny\" VERSION '1.0'");
    }

    [Fact]
    public async Task An_upgrade_keeps_the_data_and_a_downgrade_is_refused()
    {
        var server = await deploys.StartAsync();
        deploys.Ship("1.0");
        server.Deploy().Ends(0);
        await server.AskAsync("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS number");

        deploys.Ship("1.1");
        server.Deploy().Ends(0).Says("replaced  /usr/lib/postgresql/17/lib/tiny.so", "done: ALTER EXTENSION \"tiny\" UPDATE TO '1.1'");
        (
            await server.AskAsync("SELECT tiny_more() || ' ' || extversion || ' ' || (SELECT count(*) FROM kept) FROM pg_extension WHERE extname = 'tiny'")
        ).ShouldBe("11 1.1 1000");
        var files = await server.FilesAsync();

        deploys.Ship("1.0");
        server.Deploy().Ends(2).Says("E648", "tiny 1.1", "--allow-downgrade");
        (await server.FilesAsync()).ShouldBe(files);
    }

    [Fact]
    public async Task A_library_that_needs_a_newer_glibc_is_stopped_before_anything_is_copied()
    {
        var server = await deploys.StartAsync();
        deploys.Ship("1.0");
        new SyntheticElf { Needed = ["libc.so.6"], Imports = ["later@GLIBC_2.99"] }.Write(deploys.Project.PathOf("tiny_next.so"));
        deploys.Project.Replace("springform.yaml", "files: [tiny.so,", "files: [tiny.so, tiny_next.so,");

        server.Deploy().Ends(5).Says("E214", "tiny_next.so", "GLIBC_2.99", "glibc 2.41");

        (await server.FilesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_library_that_crashes_on_load_never_reaches_the_running_server()
    {
        var server = await deploys.StartAsync();
        deploys.Ship("1.0");
        server.Deploy().Ends(0);
        var session = await server.OpenSessionAsync();
        var files = await server.FilesAsync();

        deploys.Ship("1.1", "-DCRASH");
        server.Deploy().Ends(1).Says("E646", "tiny.so does not load in a throw-away server", "the running server was not touched");

        (await server.SessionsAsync()).ShouldBe(session);
        (await server.FilesAsync()).ShouldBe(files);
        (await deploys.LeftContainersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_library_that_fails_only_in_the_running_server_is_rolled_back()
    {
        var server = await deploys.StartAsync();
        deploys.Ship("1.0");
        server.Deploy().Ends(0);
        await server.ExecAsync("touch", "/var/tmp/refuse");
        var files = await server.FilesAsync();

        deploys.Ship("1.1", "-DPICKY");
        server.Deploy().Ends(1).Says("E642", "does not load in the running server", "this server is refused", "rolled back: 2 files as before");

        (await server.FilesAsync()).ShouldBe(files);
        (await server.AskAsync("SELECT tiny_answer() || ' ' || extversion FROM pg_extension WHERE extname = 'tiny'")).ShouldBe("10 1.0");
    }

    [Fact]
    public async Task A_smoke_query_that_fails_takes_the_update_back_too()
    {
        var server = await deploys.StartAsync();
        deploys.Ship("1.0");
        server.Deploy().Ends(0);
        var files = await server.FilesAsync();

        deploys.Ship("1.1");
        deploys.Project.Replace("springform.yaml", "SELECT tiny_answer()", "SELECT 1 / (tiny_more() - 11)");
        server.Deploy().Ends(1).Says("E642", "division by zero", "rolled back");

        (await server.FilesAsync()).ShouldBe(files);
        (await server.AskAsync("SELECT extversion FROM pg_extension WHERE extname = 'tiny'")).ShouldBe("1.0");
    }

    [Fact]
    public async Task A_library_that_is_loaded_at_the_start_needs_a_restart_and_gets_one()
    {
        var server = await deploys.StartAsync();
        deploys.Ship("1.0");
        server.Deploy().Ends(0).Says("the server was not restarted");
        await server.AskAsync("ALTER SYSTEM SET shared_preload_libraries = 'tiny'");
        await deploys.RestartAsync(server);

        deploys.Ship("1.1");
        server.Deploy().Ends(0).Says("restart   the container", "the server was away for");

        (await server.AskAsync("SELECT tiny_more()")).ShouldBe("11");
    }

    [Fact]
    public async Task A_builder_is_made_from_the_image_that_runs_and_anew_when_another_one_runs()
    {
        var server = await deploys.StartAsync();
        deploys.Ship("1.0", builder: deploys.RuntimeBuilder);

        server.Deploy().Ends(0).Says($"of the container {server.Name}", "runtime:1 built", "CREATE EXTENSION");
        server.Deploy().Ends(0).Says("nothing to do").SaysNot("runtime:1 built");
        var changed = await deploys.StartChangedAsync(server);
        deploys.Project.Run("--target=BuilderImage", $"--container={changed.Name}").Ends(0).Says($"of the container {changed.Name}", "runtime:1 built");
        deploys.Project.Run("--target=BuilderImage").Ends(4).Says("E641", "there is no container");
    }

    [Fact]
    public async Task The_same_files_as_an_image_are_pulled_from_a_registry_and_make_the_extension_too()
    {
        var server = await deploys.StartAsync();
        var processes = new ProcessRunner(ProcessEnvironment.Current());
        await using var registry = await DockerRegistry.StartAsync(processes, withPassword: false, TestContext.Current.CancellationToken);
        var repository = $"{registry.Address}/team/tiny";
        deploys.Ship("1.0");
        deploys.Project.File(
            "springform.yaml",
            deploys.Project.Text("springform.yaml")
                + "smoke: {skip: \"a plugin of PostgreSQL\"}\n"
                + $"packages:\n  - image: \"{repository}\"\n    archive: tiny.oci.tar\n    files:\n"
                + "      - {from: tiny.so, to: lib/}\n      - {from: tiny.control, to: share/extension/}\n"
                + "      - {from: \"tiny--*.sql\", to: share/extension/}\n"
        );
        deploys.Project.Run("--target=Dist").Ends(0);
        var release = new ImageRelease(
            [new PlannedImage($"{repository}:1.0.0", [(deploys.Platform, "tiny.oci.tar")])],
            deploys.Project.PathOf("dist"),
            address => new RegistryClient(
                RegistryAddress.Parse(address, "packages.image"),
                new RegistryCredentials(processes),
                TimeProvider.System,
                writes: true
            ),
            deploys.Project.Beside("scratch"),
            new RecordedOutput()
        );
        await release.UploadAsync(TestContext.Current.CancellationToken);
        (await release.NameAsync(TestContext.Current.CancellationToken)).ShouldBe(1);

        await server.TakeImageAsync($"{repository}:1.0.0", deploys.Project.Beside("unpacked"));

        await server.AskAsync("CREATE EXTENSION tiny");
        (await server.AskAsync("SELECT tiny_answer()")).ShouldBe("10");
    }
}
