using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Springform.Tests.EndToEnd;

/// <summary>Parts that several machines made become one dist/, or all that is wrong with them is told and dist/ stays.</summary>
public sealed class Merges(MergeParts parts) : IClassFixture<MergeParts>
{
    [Fact]
    public void Parts_and_prebuilt_files_become_a_whole_dist()
    {
        var copy = parts.Copy();

        copy.Merge("a", "b", "mac").Ends(0).Says("3 parts joined", "hello-a.tgz", "hello-b.tgz", "hello-1.2.3-mac.zip");

        using var sums = Process.Start(
            new ProcessStartInfo("sha256sum", ["--check", "--strict", "--quiet", "checksums.txt"]) { WorkingDirectory = copy.Dist() }
        )!;
        sums.WaitForExit();
        sums.ExitCode.ShouldBe(0);
        File.ReadAllLines(copy.Dist("checksums.txt"))
            .Select(line => line[66..])
            .ShouldBe(Directory.GetFiles(copy.Dist()).Select(path => Path.GetFileName(path)!).Except(["checksums.txt", "artifacts.json"]), ignoreOrder: true);
        using var abi = JsonDocument.Parse(File.ReadAllText(copy.Dist("abi.json")));
        Names(abi, "artifacts", "name").ShouldBe(["hello-a.tgz", "hello-b.tgz"]);
        using var ledger = JsonDocument.Parse(File.ReadAllText(copy.Dist("artifacts.json")));
        ledger.RootElement.GetProperty("partial").GetBoolean().ShouldBeFalse();
        using var manifest = JsonDocument.Parse(File.ReadAllText(copy.Dist("manifest.json")));
        manifest.RootElement.GetProperty("partial").GetBoolean().ShouldBeFalse();
        Names(manifest, "targets", "id").ShouldBe(["a", "b"]);
        Names(manifest, "artifacts", "name").ShouldBe(["hello-1.2.3-mac.zip", "hello-a.tgz", "hello-b.tgz"]);
    }

    [Fact]
    public void What_is_merged_is_up_to_date_for_the_next_run()
    {
        var copy = parts.Copy();
        copy.Merge("a", "b", "mac").Ends(0);

        copy.Run().Ends(0).Says("nothing to do");
    }

    [Fact]
    public void Without_its_prebuilt_files_a_dist_is_a_part()
    {
        var copy = parts.Copy();

        copy.Run().Ends(0).Says("a part: prebuilt targets are joined by --target=Merge");
        copy.Run().Ends(0).Says("nothing to do");
        Directory.Move(copy.Dist(), copy.Part("own"));
        copy.Merge("own", "mac").Ends(0);
    }

    [Fact]
    public void A_missing_an_extra_and_an_altered_file_are_all_named_at_once_and_dist_stays()
    {
        var copy = parts.Copy();
        copy.Merge("a", "b", "mac").Ends(0);
        var before = MergeParts.Hash(copy.Dist("artifacts.json"));
        File.Delete(copy.Part("a", "hello-a.tgz"));
        File.WriteAllText(copy.Part("a", "hello-c.tgz"), "slipped in\n");
        Flip(copy.Part("b", "hello-b.tgz"));
        Flip(copy.Part("mac", "hello-1.2.3-mac.zip"));

        copy.Merge("a", "b", "mac")
            .Ends(6)
            .Says(
                "E501 the artifact hello-a.tgz is missing",
                "E505 hello-c.tgz is in the part, but its ledger does not list it",
                "E501 the artifact hello-b.tgz is not what was built",
                "E505 hello-1.2.3-mac.zip is not what was built: SHA256SUMS has another SHA-256"
            );

        MergeParts.Hash(copy.Dist("artifacts.json")).ShouldBe(before);
    }

