using System.Text.Json;
using Springform.Tests.Abi;
using Springform.Tests.Report;

namespace Springform.Tests.EndToEnd;

/// <summary>--target=Report: a page and JSON about the last run and dist/. The projects are of plain files: no engine is called.</summary>
public sealed class Reports : IDisposable
{
    private const string Page = ".springform/report.html";

    private readonly GitProject project = new();

    public Reports()
    {
        project.File(".gitignore", ".springform/\ndist/\n");
        Declare("1.2.3", "x86_64");
        Library(["libc.so.6"], ["puts@GLIBC_2.2.5", "new_one@GLIBC_2.34"], ["demo_open", "demo_old"]);
        project.Commit();
    }

    public void Dispose() => project.Dispose();

    [Fact]
    public void The_page_shows_what_was_built_when_and_on_what_it_runs()
    {
        project.Run("--target=Dist").Ends(0);

        project.Run("--target=Report").Ends(0).Says($"0 failures: {project.PathOf(Page)}");

        var page = new ReportDocument(project.Text(Page));
        page.Headings.ShouldBe(["What was built", "Timeline", "Runs on", "The lowest systems", "What is not known"]);
        page.Text.ShouldContain("demo 1.2.3");
        page.Text.ShouldContain(Hash("dist/demo-1.2.3.tgz"));
        page.Text.ShouldContain("a was not started: the machine is far away");
        page.Text.ShouldContain("set by hello, new_one@GLIBC_2.34");
        page.Text.ShouldContain("Made by this run: 1");
        page.Text.ShouldContain("compared with no release: give --from DIR");
        page.RequireAlone();
    }

    [Fact]
    public void A_run_that_failed_is_shown_with_its_problems_and_with_the_dist_before_it()
    {
        project.Run("--target=Dist").Ends(0);
        Declare("1.2.4", "aarch64");
        project.Run("--target=Dist").Ends(5);

        project.Run("--target=Report").Ends(0).Says("1 failure: ");

        var page = new ReportDocument(project.Text(Page));
        page.Headings.First().ShouldBe("Failures");
        page.Text.ShouldContain("E215 hello is an ELF file for x86_64 Linux, but it is shipped for linux/arm64");
        page.Text.ShouldContain("To mend it: ");
        page.Text.ShouldContain("demo 1.2.3");
        page.Text.ShouldContain("the last run failed: dist/ may be what a run before it made");
    }

    [Fact]
    public void A_springform_yaml_that_is_wrong_is_a_failure_too_and_the_report_does_without_it()
    {
        project.File("springform.yaml", "name: [\n");
        project.Run("--target=Dist").Ends(2);

        project.Run("--target=Report").Ends(0);

        new ReportDocument(project.Text(Page)).Text.ShouldContain("E101");
    }

    [Fact]
    public void The_same_facts_are_json_alone_on_stdout_and_nothing_is_written_then()
    {
        project.Run("--target=Dist").Ends(0);

        using var facts = JsonDocument.Parse(project.Run("--target=Report", "--output=json").Ends(0).Output);

        var root = facts.RootElement;
        root.GetProperty("version").GetString().ShouldBe("1.2.3");
        root.GetProperty("run").GetProperty("end").GetString().ShouldBe("done");
        root.GetProperty("run").GetProperty("spans").EnumerateArray().Select(span => span.GetProperty("name").GetString()).ShouldContain("Package");
        root.GetProperty("run").GetProperty("origins").GetProperty("Package package/demo-1.2.3.tgz").GetString().ShouldBe("built");
        root.GetProperty("artifacts").EnumerateArray().Select(file => file.GetProperty("name").GetString()).ShouldContain("demo-1.2.3.tgz");
        root.GetProperty("floors")[0].GetProperty("symbols")[0].GetString().ShouldBe("hello: new_one");
        File.Exists(project.PathOf(Page)).ShouldBeFalse();
    }

    [Fact]
    public void A_second_run_says_that_the_archive_was_there()
    {
        project.Run("--target=Dist").Ends(0);
        project.Run("--target=Dist").Ends(0).Says("nothing to do");

        using var facts = JsonDocument.Parse(project.Run("--target=Report", "--output=json").Ends(0).Output);

        facts.RootElement.GetProperty("run").GetProperty("origins").GetProperty("Package package/demo-1.2.3.tgz").GetString().ShouldBe("cache");
    }

    [Fact]
    public void With_from_sizes_files_and_abi_are_compared_with_the_last_release()
    {
        project.Run("--target=Dist").Ends(0);
        Directory.Move(project.PathOf("dist"), project.Beside("last"));
        Declare("1.3.0", "x86_64");
        Library(["libc.so.6", "libm.so.6"], ["puts@GLIBC_2.38"], ["demo_open", "demo_new"]);
        project.Commit();
        project.Run("--target=Dist").Ends(0);

        project.Run("--target=Report", $"--from={project.Beside("last")}").Ends(0);

        var page = new ReportDocument(project.Text(Page));
        page.Headings.ShouldContain("ABI changes since 1.2.3");
        page.Text.ShouldContain("the lowest system was glibc 2.34 and is glibc 2.38");
        page.Text.ShouldContain("hello: libraries are needed that were not: libm.so.6");
        page.Text.ShouldContain("hello: symbols are gone: demo_old");
        page.Text.ShouldContain("hello: symbols are new: demo_new");
        page.Text.ShouldMatch(@"than in 1\.2\.3|as in 1\.2\.3");
        page.Text.ShouldContain("the files of the last release were not verified");
    }

