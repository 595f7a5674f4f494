using Springform.Package.Fetching;
using Springform.Tests.Archives;

namespace Springform.Tests.Fetch;

/// <summary>The client in PowerShell, against the same bad server. Windows' own PowerShell 5.1 has not been tried.</summary>
public sealed class PowerShellClientTests : IAsyncLifetime
{
    private readonly FaultServer server = new();
    private readonly FetchSample sample = new();
    private string powerShell = "";

    public async ValueTask InitializeAsync()
    {
        powerShell = await PowerShell.PathAsync();
        server.Serve(sample.Asset.Name, sample.Archive);
    }

    public async ValueTask DisposeAsync()
    {
        sample.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task It_downloads_verifies_unpacks_and_then_asks_nobody()
    {
        using var client = Client();

        (await RunAsync(client)).ShouldBe(
            (0, $"demo: downloading {server.Address}{sample.Asset.Name} ({sample.Asset.Size} bytes)\ndemo: 1.2.3 is in {client.Place}\n")
        );
        client.ShouldBeInPlace();
        (await RunAsync(client)).ShouldBe((0, ""));
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_cut_download_goes_on_where_it_stopped_and_a_busy_server_is_asked_again()
    {
        using var client = Client();
        server.Fault = (request, reply) =>
            request.Number switch
            {
                1 => reply with { CutAfter = 100_000 },
                2 => new FaultReply(429, []),
                _ => reply,
            };

        var (code, said) = await RunAsync(client);

        code.ShouldBe(0, said);
        client.ShouldBeInPlace();
        server.Requests[^1].Range!.Value.From.ShouldBe(100_000);
    }

    [Fact]
    public async Task What_did_not_change_is_not_read_again_until_the_record_is_removed()
    {
        using var client = Client();
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
        using var client = new ClientRun("powershell", sample.WithOneForNoProcessor(), [server.Address]);
        using var only = new ClientRun("powershell", sample.WithOneForNoProcessor()[1], [server.Address]);

        (await RunAsync(client)).ExitCode.ShouldBe(0);
        client.ShouldBeInPlace();
        var (code, said) = await RunAsync(only);
        code.ShouldBe(4);
        said.ShouldContain("and a processor of x86-64-v5");
    }

    [Fact]
    public async Task What_was_built_from_source_is_up_to_date_until_the_release_is_asked_for()
    {
        using var client = Client("sh", "build.sh");
        var place = $"lib/{sample.Asset.Folder}";
        File.WriteAllText(
            Path.Combine(client.Folder, "build.sh"),
            $"mkdir -p {place}/lib {place}/include && touch {place}/lib/libdemo.a {place}/include/demo.h && echo built >>log\n"
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
        using var client = Client("touch", "built");
        var other = sample.Archive.ToArray();
        other[^100] ^= 1;
        server.Serve(sample.Asset.Name, other);

        var (code, said) = await RunAsync(client);

        code.ShouldBe(6, said);
        said.ShouldContain("is complete, and is not the pinned file");
        client.ShouldBeEmpty();
        File.Exists(Path.Combine(client.Folder, "built")).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_the_release_the_fallback_builds_it()
    {
        using var client = Client("sh", "build.sh");
        File.WriteAllText(
            Path.Combine(client.Folder, "build.sh"),
            $"mkdir -p lib/{sample.Asset.Folder}/lib lib/{sample.Asset.Folder}/include && touch lib/{sample.Asset.Folder}/lib/libdemo.a "
                + $"lib/{sample.Asset.Folder}/include/demo.h\n"
        );
        server.Fault = (_, _) => new FaultReply(404, []);

        (await RunAsync(client, "DEMO_ORIGIN=binary")).ExitCode.ShouldBe(4);
        var (code, said) = await RunAsync(client);

        code.ShouldBe(0, said);
        said.ShouldContain("demo: building it from source: sh build.sh");
        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_leaves_the_folder_is_refused_and_so_are_links()
    {
        foreach (
            var bytes in new[]
            {
                HostileTar.Of(HostileTar.File("../evil")),
                HostileTar.Of(HostileTar.Symlink("lib", "/tmp"), HostileTar.File("lib/evil")),
                HostileTar.Of(HostileTar.File("a"), HostileTar.File("A")),
            }
        )
        {
            var asset = sample.Asset with
            {
                Name = "evil.tar",
                Size = bytes.Length,
                Sha256 = FetchSample.Hash(bytes),
                Root = null,
                Files = [new FetchFile("lib/libdemo.a", 7, FetchSample.Hash("content"u8.ToArray()))],
            };
            server.Serve(asset.Name, bytes);
            using var client = new ClientRun("powershell", asset, [server.Address]);

            var (code, said) = await RunAsync(client);

            code.ShouldBe(6, said);
            client.ShouldBeEmpty();
        }
    }

    private ClientRun Client(params string[] fallback) => new("powershell", sample.Asset, [server.Address], fallback);

    private Task<(int ExitCode, string Said)> RunAsync(ClientRun client, params string[] variables) =>
        client.RunAsync([.. variables, powerShell, "-NoProfile", "-NonInteractive", "-File", client.Script, sample.Asset.Folder]);
}