    [Fact]
    public void A_part_that_is_not_handed_over_is_missed_by_the_names_of_its_files()
    {
        var copy = parts.Copy();

        copy.Merge("a")
            .Ends(6)
            .Says("hello-b.tgz is expected", "hello-b.tgz.sha256 is expected", "build-info-b.json is expected", "hello-1.2.3-mac.zip is expected")
            .SaysNot("hello-a.tgz is expected");

        Directory.Exists(copy.Dist()).ShouldBeFalse();
    }

    [Fact]
    public void A_file_and_its_ledger_altered_together_do_not_fit_the_checksums()
    {
        var copy = parts.Copy();
        var old = MergeParts.Hash(copy.Part("a", "hello-a.tgz"));
        Flip(copy.Part("a", "hello-a.tgz"));
        var ledger = copy.Part("a", "artifacts.json");
        File.WriteAllText(ledger, File.ReadAllText(ledger).Replace(old, MergeParts.Hash(copy.Part("a", "hello-a.tgz")), StringComparison.Ordinal));

        copy.Merge("a", "b", "mac")
            .Ends(6)
            .Says(
                "checksums.txt and the ledger do not say the same",
                "hello-a.tgz.sha256 does not fit",
                "hello-a.tgz.md5.txt does not fit",
                "manifest.json has another SHA-256 of 'hello-a.tgz'",
                "build-info-a.json has another SHA-256 of 'hello-a.tgz'"
            );
    }

    [Fact]
    public void A_part_that_was_made_by_another_key_is_refused()
    {
        var copy = parts.Copy();
        var path = copy.Part("a", "artifacts.json");
        var ledger = JsonNode.Parse(File.ReadAllText(path))!;
        ledger["artifacts"]!.AsArray().Single(artifact => (string?)artifact!["name"] == "hello-a.tgz")!["key"] = new string('1', 64);
        File.WriteAllText(path, ledger.ToJsonString());

        copy.Merge("a", "b", "mac").Ends(6).Says("hello-a.tgz was made by another key than this machine's plan has");
        Directory.Exists(copy.Dist()).ShouldBeFalse();
    }

    [Fact]
    public void Parts_of_other_files_are_refused()
    {
        var copy = parts.Copy();
        File.WriteAllText(Path.Combine(copy.Clone, "hello.txt"), "changed\n");

        copy.Merge("a", "b", "mac").Ends(6).Says("E505 the part was made from other files than lie here, of the same commit");
    }

    [Fact]
    public void Prebuilt_files_need_a_list_and_a_declaration()
    {
        var copy = parts.Copy();
        File.WriteAllText(copy.Part("mac", "readme.txt"), "what is this?\n");
        copy.Merge("a", "b", "mac").Ends(6).Says("readme.txt is handed over, but no prebuilt target declares it");

        File.Delete(copy.Part("mac", "readme.txt"));
        File.Delete(copy.Part("mac", "SHA256SUMS"));
        copy.Merge("a", "b", "mac").Ends(6).Says("there is no list of SHA-256 (SHA256SUMS)");
    }

    [Theory]
    [InlineData("macosx_11_0_arm64", 0, "parts joined")]
    [InlineData("linux_x86_64", 6, "E505 demo-1.2.3-cp311-cp311-linux_x86_64.whl is tagged linux_x86_64: no index takes such a wheel")]
    public void A_prebuilt_wheel_is_one(string tag, int exitCode, string text)
    {
        var name = $"demo-1.2.3-cp311-cp311-{tag}.whl";
        using var project = new GitProject();
        project.File(
            "springform.yaml",
            $"name: demo\nversion: 1.2.3\ntargets: {{a: linux/amd64}}\nprebuilt: {{other: [{name}]}}\npackages:\n  - {{archive: a.tgz, files: [hello.txt]}}\n"
        );
        project.File("hello.txt", "hello\n");
        project.File(".gitignore", ".springform/\ndist/\nparts/\n");
        project.Commit();
        project.Run("--target=Dist").Ends(0);
        Directory.CreateDirectory(project.PathOf("parts"));
        Directory.Move(project.PathOf("dist"), project.PathOf("parts/own"));
        var hash = MergeParts.Hash(project.File($"parts/other/{name}", "made elsewhere"));
        project.File("parts/other/SHA256SUMS", $"{hash}  {name}\n");

        project.Run("--target=Merge", "--from=parts/own", "--from=parts/other").Ends(exitCode).Says(text);

        if (exitCode == 0)
            project.Text("dist/artifacts.json").ShouldContain($"\"name\": \"{name}\",\n      \"kind\": \"wheel\"");
    }