    [Fact]
    public void A_folder_that_is_no_release_is_refused_and_so_are_two_folders()
    {
        project.Run("--target=Dist").Ends(0);
        Directory.CreateDirectory(project.Beside("empty"));

        project.Run("--target=Report", $"--from={project.Beside("empty")}").Ends(2).Says("E105 there is no manifest.json");
        project.Run("--target=Report", "--from=a", "--from=b").Ends(2).Says("E103 --target=Report compares with one release");
        Directory.CreateDirectory(project.Beside("broken"));
        File.WriteAllText(Path.Combine(project.Beside("broken"), "manifest.json"), """{"name": "x", "version": "1", "full_version": "1", "targets": [null]}""");
        project.Run("--target=Report", $"--from={project.Beside("broken")}").Ends(6).Says("E504 manifest.json has a null in a list");
    }

    [Fact]
    public void Without_anything_the_page_says_what_is_missing()
    {
        project.Run("--target=Report").Ends(0);

        var page = new ReportDocument(project.Text(Page));
        page.Headings.ShouldBe(["What is not known"]);
        page.Text.ShouldContain("no run is recorded here");
        page.Text.ShouldContain("there is no whole dist/ here");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"requested": [null]}""")]
    public void A_record_that_somebody_spoiled_is_told_and_the_rest_is_shown(string record)
    {
        project.Run("--target=Dist").Ends(0);
        project.File(".springform/last-run.json", record);

        project.Run("--target=Report").Ends(0);

        var page = new ReportDocument(project.Text(Page));
        page.Headings.ShouldContain("What was built");
        page.Text.ShouldContain("the last run cannot be shown: last-run.json ");
    }

    [Fact]
    public void On_a_read_only_file_system_the_json_is_shown_and_the_page_says_why_not()
    {
        project.Run("--target=Dist").Ends(0);
        using var disk = new TinyDisk(20_000);
        Command.Run("/", ["sh", "-c", $"cp -a {project.Folder}/. {disk.Path}/p && mount -o remount,ro {disk.Path}"]).ExitCode.ShouldBe(0);
        try
        {
            var folder = $"--project={Path.Combine(disk.Path, "p")}";
            project.Run("--target=Report", "--output=json", folder).Ends(0).Output.ShouldStartWith("{");
            project.Run("--target=Report", folder).Ends(4).Says("E313", "read-only", "report.html");
        }
        finally
        {
            Command.Run("/", ["mount", "-o", "remount,rw", disk.Path]);
        }
    }

    [Fact]
    public void On_GitHub_Actions_the_summary_page_has_the_files_with_their_hashes()
    {
        project.Run("--target=Dist").Ends(0);
        var summary = project.Beside("summary.md");

        project.Run("--target=Report", "GITHUB_ACTIONS=true", $"GITHUB_STEP_SUMMARY={summary}").Ends(0);

        File.ReadAllText(summary).ShouldContain($"| demo-1.2.3.tgz | ");
        File.ReadAllText(summary).ShouldContain(Hash("dist/demo-1.2.3.tgz"));
    }

    [Fact]
    public void Clean_leaves_no_record()
    {
        project.Run("--target=Dist").Ends(0);
        File.Delete(project.PathOf(".springform/last-run.json"));

        project.Run("--target=Clean").Ends(0);

        File.Exists(project.PathOf(".springform/last-run.json")).ShouldBeFalse();
    }

    [Fact]
    public void Hostile_names_are_text()
    {
        const string name = "<script>alert(1)<&\"' onload=x>.so";
        File.WriteAllBytes(
            project.File(name, ""),
            new SyntheticElf
            {
                Soname = "</pre><img src=x>\u001b[2J",
                Needed = ["libc.so.6"],
                Imports = ["x@GLIBC_2.36"],
            }.Bytes()
        );
        project.Replace("springform.yaml", "files: [hello]", $"files: [hello, \"{name.Replace("\"", "\\\"", StringComparison.Ordinal)}\"]");
        project.Replace("springform.yaml", "the machine is far away", "</li><script>alert(2)</script> & <b onclick=x>");
        project.Commit();
        project.Run("--target=Dist").Ends(0);

        project.Run("--target=Report").Ends(0);

        var page = new ReportDocument(project.Text(Page));
        page.RequireAlone();
        page.Text.ShouldContain($"set by {name}, x@GLIBC_2.36");
        page.Text.ShouldContain("</li><script>alert(2)</script> & <b onclick=x>");
    }

    [Fact]
    public void Without_the_archives_of_the_last_release_the_symbols_are_said_to_be_unknown()
    {
        project.Run("--target=Dist").Ends(0);
        Directory.CreateDirectory(project.Beside("last"));
        foreach (var name in new[] { "manifest.json", "abi.json" })
            File.Copy(project.PathOf($"dist/{name}"), Path.Combine(project.Beside("last"), name));

        project.Run("--target=Report", $"--from={project.Beside("last")}").Ends(0);

        var page = new ReportDocument(project.Text(Page));
        page.Text.ShouldContain("No change was found.");
        page.Text.ShouldContain("the symbols of demo-1.2.3.tgz are not compared: it is missing in one of the folders");
    }

    private void Library(IReadOnlyList<string> needed, IReadOnlyList<string> imports, IEnumerable<string> exports) =>
        File.WriteAllBytes(
            project.File("hello", ""),
            new SyntheticElf
            {
                Needed = needed,
                Imports = imports,
                Exports = [.. exports.Select(name => (name, (byte)0))],
            }.Bytes()
        );

    private string Hash(string path) => MergeParts.Hash(project.PathOf(path));

    private void Declare(string version, string machine) =>
        project.File(
            "springform.yaml",
            $$"""
            name: demo
            version: {{version}}
            targets: {a: {{(machine == "x86_64" ? "linux/amd64" : "linux/arm64")}}}
            smoke: {skip: "the machine is far away"}
            packages:
              - {archive: "{name}-{version}.tgz", files: [hello]}

            """
        );
}
