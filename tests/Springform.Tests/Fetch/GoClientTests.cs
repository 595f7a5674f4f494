using System.Formats.Tar;
using Springform.Package.Fetching;
using Springform.Tests.Archives;

namespace Springform.Tests.Fetch;

/// <summary>The client in Go, compiled by the machine's Go and run against the same bad server.</summary>
public sealed class GoClientTests : IClassFixture<GoClients>
{
    private readonly GoClients clients;
    private readonly FaultServer server;
    private readonly FetchSample sample;

    public GoClientTests(GoClients clients)
    {
        RealTool.Need("go");
        (this.clients, server, sample) = (clients, clients.Server, clients.Sample);
        server.Reset();
        server.Serve(sample.Asset.Name, sample.Archive);
    }

    private string Platform => sample.Asset.Folder;

    [Fact]
    public async Task It_is_formatted_and_passes_vet_as_a_program_and_as_a_package()
    {
        using var client = Client();
        var text = client.Text("internal/binaries/download.go");
        text.ShouldContain("package binaries");
        Directory.CreateDirectory(Path.Combine(client.Folder, "internal/binaries"));
        await File.WriteAllTextAsync(Path.Combine(client.Folder, "internal/binaries/download.go"), text, TestContext.Current.CancellationToken);

        (await client.RunAsync("gofmt", "-l", ".")).ShouldBe((0, ""));
        (await client.RunAsync("go", "vet", "./...")).ShouldBe((0, ""));
    }

    [Fact]
    public async Task It_downloads_verifies_unpacks_and_then_asks_nobody()
    {
        await using var own = new FaultServer();
        own.Serve(sample.Asset.Name, sample.Archive);
        using var client = await clients.BuiltAsync(new ClientRun("go", sample.Asset, [own.Address]));

        (await RunAsync(client)).ShouldBe(
            (0, $"demo: downloading {own.Address}{sample.Asset.Name} ({sample.Asset.Size} bytes)\ndemo: 1.2.3 is in {client.Place}\n")
        );
        client.ShouldBeInPlace();
        (await RunAsync(client)).ShouldBe((0, ""));
        own.Requests.Count.ShouldBe(1);

        File.WriteAllText(Path.Combine(client.Place, "lib/libdemo.a"), "damaged");
        await own.DisposeAsync();
        (await RunAsync(client, "DEMO_OFFLINE=1")).ExitCode.ShouldBe(0);
        client.ShouldBeInPlace();
    }

    [Fact]
    public async Task A_cut_download_goes_on_where_it_stopped_and_a_busy_server_is_asked_again()
    {
        using var client = await clients.BuiltAsync(Client());
        server.Fault = (request, reply) =>
            request.Number switch
            {
                1 => reply with { CutAfter = 100_000 },
                2 => new FaultReply(429, []),
                _ => reply,
            };

        (await RunAsync(client)).ExitCode.ShouldBe(0);

        client.ShouldBeInPlace();
        server.Requests[^1].Range!.Value.From.ShouldBe(100_000);
        server.Requests[^1].Headers.ContainsKey("If-Range").ShouldBeTrue();
    }

    [Fact]
    public async Task Another_file_behind_the_same_address_begins_anew()
    {
        using var client = await clients.BuiltAsync(Client());
        server.Fault = (request, reply) =>
            request.Number == 1
                ? reply with
                {
                    CutAfter = 100_000,
                    Headers = new Dictionary<string, string> { ["ETag"] = "\"old\"" },
                }
                : reply;

        (await RunAsync(client)).ExitCode.ShouldBe(0);

        client.ShouldBeInPlace();
    }

    [Fact]
    public async Task A_server_without_ranges_and_leftovers_of_another_file_end_well()
    {
        using var client = await clients.BuiltAsync(Client());
        Directory.CreateDirectory(client.Cache);
        File.WriteAllBytes(Path.Combine(client.Cache, sample.Asset.Sha256 + ".part"), new byte[5000]);

        (await RunAsync(client)).ExitCode.ShouldBe(0);
        client.ShouldBeInPlace();

        Directory.Delete(client.Lib, recursive: true);
        Directory.Delete(client.Cache, recursive: true);
        server.Fault = (request, reply) => new FaultReply(200, sample.Archive) { CutAfter = request.Number == 3 ? 90_000 : null };
        (await RunAsync(client)).ExitCode.ShouldBe(0);
        client.ShouldBeInPlace();
    }

