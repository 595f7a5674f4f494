using Springform.Errors;
using Springform.Plan;

namespace Springform.Tests.Package;

public sealed class PackerTests : IDisposable
{
    private readonly PackProject project = new();

    public void Dispose() => project.Dispose();

    [Fact]
    public async Task The_usual_package_holds_outputs_work_tree_files_and_tools_below_its_root()
    {
        await project.StoreAsync("compile/x86_64/1-make", ("perfspect", "program"));
        await project.RecipeAsync("fio", "linux/amd64", ("bin/x86_64/fio", "fio"), ("source/fio/fio.tar.xz", "source"));
        project.Track("LICENSE");

        var step = project.Package("perfspect.tgz", new PlannedFile("perfspect", null, null), new("LICENSE", null, null), new(null, "*", "tools/"));

        await project.PackAsync(step with { Content = (PlannedFiles)step.Content with { Root = "perfspect" } });

        project.Listing("perfspect.tgz").ShouldBe(["perfspect/", "perfspect/LICENSE", "perfspect/perfspect", "perfspect/tools/", "perfspect/tools/fio"]);
    }

    [Theory]
    [InlineData("LICENSE", null, "LICENSE")]
    [InlineData("doc", null, "doc/a.md doc/deep/b.md")]
    [InlineData("doc/**", "manual/", "manual/a.md manual/deep/b.md")]
    [InlineData("doc", "manual/", "manual/a.md manual/deep/b.md")]
    [InlineData("doc/deep/b.md", "manual/", "manual/b.md")]
    [InlineData("doc/deep/b.md", "c.md", "c.md")]
    [InlineData("doc/deep/b.md", ".", "b.md")]
    [InlineData("doc/**", ".", "a.md deep/b.md")]
    [InlineData("doc/**", "./", "a.md deep/b.md")]
    [InlineData("**/*.md", "manual/", "manual/doc/a.md manual/doc/deep/b.md")]
    public async Task Paths_in_the_archive_follow_from_pattern_and_destination(string from, string? to, string expected)
    {
        project.Track("LICENSE");
        project.Track("doc/a.md");
        project.Track("doc/deep/b.md");

        await project.PackAsync(project.Package("a.tar", new PlannedFile(from, null, to)));

        project.Listing("a.tar").Where(path => !path.EndsWith('/')).ShouldBe(expected.Split(' '));
    }

    [Theory]
    [InlineData("out/**", "bin/", "bin/ bin/a bin/lib/ bin/lib/x bin/plugins/")]
    [InlineData("out", "bin/", "bin/ bin/a bin/lib/ bin/lib/x bin/plugins/")]
    [InlineData("out/plugins", "share/", "share/ share/plugins/")]
    [InlineData("out/plugins", "share", "share/")]
    [InlineData("out/lib/**", null, "out/ out/lib/ out/lib/x")]
    public async Task A_folder_that_a_command_left_empty_is_packed(string from, string? to, string expected)
    {
        await project.StoreAsync("compile/x86_64/1-make", ("out/a", "a"), ("out/lib/", ""), ("out/lib/x", "x"), ("out/plugins/", ""));

        await project.PackAsync(project.Package("a.tar", new PlannedFile(from, null, to)));

        project.Listing("a.tar").ShouldBe(expected.Split(' '));
    }

    [Fact]
    public async Task A_folder_that_is_empty_in_one_result_and_not_in_another_is_packed_once()
    {
        await project.StoreAsync("compile/x86_64/1-make", ("out/plugins/", ""));
        await project.StoreAsync("compile/x86_64/2-make", ("out/plugins/x", "x"));

        await project.PackAsync(project.Package("a.tar", new PlannedFile("out/**", null, null)));

        project.Listing("a.tar").ShouldBe(["out/", "out/plugins/", "out/plugins/x"]);
    }

