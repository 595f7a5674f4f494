using Springform.Errors;
using Springform.Fetch.Transfer;

namespace Springform.Tests.Fetch;

/// <summary>One archive over a network that fails in every way: what is in place afterwards is whole, or nothing is.</summary>
public sealed class DownloadTests : IAsyncLifetime
{
    private readonly FaultServer server = new();
    private readonly FetchSample sample = new();

    private Uri Url => new(server.Address, sample.Asset.Name);

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
    public async Task An_archive_comes_in_ranges_and_each_byte_once()
    {
        (await sample.FetchAsync(Url)).ShouldBe("downloaded");

        sample.ShouldBeInPlace();
        server
            .Requests.Select(request => request.Range!.Value)
            .Order()
            .ShouldBe(
                Enumerable
                    .Range(0, (sample.Archive.Length + (32 << 10) - 1) / (32 << 10))
                    .Select(piece => ((long)piece * (32 << 10), (long?)Math.Min((piece + 1) * (32 << 10), sample.Archive.Length) - 1))
            );
    }

    [Fact]
    public async Task What_is_there_unharmed_asks_nobody()
    {
        await sample.FetchAsync(Url);
        var requests = server.Requests.Count;

        (await sample.FetchAsync(Url)).ShouldBe("up to date");

        server.Requests.Count.ShouldBe(requests);
    }

    [Fact]
    public async Task A_damaged_file_in_place_is_noticed_by_its_content_and_put_right_from_the_cache()
    {
        await sample.FetchAsync(Url);
        var requests = server.Requests.Count;
        var library = Path.Combine(sample.Place, "lib/libdemo.a");
        var bytes = File.ReadAllBytes(library);
        bytes[1000] ^= 1;
        File.WriteAllBytes(library, bytes);

        (await sample.FetchAsync(Url)).ShouldBe("unpacked from the cache");

        sample.ShouldBeInPlace();
        server.Requests.Count.ShouldBe(requests);
    }

    [Fact]
    public async Task A_truncated_archive_in_the_cache_is_downloaded_again_and_poisons_nothing()
    {
        await sample.FetchAsync(Url);
        Directory.Delete(sample.Place, recursive: true);
        File.WriteAllBytes(Path.Combine(sample.StoreFolder, sample.Asset.Sha256), sample.Archive[..1000]);

        (await sample.FetchAsync(Url)).ShouldBe("downloaded");

        sample.ShouldBeInPlace();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(20_000)]
    [InlineData((32 << 10) - 1)]
    public async Task A_connection_that_is_cut_once_goes_on_where_it_stopped(int bytes)
    {
        server.Fault = (request, reply) => request.Number == 1 ? reply with { CutAfter = bytes } : reply;

        await sample.FetchAsync(Url);

        sample.ShouldBeInPlace();
        server.Requests.Skip(1).Count(request => request.Range!.Value.From == bytes).ShouldBe(1);
        server.Requests.Skip(1).ShouldAllBe(request => request.Range!.Value.From >= bytes);
    }

    [Fact]
    public async Task A_server_that_cuts_every_answer_is_asked_as_long_as_it_gets_further()
    {
        server.Fault = (_, reply) => reply with { CutAfter = 5000 };

        await sample.FetchAsync(Url);

        sample.ShouldBeInPlace();
    }

    [Fact]
    public async Task A_server_that_gives_nothing_is_given_up_and_what_came_before_is_kept_for_the_next_run()
    {
        server.Fault = (request, reply) => request.Number <= 3 ? reply : reply with { CutAfter = 0 };

        var failure = await Should.ThrowAsync<FetchFailedException>(() => sample.FetchAsync(Url));

        failure.IsWrong.ShouldBeFalse();
        failure.Reasons.ShouldHaveSingleItem().ShouldContain("the connection ended early");
        sample.ShouldBeEmpty();
        server.Fault = (_, reply) => reply;
        var before = server.Requests.Count;
        await sample.FetchAsync(Url);
        sample.ShouldBeInPlace();
        server.Requests.Skip(before).ShouldAllBe(request => request.Headers.ContainsKey("If-Range"));
        server
            .Requests.Skip(before)
            .Sum(request => request.Range!.Value.To!.Value - request.Range.Value.From + 1)
            .ShouldBeLessThan(sample.Archive.Length - (2 * (32 << 10)));
    }

