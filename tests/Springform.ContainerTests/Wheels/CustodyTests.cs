using System.Diagnostics;
using Springform.ContainerTests.EndToEnd;
using Springform.FakeGitHub;
using Springform.FakeGitHub.State;
using Springform.Tests.EndToEnd;

namespace Springform.ContainerTests.Wheels;

/// <summary>Wheels of several machines become one dist/ that is released and uploaded, or everything that is wrong with them is told.</summary>
[Collection(OneAtATime.Name)]
public sealed class CustodyTests(WheelParts parts) : IClassFixture<WheelParts>
{
    private string Cp39 => $"demo_nvx-1.2.3-cp39-cp39-manylinux_2_31_{parts.Project.Machine}.whl";

    private string Cp311 => $"demo_nvx-1.2.3-cp311-cp311-manylinux_2_36_{parts.Project.Machine}.whl";

    [Fact]
    public void Parts_become_one_dist_with_every_wheel_its_record_and_one_source_distribution()
    {
        var copy = parts.Copy().Pinned();

        copy.Merge("floor", "newer").Ends(0).Says("2 parts joined").SaysNot("warning");

        var arch = parts.Project.Arch;
        string[] legs = [$"floor-{arch}-cp39", $"floor-{arch}-abi3", $"newer-{arch}-cp311"];
        copy.DistFiles.ShouldBe(
            [
                .. parts.Project.Distributions(),
                .. parts.Project.Distributions().Select(name => name + ".sha256"),
                .. legs.SelectMany(leg => new[] { $"build-info-{leg}.json", $"build-info-{leg}.txt" }),
                "abi.json",
                "artifacts.json",
                "checksums.txt",
                "manifest.json",
            ],
            ignoreOrder: true
        );
        foreach (var name in copy.DistFiles.Except(["abi.json", "artifacts.json", "checksums.txt", "manifest.json"]))
            WheelMerge
                .Hash(copy.Dist(name))
                .ShouldBe(WheelMerge.Hash(new[] { "floor", "newer" }.Select(part => copy.Part(part, name)).First(File.Exists)), name);
        using var sums = Process.Start(
            new ProcessStartInfo("sha256sum", ["--check", "--strict", "--quiet", "checksums.txt"]) { WorkingDirectory = copy.Dist() }
        )!;
        sums.WaitForExit();
        sums.ExitCode.ShouldBe(0);
        copy.Run("--target=Dist").Ends(0).Says("nothing to do");
    }

    [Fact]
    public void The_source_distribution_is_handed_over_once_with_the_first_target()
    {
        var copy = parts.Copy();

        File.Exists(copy.Part("floor", "demo_nvx-1.2.3.tar.gz")).ShouldBeTrue();
        File.Exists(copy.Part("newer", "demo_nvx-1.2.3.tar.gz")).ShouldBeFalse();
    }

    [Fact]
    public void A_record_has_the_fields_of_the_old_one_and_the_wheels_hash()
    {
        var copy = parts.Copy();
        copy.Merge("floor", "newer").Ends(0);

        var text = File.ReadAllText(copy.Dist($"build-info-newer-{parts.Project.Arch}-cp311.txt"));

        foreach (
            var field in new[]
            {
                "Build Platform: linux/",
                "Target Platform: linux/",
                "Target OS: linux\n",
                $"Target Arch: {parts.Project.Arch}\n",
                "Base Image: 127.0.0.1:",
                "(sha256:",
                "Build Date: 2026-01-02T03:04:05Z\n",
                "Python: cp311\n",
                "Toolchain python: Python 3.11.2\n",
                "Wheels Built: 1\n",
            }
        )
            text.ShouldContain(field);
        text.ShouldContain($"Artifact: {Cp311} (SHA-256 {WheelMerge.Hash(copy.Dist(Cp311))})\n");
    }

    [Fact]
    public void A_wheel_that_was_altered_on_the_way_is_refused()
    {
        var copy = parts.Copy().Pinned();
        var bytes = File.ReadAllBytes(copy.Part("newer", Cp311));
        bytes[^1] ^= 1;
        File.WriteAllBytes(copy.Part("newer", Cp311), bytes);

        copy.Merge("floor", "newer").Ends(6).Says($"E501 the artifact {Cp311} is not what was built", "hand the part over again");

        copy.HasDist.ShouldBeFalse();
    }

