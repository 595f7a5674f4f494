using Springform.Errors;
using Springform.Files;
using Springform.Names;
using Springform.Package;
using Springform.Plan;

namespace Springform.Tests.Package;

public sealed class DistFolderTests : IDisposable
{
    private readonly PackProject project = new();

    public DistFolderTests()
    {
        project.Track("LICENSE", "first");
    }

    private string Dist => project.Dist.Folder;

    private string State => Path.Combine(project.Folder, ".springform");

    public void Dispose() => project.Dispose();

    [Fact]
    public async Task Dist_holds_artifacts_manifest_checksums_and_ledger_and_sha256sum_accepts_it()
    {
        var ledger = await MakeAsync();

        Names(Dist).ShouldBe(["a.tgz", "a.tgz.md5.txt", "a.tgz.sha256", "artifacts.json", "build-info-x86_64.json", "checksums.txt", "manifest.json"]);
        RealTool
            .Run(Dist, "sha256sum", "--strict", "-c", "checksums.txt")
            .ShouldBe(["a.tgz: OK", "a.tgz.md5.txt: OK", "a.tgz.sha256: OK", "build-info-x86_64.json: OK", "manifest.json: OK"]);
        ledger
            .Artifacts.Select(artifact => artifact.Name)
            .ShouldBe(["a.tgz", "a.tgz.md5.txt", "a.tgz.sha256", "build-info-x86_64.json", "checksums.txt", "manifest.json"]);
        Directory.Exists(project.Dist.StagingFolder).ShouldBeFalse();
    }

