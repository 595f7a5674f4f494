using Springform.Tests.Fetch;

namespace Springform.Tests.EndToEnd;

/// <summary>
/// A project that releases a library and fetches it, as a library with native code does for those who build with it. Its archives are of plain files: no engine
/// is called.
/// </summary>
public sealed class Fetches : IAsyncLifetime
{
    private const string Yaml = """
        name: demo
        version: 1.2.3
        targets: {x: linux/amd64, y: linux/arm64, w: {platform: windows/amd64, build_platform: linux/amd64}}
        packages:
          - archive: "demo-{os}_{arch}.tar.gz"
            root: demo
            files: [{from: lib.txt, to: lib/}, {from: demo.h, to: include/}]
        fetch_index: {require: ["lib/*", "include/*"], mirrors: ["https://127.0.0.1:9/{version}"]}
        fetch:
          demo: {url: "URL{version}/", version: 1.2.3, source: ".", fallback: [sh, build.sh]}

        """;

    private readonly FaultServer server = new();
    private readonly FetchingProject project;

    public Fetches() => project = new FetchingProject(Yaml.Replace("URL", server.Address.AbsoluteUri, StringComparison.Ordinal));

    public ValueTask InitializeAsync()
    {
        project.Run("--target=Dist").Ends(0);
        server.ServeFolder(project.PathOf("dist"), "1.2.3/");
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        project.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public void The_index_is_in_dist_and_says_what_a_fetch_needs()
    {
        Golden.Matches(project.Text("dist/demo-fetch.json"), extension: "json");
        project.Text("dist/checksums.txt").ShouldContain("demo-fetch.json");
        project.Text("dist/artifacts.json").ShouldContain("\"name\": \"demo-fetch.json\"");
    }

    [Fact]
    public void The_same_inputs_give_the_same_index()
    {
        var before = project.Text("dist/demo-fetch.json");

        project.Run("--target=Dist", "--no-cache").Ends(0);

        project.Text("dist/demo-fetch.json").ShouldBe(before);
    }

    [Fact]
    public void A_first_fetch_records_what_it_found_and_says_so_and_the_next_asks_nobody()
    {
        project
            .Run("--target=Fetch")
            .Ends(0)
            .Says("1.2.3 was not pinned; what its index says is recorded in springform.fetch.lock", "lib/linux_", "downloaded (demo 1.2.3, demo-linux_");
        project.ShouldBeFetched();
        project.Text("springform.fetch.lock").ShouldContain("\"name\": \"demo-windows_amd64.tar.gz\"");
        var requests = server.Requests.Count;

        project.Run("--target=Fetch").Ends(0).Says("up to date (demo 1.2.3");

        server.Requests.Count.ShouldBe(requests);
    }

    [Fact]
    public void A_fetch_looks_at_no_commit_and_starts_no_git()
    {
        project.Run("--target=Fetch").Ends(0);
        var asked = project.Beside("asked");
        File.SetUnixFileMode(project.File("../bin/git", $"#!/bin/sh\necho \"$*\" >>'{asked}'\nexit 1\n"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var path = $"PATH={project.Beside("bin")}:{Environment.GetEnvironmentVariable("PATH")}";

        project.Run(path, "--target=Fetch").Ends(0).Says("up to date");

        File.Exists(asked).ShouldBeFalse();
        project.Run(path, "--target=Plan").Ends(2);
        File.Exists(asked).ShouldBeTrue();
    }

    [Fact]
    public void Only_the_archive_of_the_platform_is_asked_for()
    {
        project.Run("--target=Fetch", "--platform=windows/amd64").Ends(0);

        File.Exists(project.PathOf("lib/windows_amd64/lib/lib.txt")).ShouldBeTrue();
        server.Requests.Select(request => request.Path).Distinct().ShouldBe(["1.2.3/demo-fetch.json", "1.2.3/demo-windows_amd64.tar.gz"]);
    }

    [Fact]
    public void Several_platforms_come_at_once()
    {
        project.Run("--target=Fetch", "--platform=linux/amd64", "--platform=linux/arm64").Ends(0).Says("lib/linux_amd64/", "lib/linux_arm64/");

        File.Exists(project.PathOf("lib/linux_arm64/include/demo.h")).ShouldBeTrue();
    }

    [Fact]
    public void A_platform_without_an_archive_is_an_error_that_lists_those_it_has() =>
        project
            .Run("--target=Fetch", "--platform=darwin/arm64", "--origin=binary")
            .Ends(4)
            .Says("E322 demo has no archive for darwin/arm64", "it is made for linux/amd64, linux/arm64, windows/amd64");

    [Fact]
    public void An_unknown_platform_is_refused_with_the_nearest() =>
        project.Run("--target=Fetch", "--platform=macos-arm64").Ends(2).Says("E103 --platform cannot be 'macos-arm64'", "did you mean 'darwin/arm64'?");

    [Fact]
    public void A_complete_file_that_is_another_one_is_exit_6_and_nothing_is_built_instead()
    {
        project.Run("--target=UpdatePins", "--pins=fetch").Ends(0).Says("demo: pinned at 1.2.3, 3 archives");
        foreach (var name in Directory.GetFiles(project.PathOf("dist"), "*.tar.gz").Select(path => Path.GetFileName(path)!))
        {
            var bytes = File.ReadAllBytes(project.PathOf($"dist/{name}"));
            bytes[^10] ^= 1;
            server.Serve($"1.2.3/{name}", bytes);
        }

        project
            .Run("--target=Fetch")
            .Ends(6)
            .Says("E507 demo-linux_", "is complete, and is not the file that springform.fetch.lock pins", "the SHA-256 of the file is")
            .SaysNot("building it from source");
        project.ShouldHaveNothing();

        project.Run("--target=Fetch", "--origin=source").Ends(0).Says("built from source (demo 1.2.3");
        project.ShouldBeFetched();
    }

    [Fact]
    public void Without_the_release_it_is_built_from_source_and_said_why()
    {
        project.Run("--target=UpdatePins", "--pins=fetch").Ends(0);
        server.Fault = (_, _) => new FaultReply(404, []);

        project.Run("--target=Fetch").Ends(0).Says("127.0.0.1 answered 404", "building it from source instead, from .", "built from source (demo 1.2.3");
        project.ShouldBeFetched();
        project.Run("--target=Fetch").Ends(0).Says("up to date, built from source (--origin=binary fetches the release)");
        project.Run("--target=Fetch", "--origin=binary").Ends(0).Says("up to date");
    }

    [Fact]
    public void Before_the_first_release_it_is_built_from_source()
    {
        server.Fault = (_, _) => new FaultReply(404, []);

        project.Run("--target=Fetch").Ends(0).Says("the release of demo 1.2.3 cannot be had: 127.0.0.1 answered 404", "built from source (demo 1.2.3");
        project.ShouldBeFetched();
    }

    [Fact]
    public void Only_the_release_means_that_a_missing_one_is_an_error()
    {
        project.Run("--target=UpdatePins", "--pins=fetch").Ends(0);
        server.Fault = (_, _) => new FaultReply(404, []);

        project
            .Run("--target=Fetch", "--origin=binary")
            .Ends(4)
            .Says("E321 demo-linux_", "127.0.0.1 answered 404", "fix check the network, or build it from source with --origin=auto");
        project.ShouldHaveNothing();
    }

    [Fact]
    public void Offline_it_comes_from_the_cache_or_a_folder()
    {
        project.Run("--target=Fetch").Ends(0);
        Directory.Delete(project.PathOf("lib"), recursive: true);
        var requests = server.Requests.Count;

        project.Run("--target=Fetch", "--offline").Ends(0).Says("unpacked from the cache");
        project.ShouldBeFetched();

        Directory.Delete(project.PathOf("lib"), recursive: true);
        project.ForgetCache();
        project.Run("--target=Fetch", "--offline", "--origin=binary").Ends(4).Says("E321", "--offline prevents downloading it");
        project.Run("--target=Fetch", "--offline", "--origin=binary", $"--from={project.Folder}").Ends(4).Says("is in no folder that --from names");
        project.Run("--target=Fetch", "--offline", "--origin=binary", $"--from={project.PathOf("dist")}").Ends(0).Says("unpacked from");
        project.ShouldBeFetched();
        server.Requests.Count.ShouldBe(requests);
    }

    [Fact]
    public void Another_address_is_named_and_must_give_what_is_pinned()
    {
        server.ServeFolder(project.PathOf("dist"), "elsewhere/");
        var other = $"DEMO_RELEASE_URL={server.Address}elsewhere";
        project.Run("--target=Fetch", other).Ends(2).Says("E104 demo comes from another address, and nothing says what it should be");
        project.Run("--target=UpdatePins", "--pins=fetch").Ends(0);

        project.Run("--target=Fetch", other).Ends(0).Says($"demo comes from {server.Address.Authority}, as DEMO_RELEASE_URL says");
        server.Requests.ShouldContain(request => request.Path.StartsWith("elsewhere/demo-linux_", StringComparison.Ordinal));
        server.Requests.ShouldNotContain(request => request.Path.StartsWith("1.2.3/demo-linux_", StringComparison.Ordinal));
    }

    [Fact]
    public void Another_version_is_used_for_one_run_and_not_pinned()
    {
        project.Run("--target=UpdatePins", "--pins=fetch").Ends(0);
        var pinned = project.Text("springform.fetch.lock");

        project.Run("--target=Fetch", "DEMO_VERSION=9.9.9", "--origin=binary").Ends(4).Says("the release of demo 9.9.9 cannot be had");
        project.Text("springform.fetch.lock").ShouldBe(pinned);
    }

    [Fact]
    public void A_lock_that_is_not_of_the_version_in_springform_yaml_is_told()
    {
        project.Run("--target=UpdatePins", "--pins=fetch").Ends(0);
        project.Replace("springform.yaml", "version: 1.2.3, source", "version: 1.2.4, source");

        project
            .Run("--target=Fetch")
            .Ends(2)
            .Says("E103 springform.yaml asks for demo 1.2.4, and springform.fetch.lock pins 1.2.3", "fix run --target=UpdatePins --pins=fetch");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"schema\":1,\"libraries\":{\"demo\":{\"version\":\"1.2.3\",\"url\":\"http://example.com/\",\"index_sha256\":\"0\",\"assets\":[]}}}")]
    public void A_lock_that_nobody_would_write_is_refused(string text)
    {
        project.File("springform.fetch.lock", text);

        project.Run("--target=Fetch").Ends(6).Says("E508", "springform.fetch.lock");
    }

    [Fact]
    public async Task Builds_side_by_side_share_one_download()
    {
        project.Run("--target=UpdatePins", "--pins=fetch").Ends(0);
        var before = server.Requests.Count;
        using var first = project.Start("--target=Fetch");
        using var second = project.Start("--target=Fetch");
        using var third = project.Start("--target=Fetch");

        (await first.EndAsync()).Ends(0);
        (await second.EndAsync()).Ends(0);
        (await third.EndAsync()).Ends(0);
        server.Requests.Count.ShouldBe(before + 1);
        project.ShouldBeFetched();
    }

    [Fact]
    public void Without_a_library_there_is_nothing_to_fetch()
    {
        project.File("springform.yaml", "name: demo\nversion: 1.2.3\n");

        project.Run("--target=Fetch").Ends(2).Says("E104 Fetch has nothing to do: springform.yaml declares no fetch");
    }
}