    [Fact]
    public async Task What_did_not_change_is_not_read_again_until_the_record_is_removed()
    {
        using var client = await clients.BuiltAsync(Client());
        (await RunAsync(client)).ExitCode.ShouldBe(0);

        var damaged = client.DamageUnseen();
        (await RunAsync(client)).ExitCode.ShouldBe(0);
        File.ReadAllBytes(damaged).ShouldAllBe(value => value == 0);

        client.Forget();
        (await RunAsync(client)).ExitCode.ShouldBe(0);
        client.ShouldBeInPlace();
        File.SetLastWriteTimeUtc(damaged, DateTime.UtcNow.AddHours(-1));
        (await RunAsync(client)).ExitCode.ShouldBe(0);
        client.DamageUnseen();
        File.SetLastWriteTimeUtc(damaged, DateTime.UtcNow.AddHours(-2));
        (await RunAsync(client)).ExitCode.ShouldBe(0);
        client.ShouldBeInPlace();
    }

    [Fact]
    public async Task An_archive_that_this_processor_lacks_the_level_for_is_passed_over()
    {
        using var client = await clients.BuiltAsync(new ClientRun("go", sample.WithOneForNoProcessor(), [server.Address]));
        using var only = await clients.BuiltAsync(new ClientRun("go", sample.WithOneForNoProcessor()[1], [server.Address]));

        (await RunAsync(client)).ExitCode.ShouldBe(0);
        client.ShouldBeInPlace();
        var (code, said) = await RunAsync(only);
        code.ShouldBe(4);
        said.ShouldContain("and a processor of x86-64-v5");
    }

    [Fact]
    public async Task What_was_built_from_source_is_up_to_date_until_the_release_is_asked_for()
    {
        using var client = await clients.BuiltAsync(Client("sh", "build.sh"));
        File.WriteAllText(
            Path.Combine(client.Folder, "build.sh"),
            $"mkdir -p lib/{Platform}/lib lib/{Platform}/include && touch lib/{Platform}/lib/libdemo.a lib/{Platform}/include/demo.h && echo built >>log\n"
        );
        (await RunAsync(client, "DEMO_ORIGIN=source")).ExitCode.ShouldBe(0);

        (await RunAsync(client)).ExitCode.ShouldBe(0);
        File.ReadAllLines(Path.Combine(client.Folder, "log")).Length.ShouldBe(1);
        (await RunAsync(client, "DEMO_ORIGIN=binary")).ExitCode.ShouldBe(0);
        client.ShouldBeInPlace();
    }

    [Fact]
    public async Task A_complete_file_that_is_another_one_is_exit_6_and_nothing_is_built_instead()
    {
        using var client = await clients.BuiltAsync(Client("touch", "built"));
        var other = sample.Archive.ToArray();
        other[^100] ^= 1;
        server.Serve(sample.Asset.Name, other);

        var (code, said) = await RunAsync(client);

        code.ShouldBe(6, said);
        said.ShouldContain("the file is complete, and is not the pinned one");
        client.ShouldBeEmpty();
        File.Exists(Path.Combine(client.Folder, "built")).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_the_release_the_fallback_builds_it_or_the_error_says_why()
    {
        using var client = await clients.BuiltAsync(Client("sh", "build.sh"));
        File.WriteAllText(
            Path.Combine(client.Folder, "build.sh"),
            $"mkdir -p lib/{Platform}/lib lib/{Platform}/include && touch lib/{Platform}/lib/libdemo.a lib/{Platform}/include/demo.h\n"
        );
        server.Fault = (_, _) => new FaultReply(404, []);

        (await RunAsync(client, "DEMO_ORIGIN=binary")).ExitCode.ShouldBe(4);
        client.ShouldBeEmpty();
        (await RunAsync(client, "DEMO_ORIGIN=binaries")).ExitCode.ShouldBe(2);
        var (code, said) = await RunAsync(client);

        code.ShouldBe(0, said);
        said.ShouldContain("the server says no: 404");
        said.ShouldContain("demo: building it from source: sh build.sh");
        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Redirects_to_what_is_not_encrypted_unknown_issuers_and_loops_are_refused()
    {
        await using var encrypted = new FaultServer(tls: true);
        encrypted.Serve(sample.Asset.Name, sample.Archive);
        using var client = await clients.BuiltAsync(Client());
        server.Fault = (request, _) =>
            new FaultReply(302, []) { Headers = new Dictionary<string, string> { ["Location"] = request.Number == 1 ? "http://192.0.2.1/x" : request.Path } };

        (await RunAsync(client)).Said.ShouldContain("it redirects too often, or to what is not encrypted");
        (await RunAsync(client)).Said.ShouldContain("it redirects too often, or to what is not encrypted");
        var (code, said) = await RunAsync(client, $"DEMO_RELEASE_URL={encrypted.Address}");

        code.ShouldBe(4);
        said.ShouldContain("certificate");
        client.ShouldBeEmpty();
    }

    [Fact]
    public async Task Mirrors_are_asked_in_order_and_builds_side_by_side_share_one_download()
    {
        server.Serve("good/" + sample.Asset.Name, sample.Archive);
        using var client = await clients.BuiltAsync(new ClientRun("go", sample.Asset, [new Uri(server.Address, "none/"), new Uri(server.Address, "good/")]));

        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RunAsync(client)));

        runs.ShouldAllBe(run => run.ExitCode == 0);
        server.Requests.Count.ShouldBe(2);
        client.ShouldBeInPlace();
    }