    [Fact]
    public async Task A_server_without_ranges_gives_the_whole_file()
    {
        server.Fault = (_, reply) => new FaultReply(200, sample.Archive);

        await sample.FetchAsync(Url);

        sample.ShouldBeInPlace();
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_server_without_ranges_that_cuts_once_is_asked_again()
    {
        server.Fault = (request, _) => new FaultReply(200, sample.Archive) { CutAfter = request.Number == 1 ? 100_000 : null };

        await sample.FetchAsync(Url);

        sample.ShouldBeInPlace();
        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Another_length_is_another_file_and_nothing_of_it_is_downloaded()
    {
        server.Serve(sample.Asset.Name, [.. sample.Archive, 0]);

        var failure = await Should.ThrowAsync<FetchFailedException>(() => sample.FetchAsync(Url));

        failure.IsWrong.ShouldBeTrue();
        failure.Reasons.ShouldHaveSingleItem().ShouldContain($"the file has {sample.Archive.Length + 1} bytes, and {sample.Archive.Length} are expected");
        server.Requests.Count.ShouldBe(1);
        sample.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_complete_file_with_another_hash_is_wrong_and_leaves_nothing()
    {
        var other = sample.Archive.ToArray();
        other[^100] ^= 1;
        server.Serve(sample.Asset.Name, other);

        var failure = await Should.ThrowAsync<FetchFailedException>(() => sample.FetchAsync(Url));

        failure.IsWrong.ShouldBeTrue();
        failure.Reasons.ShouldHaveSingleItem().ShouldContain($"the SHA-256 of the file is {FetchSample.Hash(other)}, and {sample.Asset.Sha256} is expected");
        sample.ShouldBeEmpty();
        Directory.GetFiles(sample.StoreFolder).Select(Path.GetFileName).ShouldNotContain(sample.Asset.Sha256);
    }

    [Fact]
    public async Task Leftovers_that_do_not_belong_to_the_file_cost_one_more_download_and_no_error()
    {
        server.Fault = (request, reply) => request.Number <= 3 ? reply : reply with { CutAfter = 0 };
        await Should.ThrowAsync<FetchFailedException>(() => sample.FetchAsync(Url));
        server.Fault = (_, reply) => reply;
        var part = Path.Combine(sample.StoreFolder, sample.Asset.Sha256 + ".part");
        var bytes = File.ReadAllBytes(part);
        bytes[10] ^= 1;
        File.WriteAllBytes(part, bytes);

        await sample.FetchAsync(Url);

        sample.ShouldBeInPlace();
        sample.Log.ShouldContain(line => line.Contains("what an earlier download left does not belong to this file", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(403)]
    [InlineData(401)]
    public async Task A_refusal_is_not_asked_again(int status)
    {
        server.Fault = (_, _) => new FaultReply(status, "no"u8.ToArray());

        var failure = await Should.ThrowAsync<FetchFailedException>(() => sample.FetchAsync(Url));

        failure.IsWrong.ShouldBeFalse();
        failure.Reasons.ShouldHaveSingleItem().ShouldContain($"127.0.0.1 answered {status}");
        server.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task What_may_pass_is_asked_again_after_the_wait_that_the_server_names(int status)
    {
        server.Fault = (request, reply) => request.Number <= 2 ? new FaultReply(status, []).With("Retry-After", "0") : reply;

        await sample.FetchAsync(Url);

        sample.ShouldBeInPlace();
        sample
            .Log.Count(line => line.Contains($"answered {status}", StringComparison.Ordinal) && line.Contains("again in", StringComparison.Ordinal))
            .ShouldBe(2);
    }

    [Fact]
    public async Task A_server_that_asks_for_an_hour_is_left_for_the_next_one()
    {
        server.Fault = (request, reply) =>
            request.Path.StartsWith("first", StringComparison.Ordinal) ? new FaultReply(429, []).With("Retry-After", "3600") : reply;

        await sample.FetchAsync(new Uri(server.Address, "first.tgz"), Url);

        sample.ShouldBeInPlace();
        server.Requests.Count(request => request.Path == "first.tgz").ShouldBe(1);
    }

    [Fact]
    public async Task A_rate_limit_that_answers_403_is_asked_again()
    {
        server.Fault = (request, reply) => request.Number == 1 ? new FaultReply(403, []).With("Retry-After", "0") : reply;

        await sample.FetchAsync(Url);

        sample.ShouldBeInPlace();
    }

    [Fact]
    public async Task Mirrors_are_asked_in_order_and_the_first_that_is_right_wins()
    {
        server.Serve("wrong/" + sample.Asset.Name, [1, 2, 3]);

        await sample.FetchAsync(
            new Uri(server.Address, "missing/" + sample.Asset.Name),
            new Uri(server.Address, "wrong/" + sample.Asset.Name),
            Url,
            new Uri(server.Address, "never")
        );

        sample.ShouldBeInPlace();
        sample.Log.ShouldContain(line => line.StartsWith("the release:", StringComparison.Ordinal) && line.Contains("404", StringComparison.Ordinal));
        sample.Log.ShouldContain(line =>
            line.StartsWith("a mirror:", StringComparison.Ordinal) && line.Contains("the file has 3 bytes", StringComparison.Ordinal)
        );
        server.Requests.ShouldNotContain(request => request.Path == "never");
    }

    [Fact]
    public async Task A_file_that_changes_between_ranges_is_downloaded_anew()
    {
        server.Fault = (request, reply) =>
        {
            if (request.Number == 3)
                server.Serve(sample.Asset.Name, sample.Archive, "\"second\"");
            return reply;
        };

        await sample.FetchAsync(Url);

        sample.ShouldBeInPlace();
        sample.Log.ShouldContain(line =>
            line.Contains("has another file now", StringComparison.Ordinal) || line.Contains("gives all of a file instead of a range", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_file_that_never_stops_changing_is_given_up()
    {
        server.Fault = (request, reply) =>
        {
            server.Serve(sample.Asset.Name, sample.Archive, $"\"{request.Number}\"");
            return reply;
        };

        (await Should.ThrowAsync<FetchFailedException>(() => sample.FetchAsync(Url))).IsWrong.ShouldBeFalse();
        sample.ShouldBeEmpty();
    }

    [Fact]
    public async Task Silence_ends_and_is_asked_again()
    {
        using var impatient = new FetchSample(
            limits: FetchSample.Limits with
            {
                Silence = TimeSpan.FromSeconds(1),
                Attempts = 100,
                LongestWait = TimeSpan.FromMilliseconds(50),
            }
        );
        var url = server.Serve(impatient.Asset.Name, impatient.Archive);
        server.Fault = (request, reply) =>
            request.Number == 1 ? reply with { CutAfter = null, Body = reply.Body[..1000], DeclaredLength = reply.Body.Length, HoldsOpen = true } : reply;

        await impatient.FetchAsync(url);

        impatient.ShouldBeInPlace();
        impatient.Log.ShouldContain(line => line.Contains("hardly anything came within 1 s", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_trickle_is_as_good_as_silence()
    {
        using var impatient = new FetchSample(
            limits: FetchSample.Limits with
            {
                Silence = TimeSpan.FromSeconds(1),
                SlowestBytesPerSecond = 4000,
                Attempts = 100,
                LongestWait = TimeSpan.FromMilliseconds(50),
            }
        );
        var url = server.Serve(impatient.Asset.Name, impatient.Archive);
        server.Fault = (request, reply) => request.Number == 1 ? reply with { TrickleEach = TimeSpan.FromMilliseconds(10) } : reply;

        await impatient.FetchAsync(url);

        impatient.ShouldBeInPlace();
        impatient.Log.ShouldContain(line => line.Contains("hardly anything came within 1 s", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_redirect_to_another_host_is_followed_named_and_never_given_the_token()
    {
        await using var storage = new FaultServer("127.0.0.2");
        var place = storage.Serve("blob", sample.Archive);
        using var own = new FetchSample
        {
            Asset = sample.Asset,
            Archive = sample.Archive,
            Private = _ => Task.FromResult<AssetAddress?>(new AssetAddress(new Uri(server.Address, "assets/7"), "the release's API", "secret-token")),
        };
        server.Fault = (request, reply) => request.Path == "assets/7" ? new FaultReply(302, []).With("Location", place.AbsoluteUri) : new FaultReply(404, []);

        await own.FetchAsync(Url);

        own.ShouldBeInPlace();
        own.Log.ShouldContain($"{server.Address.Authority} hands over to {place.Authority}");
        server.Requests.Where(request => request.Path == "assets/7").ShouldAllBe(request => request.Headers["Authorization"] == "Bearer secret-token");
        storage.Requests.ShouldNotBeEmpty();
        storage.Requests.ShouldAllBe(request => !request.Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task A_redirect_in_a_circle_ends()
    {
        server.Fault = (_, _) => new FaultReply(302, []).With("Location", Url.AbsoluteUri);

        (await Should.ThrowAsync<FetchFailedException>(() => sample.FetchAsync(Url)))
            .Reasons.ShouldHaveSingleItem()
            .ShouldContain("redirects more than 5 times");
    }

    [Fact]
    public async Task A_redirect_to_what_is_not_encrypted_is_refused()
    {
        server.Fault = (_, _) => new FaultReply(302, []).With("Location", "http://example.com/demo.tgz");

        (await Should.ThrowAsync<FetchFailedException>(() => sample.FetchAsync(Url)))
            .Reasons.ShouldHaveSingleItem()
            .ShouldContain("redirects to http://example.com, which is not encrypted");
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_issuer_is_not_trusted_and_not_asked_again()
    {
        await using var encrypted = new FaultServer(tls: true);

        var failure = await Should.ThrowAsync<FetchFailedException>(() => sample.FetchAsync(encrypted.Serve("demo.tgz", sample.Archive)));

        failure.IsWrong.ShouldBeFalse();
        failure.Reasons.ShouldHaveSingleItem().ShouldContain("its certificate is not trusted");
        encrypted.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told()
    {
        await server.DisposeAsync();

        (await Should.ThrowAsync<FetchFailedException>(() => sample.FetchAsync(Url))).IsWrong.ShouldBeFalse();
    }

    [Fact]
    public async Task Builds_side_by_side_share_one_download()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => sample.FetchAsync(Url)));

        results.Count(result => result == "downloaded").ShouldBe(1);
        results.Count(result => result == "up to date").ShouldBe(5);
        sample.ShouldBeInPlace();
        server.Requests.Count.ShouldBe((sample.Archive.Length + (32 << 10) - 1) / (32 << 10));
    }

    [Fact]
    public async Task Offline_asks_nobody()
    {
        using var offline = new FetchSample
        {
            Asset = sample.Asset,
            Archive = sample.Archive,
            Offline = true,
        };

        (await Should.ThrowAsync<FetchFailedException>(() => offline.FetchAsync(Url)))
            .Reasons.ShouldHaveSingleItem()
            .ShouldContain("--offline prevents downloading it");
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_required_file_that_the_archive_lacks_is_an_error_and_the_place_stays_as_it_was()
    {
        await sample.FetchAsync(Url);
        using var wanting = new FetchSample
        {
            Asset = sample.Asset with { Files = [.. sample.Asset.Files, new("lib/more.a", 1, new string('0', 64))] },
            Archive = sample.Archive,
        };

        var failure = await Should.ThrowAsync<SpringformException>(() => wanting.FetchAsync(Url));

        failure.Problems[0].Code.ShouldBe(ErrorCode.RequiredFile);
        failure.Problems[0].What.ShouldContain("lacks lib/more.a");
        wanting.ShouldBeEmpty();
    }

    [Fact]
    public async Task More_bytes_than_the_index_declares_are_never_unpacked()
    {
        using var bomb = new FetchSample { Asset = sample.Asset with { UnpackedSize = 1000 }, Archive = sample.Archive };

        var failure = await Should.ThrowAsync<SpringformException>(() => bomb.FetchAsync(Url));

        failure.Problems[0].Code.ShouldBe(ErrorCode.UnsafeArchive);
        bomb.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_zip_is_unpacked_when_it_is_whole()
    {
        using var zip = new FetchSample(name: "demo.zip");

        await zip.FetchAsync(server.Serve(zip.Asset.Name, zip.Archive));

        zip.ShouldBeInPlace();
    }
}
