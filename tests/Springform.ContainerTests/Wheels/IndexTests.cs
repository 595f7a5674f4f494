using Springform.ContainerTests.EndToEnd;
using Springform.ContainerTests.Publish;
using Springform.FakeIndex;

namespace Springform.ContainerTests.Wheels;

/// <summary>What people see of PublishIndex when an index fails, refuses or lies: exit code and text of the process.</summary>
[Collection(OneAtATime.Name)]
public sealed class IndexTests : IClassFixture<WheelDist>
{
    private readonly WheelDist dist;

    public IndexTests(WheelDist dist)
    {
        this.dist = dist;
        dist.Index.Reset();
    }

    private FakeIndexServer Index => dist.Index;

    private int Posts => Index.Requests.Count(request => request.StartsWith("POST", StringComparison.Ordinal));

    [Fact]
    public void A_token_that_may_not_upload_is_refused_and_shown_nowhere()
    {
        Index.RepeatsSecrets = true;

        dist.Upload("TWINE_PASSWORD=pypi-another-secret", "--verbosity=diagnostic")
            .Ends(7)
            .Says(
                "E651 the index refuses demo_nvx-1.2.3-cp311-cp311",
                ": 403 Invalid or non-existent authentication information. Basic ***",
                "check TWINE_PASSWORD",
                "run again: what is there already is not sent again"
            )
            .SaysNot("pypi-another-secret", Convert.ToBase64String("__token__:pypi-another-secret"u8));

        Index.Uploads.ShouldBeEmpty();
        Posts.ShouldBe(1);
    }