    [Fact]
    public async Task Another_version_is_what_its_index_says_and_that_is_said()
    {
        using var client = await clients.BuiltAsync(Client());
        ServeIndex(sample.Asset with { Name = "demo-new.tar.gz" });
        server.Serve("demo-new.tar.gz", sample.Archive);

        var (code, said) = await RunAsync(client, "DEMO_VERSION=v1.3.0", $"DEMO_RELEASE_URL={server.Address}");

        code.ShouldBe(0, said);
        said.ShouldContain($"demo: 1.3.0 is not pinned (1.2.3 is): it is what {server.Address}demo-fetch.json says");
        said.ShouldContain("demo: 1.3.0 is in ");
        client.ShouldBeInPlace();
        (await RunAsync(client, "DEMO_VERSION=1.4.0", "DEMO_OFFLINE=1")).ExitCode.ShouldBe(4);
    }

    [Fact]
    public async Task What_leaves_the_folder_is_refused()
    {
        var good = HostileTar.File("lib/libdemo.a");
        TarEntry[][] archives =
        [
            [good, HostileTar.File("../evil")],
            [good, HostileTar.File("/tmp/springform-evil")],
            [good, HostileTar.File("a/../../evil")],
            [good, HostileTar.File("LIB/libdemo.a")],
            [HostileTar.Symlink("lib", "/tmp"), HostileTar.File("lib/springform-evil")],
            [good, HostileTar.Symlink("lib/x", "../../x")],
            [good, HostileTar.Symlink("p/q/a", "../../lib"), HostileTar.Symlink("p/q/b", "a/../../x")],
            [good, HostileTar.Symlink("D", "lib"), HostileTar.File("d/evil")],
            [good, HostileTar.HardLink("b", "lib/libdemo.a")],
            [good, HostileTar.File("more", "more bytes than the index of the release says")],
        ];
        foreach (var bytes in archives.Select(entries => HostileTar.Of(entries)))
        {
            using var client = await clients.BuiltAsync(Client());
            ServeIndex(Tar(bytes));

            var (code, said) = await RunAsync(client, "DEMO_VERSION=v1.3.0", $"DEMO_RELEASE_URL={server.Address}");

            code.ShouldBe(6, said);
            client.ShouldBeEmpty();
            Directory.GetFiles(client.Folder, "evil", SearchOption.AllDirectories).ShouldBeEmpty();
            File.Exists("/tmp/springform-evil").ShouldBeFalse();
        }
    }

    [Fact]
    public async Task Links_that_stay_within_the_folder_are_made()
    {
        using var client = await clients.BuiltAsync(Client());
        ServeIndex(
            Tar(
                HostileTar.Of(
                    HostileTar.File("lib/libdemo.a"),
                    HostileTar.Symlink("lib/libdemo.so", "libdemo.a"),
                    HostileTar.Symlink("bin/demo", "../lib/libdemo.so")
                )
            )
        );

        (await RunAsync(client, "DEMO_VERSION=v1.3.0", $"DEMO_RELEASE_URL={server.Address}")).ExitCode.ShouldBe(0);

        File.ReadAllText(Path.Combine(client.Place, "bin/demo")).ShouldBe("content");
    }

    /// <summary>Of version 1.3.0, which the client does not pin.</summary>
    private void ServeIndex(FetchAsset asset) =>
        server.Serve(
            "demo-fetch.json",
            FetchIndexFile.Json(
                new FetchIndex
                {
                    Schema = FetchIndex.CurrentSchema,
                    Name = "demo",
                    Version = "1.3.0",
                    Assets = [asset],
                }
            )
        );

    /// <summary>An archive on the server, with a file lib/libdemo.a.</summary>
    private FetchAsset Tar(byte[] bytes)
    {
        var asset = sample.Asset with
        {
            Name = "evil.tar",
            Size = bytes.Length,
            Sha256 = FetchSample.Hash(bytes),
            Root = null,
            Entries = 3,
            UnpackedSize = 30,
            Files = [new FetchFile("lib/libdemo.a", 7, FetchSample.Hash("content"u8.ToArray()))],
        };
        server.Serve(asset.Name, bytes);
        return asset;
    }

    private ClientRun Client(params string[] fallback) => new("go", sample.Asset, [server.Address], fallback);

    private Task<(int ExitCode, string Said)> RunAsync(ClientRun client, params string[] variables) =>
        client.RunAsync([.. variables, $"{client.Folder}/bin/download", Platform]);
}