    [Fact]
    public void A_list_that_cannot_be_read_is_one_error_and_nothing_else_is_said_of_its_files()
    {
        var copy = parts.Copy();
        File.AppendAllText(copy.Part("mac", "SHA256SUMS"), $"{new string('a', 64)}  ../hello\n");

        var result = copy.Merge("a", "b", "mac")
            .Ends(6)
            .Says("E505 SHA256SUMS cannot be read as a list of SHA-256: line 2 names '../hello', which is outside its folder");

        Errors(result).ShouldBe(1, result.All);
    }

    [Fact]
    public void A_list_made_of_dot_slash_names_is_taken_and_one_made_in_another_folder_is_one_error()
    {
        var copy = parts.Copy();
        var (list, hash) = (copy.Part("mac", "SHA256SUMS"), MergeParts.Hash(copy.Part("mac", "hello-1.2.3-mac.zip")));
        File.WriteAllText(list, $"{hash}  out/hello-1.2.3-mac.zip\n");

        var result = copy.Merge("a", "b", "mac")
            .Ends(6)
            .Says("SHA256SUMS cannot be read as a list of SHA-256: it names 'out/hello-1.2.3-mac.zip', and the file lies beside the list");

        Errors(result).ShouldBe(1, result.All);
        File.WriteAllText(list, $"{hash} *./hello-1.2.3-mac.zip\r\n");
        copy.Merge("a", "b", "mac").Ends(0);
    }

    [Fact]
    public void What_is_told_of_a_file_is_told_once()
    {
        var copy = parts.Copy();
        Flip(copy.Part("mac", "hello-1.2.3-mac.zip"));
        var altered = copy.Merge("a", "b", "mac").Ends(6).Says("hello-1.2.3-mac.zip is not what was built");
        Errors(altered).ShouldBe(1, altered.All);

        File.Delete(copy.Part("b", "artifacts.json"));
        File.WriteAllText(copy.Part("b", "artifacts.json"), "{");
        var broken = copy.Merge("a", "b").Ends(6).Says("E504");
        Errors(broken).ShouldBe(1, broken.All);
    }

    [Fact]
    public void A_link_in_a_part_is_no_file()
    {
        var copy = parts.Copy();
        File.Delete(copy.Part("a", "hello-a.tgz"));
        File.CreateSymbolicLink(copy.Part("a", "hello-a.tgz"), copy.Part("b", "hello-b.tgz"));

        copy.Merge("a", "b", "mac").Ends(6).Says("the artifact hello-a.tgz is not a plain file");
    }

    [Fact]
    public void Merge_wants_parts_and_all_targets()
    {
        var copy = parts.Copy();

        copy.Run("--target=Merge").Ends(2).Says("no parts to join", "--from DIR");
        copy.Run("--target=Merge", "--from=x", "--only=a").Ends(2).Says("--only leaves targets out");
        copy.Run("--target=Merge", "--from=nowhere").Ends(6).Says("there is no such folder").SaysNot("not one file was handed over");
    }

    private static int Errors(CliResult result) => result.All.Split('\n').Count(line => line.Length > 1 && line[0] == 'E' && char.IsAsciiDigit(line[1]));

    private static void Flip(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    private static IEnumerable<string?> Names(JsonDocument document, string list, string name) =>
        document.RootElement.GetProperty(list).EnumerateArray().Select(item => item.GetProperty(name).GetString());
}