    [Fact]
    public void An_upload_shows_the_token_nowhere()
    {
        dist.Upload("--verbosity=diagnostic").Ends(0).Says("4 uploaded").SaysNot(WheelParts.Password, Convert.ToBase64String("__token__:pypi-not-a-secret"u8));

        Directory
            .GetFiles(dist.Project.Folder, "*", SearchOption.AllDirectories)
            .Where(path => File.ReadAllText(path).Contains(WheelParts.Password, StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Theory]
    [InlineData(401, "E651", "401 the index is out of order", "check TWINE_PASSWORD")]
    [InlineData(400, "E651", "400 the index is out of order", "mend what the index names")]
    [InlineData(301, "E651", "301 the index is out of order", "check wheels.index.upload and wheels.index.simple")]
    public void A_refusal_is_not_tried_again(int status, string code, string text, string fix)
    {
        Index.OnUpload = _ => status;

        dist.Upload().Ends(7).Says(code, text, fix);

        Posts.ShouldBe(1);
    }

    [Fact]
    public void An_index_that_is_out_of_order_for_a_moment_is_tried_again()
    {
        Index.OnUpload = upload => upload is 1 or 2 ? 503 : null;

        dist.Upload().Ends(0).Says("the index answers 503 Service Unavailable; again in ", "4 uploaded, 0 were there");
    }

    [Fact]
    public void An_index_that_is_busy_is_given_the_time_that_it_asks_for()
    {
        Index.RetryAfter = "1";
        Index.OnUpload = upload => upload == 1 ? 429 : null;

        dist.Upload().Ends(0).Says("the index answers 429 Too Many Requests; again in 1.0 s");
    }

    [Fact]
    public void An_index_that_asks_for_an_hour_is_not_waited_for()
    {
        Index.RetryAfter = "3600";
        Index.OnUpload = upload => upload > 1 ? 429 : null;

        dist.Upload()
            .Ends(7)
            .Says(
                "E652 the index failed before all 4 files were there: the index answers 429 Too Many Requests (1 uploaded in this run)",
                "wait 60 minutes, as the index asks"
            );
    }

    [Fact]
    public void An_index_that_dies_half_way_is_completed_by_the_next_run()
    {
        Index.OnUpload = upload =>
        {
            Index.IsDown = upload > 2;
            return upload > 2 ? 0 : null;
        };

        dist.Upload()
            .Ends(7)
            .Says("E652 the index failed before all 4 files were there: ", "(2 uploaded in this run)", "run again: what is there already is not sent again");

        (Index.IsDown, Index.OnUpload) = (false, _ => null);
        Index.Requests.Clear();
        dist.Upload().Ends(0).Says("2 uploaded, 2 were there");
        Posts.ShouldBe(2);
        dist.Upload().Ends(0).Says("0 uploaded, 4 were there");
        Index.Uploads.Keys.ShouldBe(dist.Project.Distributions(), ignoreOrder: true);
    }

    [Fact]
    public void Another_file_of_a_name_is_an_error_before_anything_is_sent()
    {
        Index.Damages = true;
        Index.OnUpload = upload => upload == 1 ? null : 400;
        dist.Upload().Ends(7);
        (Index.Damages, Index.OnUpload) = (false, _ => null);
        var name = Index.Uploads.Keys.ShouldHaveSingleItem();
        Index.Requests.Clear();

        dist.Upload().Ends(6).Says($"E653 the index has another file of the name {name}: SHA-256 {Index.Uploads[name].Sha256}, here ", "raise the version");

        Posts.ShouldBe(0);
    }

    [Fact]
    public void An_index_that_keeps_other_bytes_than_it_was_sent_is_found_out()
    {
        Index.Damages = true;

        dist.Upload().Ends(6).Says("E653 the index has another file of the name demo_nvx-1.2.3.tar.gz");
    }

    [Fact]
    public void An_index_that_takes_files_and_does_not_list_them_is_found_out()
    {
        Index.OnUpload = _ => 200;

        dist.Upload()
            .Ends(7)
            .Says(
                "4 of 4 files are not listed yet; looks again in 0.5 s",
                "E652 4 of 4 files are not on the index: it took them, but does not list them",
                "demo_nvx-1.2.3.tar.gz"
            );
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused_and_a_known_one_is_not()
    {
        using var certificate = new LoopbackCertificate();
        await using var secure = await FakeIndexServer.StartAsync(WheelParts.Password, certificate: certificate.Certificate);
        using var project = dist.Project.CopyFor(secure.Address);

        project
            .Upload()
            .Ends(7)
            .Says("E652 the index failed before all 4 files were there: no secure connection to 127.0.0.1:", "certificate", "SSL_CERT_FILE")
            .SaysNot("again in", WheelParts.Password);
        secure.Requests.ShouldBeEmpty();
        project.Upload($"SSL_CERT_FILE={certificate.TrustFile}").Ends(0).Says("4 uploaded");
    }

    [Fact]
    public void Nobody_who_listens_is_an_index_that_failed()
    {
        using var project = dist.Project.CopyFor("http://127.0.0.1:1/");

        project.Upload().Ends(7).Says("E652", "Connection refused", "again in ");
    }

    [Fact]
    public void What_no_index_takes_is_told_at_once_and_before_anything_is_built()
    {
        dist.Upload("TWINE_PASSWORD=", "--snapshot", "--offline", "--only=floor-*", "--skip=LoadTest")
            .Ends(2)
            .Says(
                "E654 publishing needs the package index, and --offline is given",
                "E654 a part of the targets is never published: --only is given",
                "E654 an untested dist/ is never published: --skip LoadTest is given",
                "E654 the version 1.2.3.dev0+snapshot.",
                " is local: no index takes it",
                "E654 TWINE_PASSWORD is not set"
            )
            .SaysNot("--> BaseImages");
        Index.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void Wheels_of_files_that_no_commit_has_are_not_uploaded()
    {
        var file = dist.Project.File("prepared/new.txt", "new");
        try
        {
            dist.Upload().Ends(2).Says("E654 the work tree is not clean").SaysNot("--> BaseImages");
        }
        finally
        {
            File.Delete(file);
        }
    }
}