    [Theory]
    [InlineData("*", null, "tools/ethtool tools/fio tools/lib/fio.so")]
    [InlineData("fio", null, "tools/fio tools/lib/fio.so")]
    [InlineData("fio", "extra/", "extra/fio extra/lib/fio.so")]
    [InlineData("ethtool", "sbin/et", "sbin/et")]
    public async Task Tools_keep_their_paths_below_the_architecture(string tool, string? to, string expected)
    {
        await project.RecipeAsync("fio", "linux/amd64", ("bin/x86_64/fio", "fio"), ("bin/x86_64/lib/fio.so", "library"), ("source/fio/a", "a"));
        await project.RecipeAsync("ethtool", "linux/amd64", ("bin/x86_64/ethtool", "ethtool"));
        await project.RecipeAsync("libc-source", "linux/amd64", ("source/libc-source/a", "a"));

        await project.PackAsync(project.Package("a.tar", new PlannedFile(null, tool, to)));

        project.Listing("a.tar").Where(path => !path.EndsWith('/')).ShouldBe(expected.Split(' '));
    }

    [Fact]
    public async Task An_output_hides_the_work_tree_file_of_its_path_and_a_later_command_an_earlier_one()
    {
        project.Track("a", "work tree");
        project.Track("b", "work tree");
        await project.StoreAsync("compile/x86_64/1-make", ("a", "first"), ("b", "first"));
        await project.StoreAsync("compile/x86_64/2-strip", ("a", "second"));

        await project.PackAsync(project.Package("a.tar", new PlannedFile("*", null, null)));

        RealTool.Run(project.Dist.StagingFolder, "tar", "-xOf", "a.tar", "a", "b").ShouldBe(["secondfirst"]);
    }

    [Fact]
    public async Task A_text_is_a_file_of_the_archive_and_of_no_work_tree()
    {
        project.Track("VERSION", "of the work tree");

        await project.PackAsync(
            project.Package("a.tar", new PlannedFile("VERSION", null, "doc/"), new PlannedFile(null, null, "VERSION") { Text = "1.4.0 \u00e9\n" })
        );

        project.Listing("a.tar").ShouldBe(["VERSION", "doc/", "doc/VERSION"]);
        RealTool.Run(project.Dist.StagingFolder, "tar", "-xOf", "a.tar", "VERSION").ShouldBe(["1.4.0 \u00e9"]);
        File.ReadAllText(Path.Combine(project.Folder, "VERSION")).ShouldBe("of the work tree");
    }

    [Fact]
    public async Task A_text_and_another_file_of_one_name_are_two()
    {
        project.Track("VERSION", "of the work tree");

        var problem = await project.RefusalAsync(
            project.Package("a.tar", new PlannedFile("VERSION", null, null), new PlannedFile(null, null, "VERSION") { Text = "1.4.0\n" })
        );

        problem.Code.ShouldBe(ErrorCode.DuplicateEntry);
        problem.What.ShouldContain("springform.yaml");
    }

    [Fact]
    public async Task Modes_links_owner_and_times_are_the_archives_own()
    {
        project.Track("run.sh", "#!/bin/sh", executable: true);
        project.Track("LICENSE");
        project.TrackLink("latest", "run.sh");
        await project.StoreAsync("compile/x86_64/1-make", ("link", "-> LICENSE"));

        await project.PackAsync(project.Package("a.tar", new PlannedFile("*", null, "x/")));

        RealTool
            .Run(project.Dist.StagingFolder, "tar", "--numeric-owner", "-tvf", "a.tar")
            .ShouldBe([
                "drwxr-xr-x 0/0               0 2023-11-14 22:13 x/",
                "-rw-r--r-- 0/0               7 2023-11-14 22:13 x/LICENSE",
                "lrwxrwxrwx 0/0               0 2023-11-14 22:13 x/latest -> run.sh",
                "lrwxrwxrwx 0/0               0 2023-11-14 22:13 x/link -> LICENSE",
                "-rwxr-xr-x 0/0               9 2023-11-14 22:13 x/run.sh",
            ]);
    }

