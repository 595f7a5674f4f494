using System.Net;
using System.Net.Sockets;
using Springform.Config;
using Springform.Errors;
using Springform.Index;
using Springform.Machine;
using Springform.Plan;

namespace Springform.Tests.Index;

/// <summary>Uploads to an index on loopback: complete, resumed, or refused with the reason.</summary>
public sealed class IndexPublisherTests
{
    [Fact]
    public async Task All_files_are_uploaded_with_their_metadata_and_a_second_run_sends_nothing()
    {
        await using var dist = await IndexDist.StartAsync();

        (await dist.PublishAsync()).ShouldBe(2);

        var upload = dist.Server.Uploads[dist.Files[0].Artifact.Name];
        upload.Sha256.ShouldBe(dist.Files[0].Artifact.Sha256);
        upload.Fields["classifiers"].ShouldBe(["A", "B"]);
        upload.Fields["description"].ShouldBe(["About it.\n"]);
        (upload.Fields["filetype"][0], upload.Fields["pyversion"][0]).ShouldBe(("bdist_wheel", "cp311"));
        upload.Fields.Keys.ShouldNotContain("X-Own");
        (await dist.PublishAsync()).ShouldBe(0);
        dist.Server.Requests.Count(request => request.StartsWith("POST", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task An_index_that_only_speaks_html_is_understood()
    {
        await using var dist = await IndexDist.StartAsync();
        dist.Server.HtmlOnly = true;

        (await dist.PublishAsync()).ShouldBe(2);
        (await dist.PublishAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(503)]
    public async Task An_index_that_dies_half_way_ends_with_7_and_the_next_run_sends_only_the_rest(int status)
    {
        await using var dist = await IndexDist.StartAsync();
        dist.Server.OnUpload = upload => upload > 1 ? status : null;

        var problem = await dist.ProblemAsync();

        (problem.Code, problem.Code.ExitCode).ShouldBe((ErrorCode.IndexIncomplete, ExitCode.PublishIncomplete));
        problem.What.ShouldContain("(1 uploaded in this run)");
        problem.Fix.ShouldBe("run again: what is there already is not sent again");
        dist.Server.OnUpload = _ => null;
        (await dist.PublishAsync()).ShouldBe(1);
        dist.Server.Uploads.Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_upload_that_arrived_although_its_answer_did_not_is_not_sent_twice()
    {
        await using var dist = await IndexDist.StartAsync();
        dist.Server.KeepsBeforeFailing = true;
        dist.Server.OnUpload = upload => upload == 1 ? 0 : null;

        await dist.PublishAsync();

        dist.Server.Requests.Count(request => request.StartsWith("POST", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("0", 0)]
    public async Task An_index_that_is_busy_is_asked_again_when_it_says(string header, int seconds)
    {
        await using var dist = await IndexDist.StartAsync();
        dist.Server.RetryAfter = header;
        dist.Server.OnUpload = upload => upload == 1 ? 429 : null;

        (await dist.PublishAsync()).ShouldBe(2);

        dist.Log.Lines.ShouldContain($"    the index answers 429 Too Many Requests; again in {seconds}.0 s");
    }

    [Fact]
    public async Task A_longer_wait_than_minutes_is_not_sat_out()
    {
        await using var dist = await IndexDist.StartAsync();
        dist.Server.RetryAfter = "3600";
        dist.Server.OnUpload = _ => 429;

        var problem = await dist.ProblemAsync();

        problem.Code.ShouldBe(ErrorCode.IndexIncomplete);
        problem.Fix.ShouldBe("wait 60 minutes, as the index asks, then run again: what is there already is not sent again");
        dist.Server.Requests.Count(request => request.StartsWith("POST", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_file_that_is_listed_late_is_waited_for()
    {
        await using var dist = await IndexDist.StartAsync();
        dist.Server.StaleListings = 4;

        (await dist.PublishAsync()).ShouldBe(2);

        dist.Log.Lines.ShouldContain("    2 of 2 files are not listed yet; looks again in 2.0 s");
    }

    [Fact]
    public async Task What_the_index_keeps_is_read_back()
    {
        await using var dist = await IndexDist.StartAsync();
        dist.Server.Damages = true;

        var problems = (await Should.ThrowAsync<SpringformException>(() => dist.PublishAsync())).Problems;

        problems.Count.ShouldBe(2);
        problems.ShouldAllBe(problem => problem.Code == ErrorCode.IndexConflict);
    }

    [Fact]
    public async Task Another_publisher_that_was_quicker_with_the_same_file_is_no_error()
    {
        await using var dist = await IndexDist.StartAsync();
        await dist.PublishAsync();
        dist.Server.StaleListings = 1;

        (await dist.PublishAsync()).ShouldBe(2);

        dist.Server.Uploads.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_wrong_token_is_refused_with_a_remedy_and_without_the_token()
    {
        await using var dist = await IndexDist.StartAsync();

        var problem = await dist.ProblemAsync("wrong-token");

        (problem.Code, problem.Code.ExitCode).ShouldBe((ErrorCode.IndexRefused, ExitCode.PublishIncomplete));
        problem.What.ShouldBe($"the index refuses {dist.Files[0].Artifact.Name}: 403 Invalid or non-existent authentication information.");
        problem.Where.ShouldBe(dist.UploadAddress);
        problem.ToString().ShouldNotContain("wrong-token");
    }

    [Fact]
    public async Task A_token_that_the_server_repeats_is_not_shown()
    {
        await using var dist = await IndexDist.StartAsync();
        dist.Server.RepeatsSecrets = true;

        (await dist.ProblemAsync("wrong-token")).What.ShouldBe(
            $"the index refuses {dist.Files[0].Artifact.Name}: 403 Invalid or non-existent authentication information. Basic ***"
        );
    }

    [Fact]
    public async Task Another_file_of_the_same_name_is_an_error_before_anything_is_sent()
    {
        await using var dist = await IndexDist.StartAsync();
        await dist.PublishAsync();
        var first = dist.Files[1];
        dist.Files.Clear();
        await dist.AddAsync("demo_nvx-1.4.0-cp39-cp39-manylinux_2_31_x86_64.whl", "three");
        dist.Files.Add(first with { Artifact = first.Artifact with { Sha256 = new string('0', 64) } });

        var problem = await dist.ProblemAsync();

        (problem.Code, problem.Code.ExitCode).ShouldBe((ErrorCode.IndexConflict, ExitCode.Verification));
        problem.What.ShouldBe($"the index has another file of the name {first.Artifact.Name}: SHA-256 {first.Artifact.Sha256}, here {new string('0', 64)}");
        dist.Server.Uploads.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_file_that_changed_since_never_becomes_whole_there()
    {
        await using var dist = await IndexDist.StartAsync();
        var bytes = await File.ReadAllBytesAsync(dist.Files[1].Path, TestContext.Current.CancellationToken);
        bytes[^30] ^= 1;
        await File.WriteAllBytesAsync(dist.Files[1].Path, bytes, TestContext.Current.CancellationToken);

        var problem = await dist.ProblemAsync();

        (problem.Code, problem.Code.ExitCode).ShouldBe((ErrorCode.ChecksumMismatch, ExitCode.Verification));
        problem.What.ShouldBe($"{dist.Files[1].Artifact.Name} changed while it was uploaded: its bytes are not those of the ledger");
        dist.Server.Uploads.Keys.ShouldBe([dist.Files[0].Artifact.Name]);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_index_that_neither_takes_nor_says_anything_is_as_good_as_gone()
    {
        await using var dist = await IndexDist.StartAsync();
        var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        try
        {
            var address = $"http://{silent.LocalEndpoint}/";
            using var client = new IndexClient(
                new IndexConfig { Upload = address, Simple = address },
                new PasswordLogin("__token__", "x"),
                new ImpatientClock()
            );

            (await Should.ThrowAsync<IndexUnavailableException>(() => client.ListAsync("demo", TestContext.Current.CancellationToken))).Message.ShouldBe(
                "nothing to speak of went or came for 2 minutes"
            );
            (
                await Should.ThrowAsync<IndexUnavailableException>(() => client.UploadAsync(dist.Files[0], TestContext.Current.CancellationToken))
            ).Message.ShouldBe("nothing to speak of went or came for 2 minutes");
        }
        finally
        {
            silent.Dispose();
        }
    }

    [Fact]
    public void Without_a_password_nothing_is_tried() =>
        Should
            .Throw<SpringformException>(() =>
                IndexCredentials.Read(new IndexConfig(), new ProcessEnvironment(new Dictionary<string, string>()), TimeProvider.System)
            )
            .Problems.ShouldHaveSingleItem()
            .What.ShouldBe("TWINE_PASSWORD is not set, and this is no job with an identity of its own, so no index will take an upload");
}
