using Springform.Tests.Archives;

namespace Springform.Tests.Fetch;

/// <summary>The client in CMake, against the same bad server.</summary>
public sealed class CMakeClientTests : IAsyncLifetime
{
    private readonly FaultServer server = new();
    private readonly FetchSample sample = new();

    public ValueTask InitializeAsync()
    {
        RealTool.Need("cmake");
        server.Serve(sample.Asset.Name, sample.Archive);
        return ValueTask.CompletedTask;
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

        (await RunAsync(client)).ExitCode.ShouldBe(0);
        client.ShouldBeInPlace();
        (await RunAsync(client)).ExitCode.ShouldBe(0);
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_cut_download_is_asked_again()
    {
        using var client = Client();
        server.Fault = (request, reply) => request.Number == 1 ? reply with { CutAfter = 100_000 } : reply;

        (await RunAsync(client)).ExitCode.ShouldBe(0);
        client.ShouldBeInPlace();
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
        using var client = new ClientRun("cmake", sample.WithOneForNoProcessor(), [server.Address]);
        using var only = new ClientRun("cmake", sample.WithOneForNoProcessor()[1], [server.Address]);

        (await RunAsync(client)).ExitCode.ShouldBe(0);
        client.ShouldBeInPlace();
        var (code, said) = await RunAsync(only);
        code.ShouldNotBe(0);
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
    public async Task A_complete_file_that_is_another_one_fails_and_nothing_is_built_instead()
    {
        using var client = Client("touch", "built");
        var other = sample.Archive.ToArray();
        other[^100] ^= 1;
        server.Serve(sample.Asset.Name, other);

        var (code, said) = await RunAsync(client);

        code.ShouldNotBe(0);
        said.ShouldContain("is complete, and is not the pinned file");
        client.ShouldBeEmpty();
        File.Exists(Path.Combine(client.Folder, "built")).ShouldBeFalse();
    }

    [Fact]
    public async Task The_source_build_is_run_when_it_is_asked_for()
    {
        using var client = Client("sh", "build.sh");
        File.WriteAllText(
            Path.Combine(client.Folder, "build.sh"),
            $"mkdir -p lib/{sample.Asset.Folder}/lib lib/{sample.Asset.Folder}/include && touch lib/{sample.Asset.Folder}/lib/libdemo.a "
                + $"lib/{sample.Asset.Folder}/include/demo.h\n"
        );

        (await RunAsync(client, "DEMO_ORIGIN=source")).ExitCode.ShouldBe(0);

        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Links_in_an_archive_are_refused()
    {
        var bytes = HostileTar.Of(HostileTar.Symlink("lib", "/tmp"), HostileTar.File("lib/springform-evil"));
        var asset = sample.Asset with { Name = "evil.tar", Size = bytes.Length, Sha256 = FetchSample.Hash(bytes), Root = null };
        server.Serve(asset.Name, bytes);
        using var client = new ClientRun("cmake", asset, [server.Address]);

        var (code, said) = await RunAsync(client);

        code.ShouldNotBe(0);
        said.ShouldContain("holds links or devices");
        client.ShouldBeEmpty();
        File.Exists("/tmp/springform-evil").ShouldBeFalse();
    }

    private ClientRun Client(params string[] fallback) => new("cmake", sample.Asset, [server.Address], fallback);

    private Task<(int ExitCode, string Said)> RunAsync(ClientRun client, params string[] variables) =>
        client.RunAsync([.. variables, "cmake", $"-DPLATFORM={sample.Asset.Folder}", "-P", client.Script]);
}