    [Fact]
    public async Task Md5sum_and_sha256sum_accept_the_checksum_files()
    {
        project.Track("LICENSE");

        var staged = await project.PackAsync(project.Package("a.tgz", new PlannedFile("*", null, null)));

        RealTool.Run(project.Dist.StagingFolder, "md5sum", "--strict", "-c", "a.tgz.md5.txt").ShouldBe(["a.tgz: OK"]);
        RealTool.Run(project.Dist.StagingFolder, "sha256sum", "--strict", "-c", "a.tgz.sha256").ShouldBe(["a.tgz: OK"]);
        File.ReadAllText(Path.Combine(project.Dist.StagingFolder, "a.tgz.md5.txt")).ShouldBe($"{staged.Md5}  a.tgz\n");
        staged.Artifacts.Select(artifact => artifact.Name).ShouldBe(["a.tgz", "a.tgz.md5.txt", "a.tgz.sha256"]);
        staged.Archive.ShouldBe(
            new Artifact(
                "a.tgz",
                ArtifactKind.Archive,
                "a.tgz",
                project.Hasher.Sha256(Path.Combine(project.Dist.StagingFolder, "a.tgz")),
                staged.Archive.SizeBytes,
                "x86_64",
                "package/a.tgz",
                PackProject.Key("a.tgz").Key.Text
            )
        );
    }

    [Fact]
    public async Task Two_packings_in_two_places_give_the_same_bytes()
    {
        using var other = new PackProject();
        var hashes = new List<string>();
        foreach (var (place, threads) in new[] { (project, 1), (other, 4) })
        {
            place.Track("b/LICENSE", new string('x', 2_000_000));
            place.Track("a/run.sh", "run", executable: true);
            await place.StoreAsync("compile/x86_64/1-make", ("perfspect", "program"));
            hashes.Add((await place.PackAsync(place.Package("a.tgz", new PlannedFile("**", null, null)), threads: threads)).Archive.Sha256);
        }

        hashes[1].ShouldBe(hashes[0]);
    }