    [Fact]
    public void A_wheel_and_its_ledger_altered_together_do_not_fit_the_other_lists()
    {
        var copy = parts.Copy().Pinned();
        var old = WheelMerge.Hash(copy.Part("newer", Cp311));
        File.AppendAllText(copy.Part("newer", Cp311), "x");
        var ledger = copy.Part("newer", "artifacts.json");
        var size = new FileInfo(copy.Part("newer", Cp311)).Length;
        File.WriteAllText(
            ledger,
            File.ReadAllText(ledger)
                .Replace(old, WheelMerge.Hash(copy.Part("newer", Cp311)), StringComparison.Ordinal)
                .Replace($"\"size\": {size - 1}", $"\"size\": {size}", StringComparison.Ordinal)
        );

        copy.Merge("floor", "newer")
            .Ends(6)
            .Says(
                "E505 checksums.txt and the ledger do not say the same",
                $"E505 {Cp311}.sha256 does not fit the file that it is for",
                "E505 manifest.json has another SHA-256 of",
                $"E505 build-info-newer-{parts.Project.Arch}-cp311.json has another SHA-256 of"
            );
    }

    [Fact]
    public void Two_parts_with_one_wheel_of_different_bytes_are_refused()
    {
        var copy = parts.Copy().Pinned();

        copy.Merge("floor", "newer", "deviant")
            .Ends(6)
            .Says($"E505 {Cp39} comes from 2 parts, which differ", "make it on one machine only, or make it reproducible");

        copy.HasDist.ShouldBeFalse();
    }

    [Fact]
    public void The_wheels_of_a_missing_leg_are_named_and_there_is_no_dist()
    {
        var copy = parts.Copy().Pinned();

        copy.Merge("floor")
            .Ends(6)
            .Says($"E505 {Cp311} is expected of newer-{parts.Project.Arch}-cp311, and no part has it", $"E505 {Cp311}.sha256 is expected", "build-info-newer-")
            .SaysNot($"{Cp39} is expected");
        copy.Merge("newer").Ends(6).Says($"E505 demo_nvx-1.2.3.tar.gz is expected of floor-{parts.Project.Arch}-cp39, and no part has it");

        copy.HasDist.ShouldBeFalse();
    }

    [Fact]
    public void A_part_is_not_uploaded_and_the_whole_is()
    {
        var copy = parts.Copy().Pinned();
        Directory.CreateDirectory(copy.Dist());
        foreach (var file in Directory.GetFiles(copy.Part("floor")))
            File.Copy(file, copy.Dist(Path.GetFileName(file)));
        Upload(copy, "--exclusive").Ends(6).Says("E602 dist/ is a part", $"E602 dist/ lacks {Cp311}");
        parts.Index.Requests.ShouldBeEmpty();

        copy.Merge("floor", "newer").Ends(0);
        Upload(copy).Ends(0).Says("4 uploaded, 0 were there");

        parts
            .Index.Uploads.Values.ToDictionary(upload => upload.Name, upload => upload.Sha256)
            .ShouldBe(parts.Project.Distributions().ToDictionary(name => name, name => WheelMerge.Hash(copy.Dist(name))), ignoreOrder: true);
    }

    [Fact]
    public void A_machine_that_does_not_know_the_bases_says_how_to_publish_without_building_again()
    {
        var copy = parts.Copy();

        copy.Merge("floor", "newer").Ends(0).Says("warning: base images are not pinned here, so the parts cannot be compared: publish with --exclusive");

        Upload(copy, "--exclusive").Ends(0).Says("4 uploaded");
    }

    [Fact]
    public async Task What_was_merged_is_released_file_by_file()
    {
        var copy = parts.Copy().Pinned();
        copy.Merge("floor", "newer").Ends(0);
        await using var server = await FakeGitHubServer.StartAsync();
        server.Repository.SetTag(new FakeTag(TinyWheels.Tag, parts.Project.Git("rev-parse", "HEAD").Trim()));

        copy.Run("--target=Publish", $"GITHUB_API_URL={server.Api}", $"GITHUB_TOKEN={server.Options.Token}").Ends(0);

        var release = server.Repository.Releases.ShouldHaveSingleItem();
        (release.TagName, release.Draft, release.Prerelease).ShouldBe((TinyWheels.Tag, false, false));
        server
            .Repository.Assets(release.Id)
            .ToDictionary(asset => asset.Name, asset => WheelMerge.Hash(asset.Path!))
            .ShouldBe(
                copy.DistFiles.Where(name => name != "artifacts.json").ToDictionary(name => name, name => WheelMerge.Hash(copy.Dist(name))),
                ignoreOrder: true
            );
    }

    private static CliResult Upload(WheelMerge copy, params string[] words) =>
        copy.Run(["--target=PublishIndex", $"TWINE_PASSWORD={WheelParts.Password}", .. words]);
}