    [Fact]
    public async Task A_new_dist_replaces_the_whole_old_one()
    {
        await MakeAsync("old.tgz");

        await MakeAsync("new.tgz");

        Names(Dist).ShouldBe(["artifacts.json", "build-info-x86_64.json", "checksums.txt", "manifest.json", "new.tgz", "new.tgz.md5.txt", "new.tgz.sha256"]);
        Names(State).ShouldBeEmpty();
        project.Said.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_distributions_of_one_plan_are_the_same_bytes()
    {
        await MakeAsync();
        var first = Hashes();
        Directory.Delete(Dist, recursive: true);

        await MakeAsync();

        Hashes().ShouldBe(first);
    }

    [Fact]
    public async Task An_artifact_with_the_same_key_is_linked_instead_of_packed()
    {
        await MakeAsync();
        var inode = FileStat.Of(Path.Combine(Dist, "a.tgz"))!.Value.Inode;
        var step = Step() with { CommandIds = ["compile/not/looked-for"] };

        var staged = await project.PackAsync(step, project.Dist.Last());

        staged.Reused.ShouldBeTrue();
        FileStat.Of(Path.Combine(project.Dist.StagingFolder, "a.tgz"))!.Value.Inode.ShouldBe(inode);
        RealTool.Run(project.Dist.StagingFolder, "md5sum", "--strict", "-c", "a.tgz.md5.txt").ShouldBe(["a.tgz: OK"]);
    }

    [Fact]
    public async Task An_artifact_with_another_key_or_another_content_is_packed_again()
    {
        await MakeAsync();
        var last = project.Dist.Last();

        (await project.PackAsync(Step() with { Key = PackProject.Key("other") }, last)).Reused.ShouldBeFalse();
        await File.AppendAllTextAsync(Path.Combine(Dist, "a.tgz"), "x");
        var staged = await project.PackAsync(Step(), last);

        staged.Reused.ShouldBeFalse();
        staged.Archive.Sha256.ShouldBe(last!.Ledger.Find("a.tgz")!.Sha256);
    }

    [Fact]
    public async Task A_run_killed_between_two_renames_gets_its_dist_back()
    {
        await MakeAsync();
        var before = Hashes();
        project.BeginStaging();
        Directory.Move(Dist, Path.Combine(State, "dist.old"));

        project.Dist.Recover();

        Hashes().ShouldBe(before);
        Names(State).ShouldBeEmpty();
        project.Said.All.ShouldHaveSingleItem().ShouldContain("is back");
    }

    [Fact]
    public async Task A_run_killed_after_the_exchange_leaves_only_the_new_dist()
    {
        await MakeAsync();
        var before = Hashes();
        foreach (var leftover in new[] { "staging", "dist.old" })
        {
            Directory.CreateDirectory(Path.Combine(State, leftover, "deep"));
            await File.WriteAllTextAsync(Path.Combine(State, leftover, "deep", "a.tgz"), "old");
        }

        project.Dist.Recover();

        Hashes().ShouldBe(before);
        Names(State).ShouldBeEmpty();
        project.Said.All.ShouldBeEmpty();
    }

    [Fact]
    public void Recovering_an_untouched_project_makes_nothing()
    {
        project.Dist.Recover();

        Names(project.Folder).ShouldBe(["LICENSE"]);
    }

    [Fact]
    public void Without_an_exchange_in_the_file_system_two_renames_do_it()
    {
        var (place, next, aside) = (Folder("dist", "old"), Folder("next", "new"), Path.Combine(project.Folder, "aside"));

        FolderExchange.RenameAside(place, next, aside);

        Names(place).ShouldBe(["new"]);
        Names(aside).ShouldBe(["old"]);
        Directory.Exists(next).ShouldBeFalse();
    }

    [Fact]
    public void A_rename_that_fails_puts_the_old_folder_back()
    {
        var (place, aside) = (Folder("dist", "old"), Path.Combine(project.Folder, "aside"));

        Should.Throw<IOException>(() => FolderExchange.RenameAside(place, Path.Combine(project.Folder, "missing"), aside));

        Names(place).ShouldBe(["old"]);
        Directory.Exists(aside).ShouldBeFalse();
    }

    [Fact]
    public void An_exchange_swaps_both_folders()
    {
        var (place, next) = (Folder("dist", "old"), Folder("next", "new"));

        FolderExchange.Run(place, next, "unused").ShouldBe(next);

        Names(place).ShouldBe(["new"]);
        Names(next).ShouldBe(["old"]);
    }

    [Fact]
    public async Task Files_that_no_ledger_lists_are_kept_aside_with_a_warning()
    {
        Directory.CreateDirectory(Path.Combine(Dist, "notes"));
        await File.WriteAllTextAsync(Path.Combine(Dist, "notes", "mine.txt"), "precious");
        File.CreateSymbolicLink(Path.Combine(Dist, "nowhere"), "/does/not/exist");

        await MakeAsync();

        Names(Dist).ShouldNotContain("notes");
        File.ReadAllText(Path.Combine(State, "dropped", "1", "notes", "mine.txt")).ShouldBe("precious");
        new FileInfo(Path.Combine(State, "dropped", "1", "nowhere")).LinkTarget.ShouldBe("/does/not/exist");
        project.Said.All.ShouldHaveSingleItem().ShouldContain("notes/mine.txt, nowhere. It is kept in");
    }

    [Theory]
    [InlineData("dist")]
    [InlineData(".springform")]
    [InlineData(".springform/staging")]
    public void A_link_in_the_place_of_our_folders_is_refused(string name)
    {
        using var elsewhere = new TemporaryFolder();
        elsewhere.File("precious", "precious");
        Directory.CreateDirectory(State);
        if (name == ".springform")
            Directory.Delete(State);
        File.CreateSymbolicLink(Path.Combine(project.Folder, name), elsewhere.Path);

        foreach (var action in new Action[] { project.Dist.Recover, () => project.Dist.BeginStaging() })
        {
            var problem = Should.Throw<SpringformException>(action).Problems.ShouldHaveSingleItem();
            problem.Code.ShouldBe(ErrorCode.InvalidValue);
            problem.Fix.ShouldContain("remove the link");
        }

        Names(elsewhere.Path).ShouldBe(["precious"]);
    }

    [Fact]
    public async Task Verify_names_what_is_altered_missing_linked_or_extra()
    {
        var ledger = await MakeAsync();
        project.Dist.Verify(ledger).IsIntact.ShouldBeTrue();
        var sums = Path.Combine(Dist, "checksums.txt");
        await File.WriteAllTextAsync(Path.Combine(Dist, "a.tgz.sha256"), File.ReadAllText(Path.Combine(Dist, "a.tgz.sha256")).ToUpperInvariant());
        File.Delete(Path.Combine(Dist, "a.tgz"));
        File.Move(sums, sums + ".moved");
        File.CreateSymbolicLink(sums, "checksums.txt.moved");

        var report = project.Dist.Verify(ledger);

        report
            .Problems.Select(problem => problem.What)
            .ShouldBe([
                "the artifact a.tgz is missing",
                "the artifact a.tgz.sha256 is not what was built: its size or SHA-256 differs from the ledger",
                "the artifact checksums.txt is not a plain file",
            ]);
        report.Problems.ShouldAllBe(problem => problem.Code == ErrorCode.ChecksumMismatch);
        report.Extra.ShouldBe(["checksums.txt.moved"]);
    }

    [Fact]
    public async Task Dist_is_fresh_only_for_its_own_plan_whole_and_load_tested()
    {
        var load = new LoadStep(PackProject.Target, "bookworm-amd64", ["a.tgz"], [], PackProject.Key("load"));
        var plan = project.Plan(Step()) with { Loads = [load] };
        project.Dist.WhyStale(plan, []).ShouldBe("dist/ has no ledger");
        await project.DistAsync(plan);

        project.Dist.WhyStale(plan, ["load/x86_64/bookworm-amd64"]).ShouldBeNull();
        project.Dist.WhyStale(plan with { Key = PackProject.Key("other").Key }, []).ShouldBe("the plan's key is not that of dist/");
        project.Dist.WhyStale(plan with { Key = ContentKey.Pending("pending (base bookworm)") }, []).ShouldBe("the plan's key is pending (base bookworm)");
        project.Dist.WhyStale(plan with { IsPartial = true }, []).ShouldBe("dist/ holds all targets");
        project.Dist.WhyStale(plan with { Artifacts = [Step("b.tgz")] }, []).ShouldBe("dist/ lacks b.tgz");
        project.Dist.WhyStale(plan, ["load/x86_64/bookworm-amd64", "test/x86_64/1-make"]).ShouldBe("test/x86_64/1-make has not passed");
        File.Delete(Path.Combine(Dist, "a.tgz"));
        project.Dist.WhyStale(plan, []).ShouldBe("the artifact a.tgz is missing");
    }

    [Fact]
    public async Task A_broken_ledger_is_a_warning_and_dist_is_made_anew()
    {
        await MakeAsync();
        await File.WriteAllTextAsync(Path.Combine(Dist, DistFile.Ledger), "{");

        project.Dist.Last().ShouldBeNull();
        await MakeAsync();

        project.Dist.Verify(LedgerFile.Read(Dist)!).IsIntact.ShouldBeTrue();
        project.Said.All[0].ShouldStartWith("warning: the ledger is not readable");
        project.Said.All.Count(line => line.Contains("the ledger", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory]
    [InlineData("a.tgz", null)]
    [InlineData("a.tgz", "short")]
    [InlineData("stray", "stray")]
    [InlineData("artifacts.json", null)]
    public async Task Staged_files_that_are_not_what_the_ledger_says_never_become_dist(string name, string? content)
    {
        var ledger = await MakeAsync();
        var before = Hashes();
        var staging = project.Dist.BeginStaging();
        foreach (var path in Directory.GetFiles(Dist))
            File.Copy(path, Path.Combine(staging, Path.GetFileName(path)));
        File.Delete(Path.Combine(staging, name));
        if (content is not null)
            await File.WriteAllTextAsync(Path.Combine(staging, name), content);

        var error = Should.Throw<SpringformException>(() => project.Dist.Replace(ledger));

        error.Problems.ShouldHaveSingleItem().Code.ShouldBe(ErrorCode.MissingInput);
        Hashes().ShouldBe(before);
    }

    [Fact]
    public async Task A_full_disk_is_E305_and_leaves_the_old_dist_whole()
    {
        using var disk = new TinyDisk(sizeKilobytes: 256);
        using var small = new PackProject(disk.Path);
        small.Track("LICENSE");
        var plan = small.Plan(small.Package("a.tgz", new PlannedFile("LICENSE", null, null)));
        var ledger = await small.DistAsync(plan);
        await small.StoreAsync(
            "compile/x86_64/1-make",
            ("big", string.Concat(Enumerable.Range(0, 200_000).Select(number => $"{number * 7919L % 1_000_003} ")))
        );

        var error = await Should.ThrowAsync<SpringformException>(() => small.DistAsync(small.Plan(small.Package("b.tar", new PlannedFile("big", null, null)))));

        error.Problems.ShouldHaveSingleItem().Code.ShouldBe(ErrorCode.DiskFull);
        small.Dist.Verify(ledger).IsIntact.ShouldBeTrue();
        small.Dist.Recover();
        Names(Path.Combine(disk.Path, ".springform")).ShouldBeEmpty();
    }

    private Task<ArtifactLedger> MakeAsync(string archive = "a.tgz") => project.DistAsync(project.Plan(Step(archive)));

    private ArtifactStep Step(string archive = "a.tgz") => project.Package(archive, new PlannedFile("LICENSE", null, null));

    private string Folder(string name, string file)
    {
        var folder = Directory.CreateDirectory(Path.Combine(project.Folder, name)).FullName;
        File.WriteAllText(Path.Combine(folder, file), file);
        return folder;
    }

    private static string[] Names(string folder) =>
        [.. Directory.GetFileSystemEntries(folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    private string[] Hashes() =>
        [.. Directory.GetFiles(Dist).Order(StringComparer.Ordinal).Select(path => $"{Path.GetFileName(path)} {project.Hasher.Sha256(path)}")];
}