    [Fact]
    public async Task A_pattern_that_matches_nothing_names_the_nearest_file()
    {
        await project.StoreAsync("compile/x86_64/1-make", ("perfspect", "program"));

        var problem = await project.RefusalAsync(project.Package("a.tgz", new PlannedFile("perfspct", null, null)));

        problem
            .ToString()
            .ShouldBe("E403 the pattern 'perfspct' matches no output and no file of the work tree\n  at  step package/a.tgz\n  fix did you mean 'perfspect'?");
        Directory.GetFileSystemEntries(project.Dist.StagingFolder).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pattern_with_nothing_near_lists_what_was_made_and_all_such_patterns_are_shown_at_once()
    {
        await project.StoreAsync("compile/x86_64/1-make", ("perfspect", "program"));

        var error = await Should.ThrowAsync<SpringformException>(() =>
            project.PackAsync(project.Package("a.tgz", new PlannedFile("lib/*.so", null, null), new("include", null, "include/")))
        );

        error.Problems.Select(problem => problem.Code).ShouldBe([ErrorCode.NoOutput, ErrorCode.NoOutput]);
        error.Problems[0].Fix.ShouldContain("the commands made: perfspect");
    }

    [Fact]
    public async Task A_tool_without_a_program_for_the_architecture_is_refused()
    {
        await project.RecipeAsync("fio", "linux/amd64", ("bin/aarch64/fio", "fio"));

        var problem = await project.RefusalAsync(project.Package("a.tgz", new PlannedFile(null, "fio", null)));

        problem.Code.ShouldBe(ErrorCode.NoOutput);
        problem.What.ShouldBe("the tool fio has no program in bin/x86_64/");
    }

    [Fact]
    public async Task One_file_name_for_several_files_is_refused()
    {
        project.Track("doc/a.md");
        project.Track("doc/b.md");

        var problem = await project.RefusalAsync(project.Package("a.tgz", new PlannedFile("doc/*.md", null, "manual")));

        problem.Code.ShouldBe(ErrorCode.DuplicateEntry);
        problem.Fix.ShouldContain("manual/");
    }

    [Fact]
    public async Task Two_contents_for_one_path_are_refused_with_both_sources()
    {
        project.Track("doc/fio", "a text");
        await project.RecipeAsync("fio", "linux/amd64", ("bin/x86_64/fio", "fio"));

        var problem = await project.RefusalAsync(project.Package("a.tgz", new PlannedFile("doc/fio", null, "tools/"), new(null, "*", "tools/")));

        problem.Code.ShouldBe(ErrorCode.DuplicateEntry);
        problem.What.ShouldBe(
            "'tools/fio' in the archive would be two files with different content: doc/fio of the work tree, and bin/x86_64/fio of tool fio-x86_64"
        );
    }

    [Fact]
    public async Task The_same_content_for_one_path_is_one_entry()
    {
        project.Track("LICENSE", "same");
        project.Track("doc/LICENSE", "same");

        await project.PackAsync(project.Package("a.tar", new PlannedFile("LICENSE", null, null), new("doc/LICENSE", null, "LICENSE"), new("*", null, null)));

        project.Listing("a.tar").ShouldBe(["LICENSE"]);
    }

    [Fact]
    public async Task A_path_that_is_a_file_and_a_folder_is_refused()
    {
        project.Track("LICENSE");

        var problem = await project.RefusalAsync(project.Package("a.tar", new PlannedFile("LICENSE", null, "x"), new("LICENSE", null, "x/")));

        problem.Code.ShouldBe(ErrorCode.DuplicateEntry);
        problem.What.ShouldContain("a file and a folder");
    }

    [Fact]
    public async Task A_missing_result_names_the_step_that_makes_it()
    {
        var step = project.Package("a.tar", new PlannedFile("*", null, null)) with { CommandIds = ["compile/x86_64/1-make"] };

        var problem = await project.RefusalAsync(step);

        problem.Code.ShouldBe(ErrorCode.MissingInput);
        problem.Fix.ShouldContain("compile/x86_64/1-make");
    }

    [Theory]
    [InlineData("tampered")]
    [InlineData("longer than it was")]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_work_tree_file_that_changed_since_the_plan_is_refused(string? content)
    {
        var path = project.Track("LICENSE", "original");
        var step = project.Package("a.tgz", new PlannedFile("*", null, null));
        File.Delete(path);
        if (content is not null)
            await File.WriteAllTextAsync(path, content);

        var problem = await project.RefusalAsync(step);

        problem.Code.ShouldBe(ErrorCode.MissingInput);
        problem.What.ShouldContain("changed while it was");
        Directory.GetFileSystemEntries(project.Dist.StagingFolder).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_link_that_changed_since_the_plan_is_refused()
    {
        var path = project.TrackLink("latest", "1.0");
        var step = project.Package("a.tgz", new PlannedFile("*", null, null));
        File.Delete(path);
        File.CreateSymbolicLink(path, "/etc/passwd");

        (await project.RefusalAsync(step)).Code.ShouldBe(ErrorCode.MissingInput);
    }

    [Fact]
    public async Task A_full_disk_is_E305_and_leaves_nothing_half_made()
    {
        using var disk = new TinyDisk(sizeKilobytes: 512);
        using var small = new PackProject(disk.Path);
        await small.StoreAsync("compile/x86_64/1-make", ("big", string.Concat(Enumerable.Range(0, 300_000).Select(number => $"{number * 7919 % 1_000_003} "))));

        var problem = await small.RefusalAsync(small.Package("a.tar", new PlannedFile("*", null, null)));

        problem.Code.ShouldBe(ErrorCode.DiskFull);
        Directory.GetFileSystemEntries(small.Dist.StagingFolder).ShouldBeEmpty();
    }
}
