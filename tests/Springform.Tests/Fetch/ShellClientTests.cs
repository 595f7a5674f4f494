using System.Formats.Tar;
using Springform.Package.Fetching;
using Springform.Tests.Archives;

namespace Springform.Tests.Fetch;

/// <summary>The client in sh, with each shell that people have, over the same bad network as Fetch itself.</summary>
public sealed class ShellClientTests : IAsyncLifetime
{
    private readonly FaultServer server = new();
    private readonly FetchSample sample = new();

    public static TheoryData<string> Shells() => ["dash", "bash", "busybox"];

    private string Platform => sample.Asset.Folder;

    public ValueTask InitializeAsync()
    {
        server.Serve(sample.Asset.Name, sample.Archive);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        sample.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public void The_script_is_clean_for_shellcheck()
    {
        RealTool.Need("shellcheck");
        using var client = Client();

        RealTool.Run("shellcheck", "--shell=sh", client.Script).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task It_downloads_verifies_unpacks_and_then_asks_nobody(string shell)
    {
        using var client = Client();

        (await RunAsync(client, shell)).ShouldBe(
            (0, $"demo: downloading {server.Address}{sample.Asset.Name} ({sample.Asset.Size} bytes)\ndemo: 1.2.3 is in lib/{Platform}\n")
        );
        client.ShouldBeInPlace();
        (await RunAsync(client, shell)).ShouldBe((0, ""));
        server.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_cut_download_goes_on_where_it_stopped(string shell)
    {
        using var client = Client();
        server.Fault = (request, reply) => request.Number == 1 ? reply with { CutAfter = 100_000 } : reply;

        (await RunAsync(client, shell)).ExitCode.ShouldBe(0);

        client.ShouldBeInPlace();
        server.Requests[1].Range!.Value.From.ShouldBe(100_000);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_complete_file_that_is_another_one_is_exit_6_and_nothing_is_built_instead(string shell)
    {
        using var client = Client("touch", "built");
        var other = sample.Archive.ToArray();
        other[^100] ^= 1;
        server.Serve(sample.Asset.Name, other);

        var (code, said) = await RunAsync(client, shell);

        code.ShouldBe(6, said);
        said.ShouldContain("is complete, and is not the pinned file");
        client.ShouldBeEmpty();
        File.Exists(Path.Combine(client.Folder, "built")).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Without_the_release_the_fallback_builds_it(string shell)
    {
        using var client = Client("sh", "build.sh");
        File.WriteAllText(
            Path.Combine(client.Folder, "build.sh"),
            $"mkdir -p lib/{Platform}/lib lib/{Platform}/include && touch lib/{Platform}/lib/libdemo.a lib/{Platform}/include/demo.h\n"
        );
        server.Fault = (_, _) => new FaultReply(404, []);

        var (code, said) = await RunAsync(client, shell);

        code.ShouldBe(0, said);
        said.ShouldContain("the server says no");
        said.ShouldContain("demo: building it from source: sh build.sh");
        server.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_fallback_that_fails_is_told(string shell)
    {
        using var client = Client("false");
        server.Fault = (_, _) => new FaultReply(404, []);

        (await RunAsync(client, shell)).ExitCode.ShouldNotBe(0);
        (await RunAsync(client, shell, "DEMO_ORIGIN=binary")).ExitCode.ShouldBe(4);
        client.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(500)]
    [InlineData(429)]
    public async Task What_may_pass_is_asked_again(int status)
    {
        using var client = Client();
        server.Fault = (request, reply) => request.Number <= 2 ? new FaultReply(status, []) : reply;

        (await RunAsync(client, "dash")).ExitCode.ShouldBe(0);
        client.ShouldBeInPlace();
    }

    [Fact]
    public async Task Mirrors_are_asked_in_order()
    {
        server.Serve("good/" + sample.Asset.Name, sample.Archive);
        using var client = new ClientRun("sh", sample.Asset, [new Uri(server.Address, "none/"), new Uri(server.Address, "good/")]);

        (await RunAsync(client, "dash")).ExitCode.ShouldBe(0);
        client.ShouldBeInPlace();
    }

    [Fact]
    public async Task A_server_without_ranges_and_leftovers_of_another_file_end_well()
    {
        using var client = Client();
        Directory.CreateDirectory(client.Cache);
        File.WriteAllBytes(Path.Combine(client.Cache, sample.Asset.Sha256 + ".part"), new byte[5000]);

        (await RunAsync(client, "dash")).ExitCode.ShouldBe(0);
        client.ShouldBeInPlace();
    }

    [Fact]
    public async Task Wget_does_it_too()
    {
        RealTool.Need("wget");
        using var client = Client();
        // A PATH without curl.
        Directory.CreateDirectory(Path.Combine(client.Folder, "only"));
        foreach (
            var tool in new[]
            {
                "sh",
                "dash",
                "wget",
                "tar",
                "gzip",
                "sha256sum",
                "cut",
                "awk",
                "ln",
                "stat",
                "uname",
                "getconf",
                "cat",
                "mkdir",
                "rm",
                "mv",
                "chmod",
                "grep",
                "sed",
                "tr",
                "sort",
                "uniq",
                "wc",
                "xargs",
                "dirname",
                "env",
            }
        )
            File.CreateSymbolicLink(
                Path.Combine(client.Folder, "only", tool),
                new[] { "/bin", "/usr/bin" }.Select(place => Path.Combine(place, tool)).First(File.Exists)
            );

        var (code, said) = await client.RunAsync($"PATH={client.Folder}/bin:{client.Folder}/only", "dash", client.Script, Platform);

        code.ShouldBe(0, said);
        client.ShouldBeInPlace();
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_issuer_is_not_trusted()
    {
        await using var encrypted = new FaultServer(tls: true);
        encrypted.Serve(sample.Asset.Name, sample.Archive);
        using var client = new ClientRun("sh", sample.Asset, [encrypted.Address]);

        (await RunAsync(client, "dash")).ExitCode.ShouldBe(4);
        client.ShouldBeEmpty();
    }

    [Fact]
    public async Task Builds_side_by_side_share_one_download()
    {
        using var client = Client();

        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RunAsync(client, "dash")));

        runs.ShouldAllBe(run => run.ExitCode == 0);
        server.Requests.Count.ShouldBe(1);
        client.ShouldBeInPlace();
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("/tmp/springform-evil")]
    [InlineData("a/../../evil")]
    [InlineData("LIB/libdemo.a")]
    public async Task Names_that_leave_the_folder_or_come_twice_are_refused(string name) =>
        await RefusedAsync(HostileTar.File("lib/libdemo.a"), HostileTar.File(name));

    [Fact]
    public async Task Links_that_leave_the_folder_lead_through_it_or_are_hard_ones_are_refused()
    {
        await RefusedAsync(HostileTar.Symlink("lib", "/tmp"), HostileTar.File("lib/evil"));
        await RefusedAsync(HostileTar.File("lib/libdemo.a"), HostileTar.Symlink("lib/x", "../../x"));
        await RefusedAsync(HostileTar.File("lib/libdemo.a"), HostileTar.Symlink("p/q/a", "../../lib"), HostileTar.Symlink("p/q/b", "a/../../x"));
        await RefusedAsync(HostileTar.File("lib/libdemo.a"), HostileTar.Symlink("D", "lib"), HostileTar.File("d/evil"));
        await RefusedAsync(HostileTar.File("lib/libdemo.a"), HostileTar.Symlink("t", "/x/t -> lib"));
        await RefusedAsync(HostileTar.File("lib/libdemo.a"), HostileTar.HardLink("b", "lib/libdemo.a"));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Links_that_stay_within_the_folder_are_made(string shell)
    {
        var bytes = HostileTar.Of(
            HostileTar.File("lib/libdemo.a"),
            HostileTar.Symlink("lib/libdemo.so", "libdemo.a"),
            HostileTar.Symlink("bin/demo", "../lib/libdemo.so")
        );
        var asset = Evil(bytes);
        server.Serve(asset.Name, bytes);
        using var client = new ClientRun("sh", asset, [server.Address]);

        (await RunAsync(client, shell)).ExitCode.ShouldBe(0);

        File.ReadAllText(Path.Combine(client.Place, "bin/demo")).ShouldBe("content");
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task The_lock_of_a_process_that_is_gone_does_not_count(string shell)
    {
        using var client = Client();
        Directory.CreateDirectory(client.Lib);
        File.WriteAllText(Path.Combine(client.Lib, $".{Platform}.lock"), "4194305\n"); // above the highest number of a process

        (await RunAsync(client, shell)).ExitCode.ShouldBe(0);

        client.ShouldBeInPlace();
        Directory.GetFiles(client.Lib, "*.lock*").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lock_is_there_with_its_owner_or_not_at_all_so_that_many_take_turns()
    {
        using var client = Client();
        // What stands between the making of a lock and its content takes long here.
        File.WriteAllText(Path.Combine(client.Folder, "bin/cat"), "#!/bin/sh\n/bin/sleep 0.05\nexec /bin/cat \"$@\"\n");
        File.SetUnixFileMode(Path.Combine(client.Folder, "bin/cat"), (UnixFileMode)0b111_101_101);

        var runs = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => RunAsync(client, "dash")));

        runs.ShouldAllBe(run => run.ExitCode == 0);
        server.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task What_did_not_change_is_not_read_again_and_what_did_is_put_right(string shell)
    {
        using var client = Client();
        (await RunAsync(client, shell)).ExitCode.ShouldBe(0);
        var file = Path.Combine(client.Place, "lib/libdemo.a");
        var hashes = Path.Combine(client.Folder, "hashes");
        File.WriteAllText(Path.Combine(client.Folder, "bin/sha256sum"), $"#!/bin/sh\n: >{hashes}\nexec /usr/bin/sha256sum \"$@\"\n");
        File.SetUnixFileMode(Path.Combine(client.Folder, "bin/sha256sum"), (UnixFileMode)0b111_101_101);

        (await RunAsync(client, shell)).ShouldBe((0, ""));
        File.Exists(hashes).ShouldBeFalse();

        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddHours(-1));
        (await RunAsync(client, shell)).ShouldBe((0, ""));
        client.DamageUnseen();
        (await RunAsync(client, shell, "DEMO_OFFLINE=1")).ExitCode.ShouldBe(0);
        client.ShouldBeInPlace();
        server.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task What_was_built_from_source_is_up_to_date_until_the_release_is_asked_for(string shell)
    {
        using var client = Client("sh", "build.sh");
        var place = $"lib/{Platform}";
        File.WriteAllText(
            Path.Combine(client.Folder, "build.sh"),
            $"mkdir -p {place}/lib {place}/include && touch {place}/lib/libdemo.a {place}/include/demo.h && echo built\n"
        );
        server.Fault = (_, _) => new FaultReply(404, []);
        (await RunAsync(client, shell)).Said.ShouldContain("built");
        server.Fault = (_, reply) => reply;

        (await RunAsync(client, shell)).ShouldBe((0, ""));
        (await RunAsync(client, shell, "DEMO_ORIGIN=source")).Said.ShouldContain("built");
        (await RunAsync(client, shell, "DEMO_ORIGIN=binary")).ExitCode.ShouldBe(0);
        client.ShouldBeInPlace();
    }

    [Fact]
    public async Task Of_several_archives_it_takes_the_one_for_this_processor()
    {
        FetchAsset[] assets = [.. new[] { 3, 1, 2, 4 }.Select(level => sample.Asset with { Name = $"v{level}.tar.gz", Processor = $"x86-64-v{level}" })];
        server.Serve("v3.tar.gz", sample.Archive);
        using var client = new ClientRun("sh", assets, [server.Address]);
        File.WriteAllText(
            Path.Combine(client.Folder, "bin/sed"),
            "#!/bin/sh\ncase $* in */proc/cpuinfo) echo ' fpu lm sse4_2 popcnt avx2 bmi1 bmi2 fma abm' ;; *) exec /bin/sed \"$@\" ;; esac\n"
        );
        File.SetUnixFileMode(Path.Combine(client.Folder, "bin/sed"), (UnixFileMode)0b111_101_101);

        var (code, said) = await RunAsync(client, "dash");

        code.ShouldBe(0, said);
        server.Requests.Single().Path.ShouldEndWith("v3.tar.gz");
    }

    [Fact]
    public async Task An_archive_that_this_processor_lacks_the_level_for_is_passed_over()
    {
        using var client = new ClientRun("sh", sample.WithOneForNoProcessor(), [server.Address]);
        using var only = new ClientRun("sh", sample.WithOneForNoProcessor()[1], [server.Address]);

        (await RunAsync(client, "dash")).ExitCode.ShouldBe(0);
        client.ShouldBeInPlace();
        var (code, said) = await RunAsync(only, "dash");
        code.ShouldBe(4);
        said.ShouldContain("the nearest needs - - and a processor of x86-64-v5");
    }

    [Fact]
    public async Task A_version_that_it_does_not_know_is_refused()
    {
        using var client = Client();

        (await RunAsync(client, "dash", "DEMO_VERSION=1.3.0")).ShouldBe(
            (2, "demo: this script has the hashes of 1.2.3 alone, and DEMO_VERSION asks for 1.3.0: pin that, and make the script again\n")
        );
        (await RunAsync(client, "dash", "DEMO_VERSION=v1.2.3")).ExitCode.ShouldBe(0);
    }

    private FetchAsset Evil(byte[] bytes) =>
        sample.Asset with
        {
            Name = "evil.tar",
            Size = bytes.Length,
            Sha256 = FetchSample.Hash(bytes),
            Root = null,
            Files = [new FetchFile("lib/libdemo.a", 7, FetchSample.Hash("content"u8.ToArray()))],
        };

    private async Task RefusedAsync(params TarEntry[] entries)
    {
        var bytes = HostileTar.Of(entries);
        var asset = Evil(bytes);
        server.Serve(asset.Name, bytes);
        using var client = new ClientRun("sh", asset, [server.Address]);

        var (code, said) = await RunAsync(client, "dash");

        code.ShouldBe(6, said);
        client.ShouldBeEmpty();
        File.Exists("/tmp/springform-evil").ShouldBeFalse();
        File.Exists(Path.Combine(client.Folder, "evil")).ShouldBeFalse();
    }

    private ClientRun Client(params string[] fallback) => new("sh", sample.Asset, [server.Address], fallback);

    private Task<(int ExitCode, string Said)> RunAsync(ClientRun client, string shell, params string[] variables)
    {
        RealTool.Need(shell);
        return client.RunAsync([.. variables, .. shell == "busybox" ? ["busybox", "sh"] : new[] { shell }, client.Script, Platform]);
    }
}
