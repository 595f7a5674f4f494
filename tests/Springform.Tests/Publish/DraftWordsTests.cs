using Springform.Config;
using Springform.Errors;
using Springform.FakeGitHub.State;
using Springform.Names;
using Springform.Publish;
using Springform.Publish.GitHub;

namespace Springform.Tests.Publish;

/// <summary>Words that people wrote on GitHub stay; what a run wrote, and nobody changed, is made anew.</summary>
public sealed class DraftWordsTests
{
    private const string Notes = "Hand-written upgrade notes";

    [Theory]
    [InlineData(Notes, Notes + "\n\n<!-- springform files table=")]
    [InlineData("# Upgrade\r\n\r\nFirst *this*.\r\n", "# Upgrade\r\n\r\nFirst *this*.\n\n<!-- springform files table=")]
    [InlineData("### Files\n\nare below", "### Files\n\nare below\n\n<!-- springform files table=")]
    public async Task A_drafts_notes_and_title_stay_and_the_table_follows(string notes, string start)
    {
        await using var bench = await Bench.StartAsync();
        Draft(bench, "The big one", notes);

        await bench.PublishAsync();

        (bench.Release.Draft, bench.Release.Name).ShouldBe((false, "The big one"));
        bench.Release.Body!.ShouldStartWith(start);
        bench.Release.Body!.Split("### Files\n\n|").Length.ShouldBe(2);
        bench.Output.Lines.ShouldContain("    title   The big one  (somebody wrote it, and it stays; springform.yaml has 'hello v1.0.0')");
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", "  \r\n")]
    public async Task Where_nobody_wrote_anything_title_and_notes_are_written(string? title, string? notes)
    {
        await using var bench = await Bench.StartAsync();
        Draft(bench, title, notes);

        await bench.PublishAsync();

        bench.Release.Name.ShouldBe("hello v1.0.0");
        bench.Release.Body!.ShouldStartWith("### Other changes\n\n- a commit");
    }

    [Fact]
    public async Task What_an_earlier_run_wrote_is_written_anew_with_title_notes_and_table()
    {
        await using var bench = await Bench.StartAsync(config: new GitHubConfig { Notes = new NotesConfig { File = "NOTES.md" } });
        bench.Project.File("NOTES.md", "First try.\n");
        await LeaveDraftAsync(bench);
        bench.Project.File("NOTES.md", "Second try.\n");
        bench.Server.Repository.Edit("GitHub's editor", bench.Release.Id, new ReleaseChange { Body = bench.Release.Body!.ReplaceLineEndings("\r\n") });

        await bench.PublishAsync(bench.Request() with { Title = "another title" });

        bench.Release.Name.ShouldBe("another title");
        bench.Release.Body!.ShouldStartWith("Second try.\n\n<!-- springform files words=");
        bench.Release.Body!.ShouldNotContain("First try.");
    }

    [Fact]
    public async Task A_draft_of_ours_that_somebody_edited_is_theirs_from_then_on()
    {
        await using var bench = await Bench.StartAsync();
        await LeaveDraftAsync(bench);
        var left = bench.Release;
        bench.Server.Repository.Edit(
            "somebody",
            left.Id,
            new ReleaseChange { Name = "The big one", Body = $"{Notes}\r\n\r\n{left.Body!.ReplaceLineEndings("\r\n")}\r\nThanks to all.\r\n" }
        );
        bench.Add("b.txt", "other text");

        await bench.PublishAsync();

        var body = bench.Release.Body!;
        bench.Release.Name.ShouldBe("The big one");
        body.ShouldStartWith($"{Notes}\r\n\r\n### Other changes\r\n");
        body.ShouldEndWith("\r\nThanks to all.\r\n");
        body.Split("### Files").Length.ShouldBe(2);
        body.ShouldContain(bench.Request().Assets.Single(asset => asset.Name == "b.txt").Sha256);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task What_somebody_wrote_into_the_table_stays_behind_it_and_changed_rows_are_told(string lineEnd)
    {
        await using var bench = await Bench.StartAsync();
        await LeaveDraftAsync(bench);
        var edited = bench
            .Release.Body!.Replace("| a.tgz |", "| a.tgz (recommended) |", StringComparison.Ordinal)
            .Replace("\n<details>", "\nThe first one is for **most** people.\n\n<details>", StringComparison.Ordinal);
        bench.Server.Repository.Edit("somebody", bench.Release.Id, new ReleaseChange { Body = edited.ReplaceLineEndings(lineEnd) });

        await bench.PublishAsync();

        var body = bench.Release.Body!;
        body.ShouldContain("<!-- springform end -->\n\nThe first one is for **most** people.\n");
        body.ShouldNotContain("(recommended)");
        body.Split("The first one is").Length.ShouldBe(2);
        body.Split("### Files").Length.ShouldBe(2);
        bench.Output.Lines.ShouldContain(line =>
            line.EndsWith("stay; the table of files is replaced, with what somebody changed in it; what they added stands behind it", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_changed_row_alone_is_told_and_made_right()
    {
        await using var bench = await Bench.StartAsync();
        await LeaveDraftAsync(bench);
        bench.Server.Repository.Edit(
            "somebody",
            bench.Release.Id,
            new ReleaseChange { Body = bench.Release.Body!.Replace("| a.tgz |", "| b.tgz |", StringComparison.Ordinal) }
        );

        await bench.PublishAsync();

        bench.Release.Body!.ShouldContain("| a.tgz |");
        bench.Output.Lines.ShouldContain("    notes   of an earlier run are written anew, and so is the table of files, with what somebody changed in it");
    }

    [Fact]
    public async Task Html_and_comments_of_others_in_a_draft_stay_as_they_are_and_a_second_draft_is_told()
    {
        const string html =
            "<p align=\"center\"><img src=\"x.png\"></p>\r\n\r\n<!-- keep -->\r\n<details><summary>More</summary>\r\n\r\n| a | b |\r\n|---|---|"
            + "\r\n\r\n</details>";
        await using var bench = await Bench.StartAsync();
        Draft(bench, "The big one", html);
        Draft(bench, "Another", "other words");

        await bench.PublishAsync();

        bench.Server.Repository.Release("v1.0.0").Body!.ShouldStartWith(html + "\n\n<!-- springform files table=");
        bench.Server.Repository.Releases.Single(release => release.Draft).Body.ShouldBe("other words");
        bench.Output.Lines.ShouldContain("    draft 1002 of the same tag is not taken, and stays: 'Another'");
    }

    [Fact]
    public async Task Words_that_are_edited_while_assets_are_sent_stay()
    {
        await using var bench = await Bench.StartAsync();
        var hold = bench.Server.Faults.Where(request => request.IsUpload, new FakeGitHub.Faults.Hold());
        var publishing = bench.PublishAsync();
        await hold.Reached;
        bench.Server.Repository.Edit("somebody", bench.Release.Id, new ReleaseChange { Name = "Late", Body = Notes });
        hold.GoOn();

        await publishing;

        bench.Release.Name.ShouldBe("Late");
        bench.Release.Body!.ShouldStartWith($"{Notes}\n\n<!-- springform files table=");
    }

    [Fact]
    public async Task Of_a_public_release_that_is_replaced_the_words_stay_too_and_the_table_is_replaced_in_its_place()
    {
        await using var bench = await Bench.StartAsync();
        await bench.PublishAsync();
        bench.Server.Repository.Edit("somebody", bench.Release.Id, new ReleaseChange { Name = "The big one", Body = bench.Release.Body + "\nAfterword\n" });
        bench.Add("b.txt", "other text");

        await bench.PublishAsync(bench.Request() with { ReplaceExisting = true });
        var once = bench.Release.Body!;
        bench.Add("b.txt", "text");
        await bench.PublishAsync(bench.Request() with { ReplaceExisting = true });
        bench.Add("b.txt", "other text");
        await bench.PublishAsync(bench.Request() with { ReplaceExisting = true });

        bench.Release.Body.ShouldBe(once);
        (bench.Release.Name, once.Split("### Files").Length, once.EndsWith("\nAfterword\n", StringComparison.Ordinal)).ShouldBe(("The big one", 2, true));
    }

    [Fact]
    public async Task A_draft_that_somebody_marked_as_a_prerelease_stays_one_and_does_not_become_the_latest()
    {
        await using var bench = await Bench.StartAsync();
        bench.Server.Repository.Create("a test", new ReleaseChange { TagName = "v0.9.0", Draft = false });
        bench.Server.Repository.Create(
            "somebody",
            new ReleaseChange
            {
                TagName = "v1.0.0",
                Draft = true,
                Prerelease = true,
            }
        );

        await bench.PublishAsync();

        bench.Server.Repository.Release("v1.0.0").Prerelease.ShouldBeTrue();
        bench.Server.Repository.Latest().TagName.ShouldBe("v0.9.0");
    }

    [Theory]
    [InlineData(60_000, true, true)]
    [InlineData(124_800, false, true)]
    [InlineData(125_000, false, false)]
    public async Task Long_notes_stay_whole_and_the_files_take_the_room_that_is_left(int length, bool hasTable, bool hasPointer)
    {
        await using var bench = await Bench.StartAsync();
        for (var number = 0; number < 9; number++)
            bench.Add($"file-{number}.tgz", "x");
        Draft(bench, "The big one", new string('x', length));

        await bench.PublishAsync();

        bench.Release.Body!.ShouldStartWith(new string('x', length));
        bench.Release.Body!.Contains("| file |", StringComparison.Ordinal).ShouldBe(hasTable);
        bench.Release.Body!.Contains("springform files", StringComparison.Ordinal).ShouldBe(hasPointer);
    }

    [Theory]
    [InlineData("words\n<!-- springform files -->\n### Files\n")]
    [InlineData("words\n### Files\n<!-- springform end -->")]
    public async Task A_table_whose_end_cannot_be_told_is_refused_before_anything_is_written(string notes)
    {
        await using var bench = await Bench.StartAsync();
        Draft(bench, null, notes);

        var error = await Should.ThrowAsync<SpringformException>(() => bench.PublishAsync());

        (error.ExitCode, error.Problems[0].Where).ShouldBe((ExitCode.Configuration, "release 1001"));
        error.Problems[0].What.ShouldStartWith("where the table of files begins and ends in the notes cannot be told");
        bench.Writes().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_copied_table_goes_and_notes_cannot_pretend_to_be_one()
    {
        await using var bench = await Bench.StartAsync(config: new GitHubConfig { Notes = new NotesConfig { File = "NOTES.md" } });
        bench.Project.File("NOTES.md", "Says <!-- springform end --> itself.\n");
        await LeaveDraftAsync(bench);
        bench.Release.Body!.ShouldStartWith("Says &lt;!-- springform end --> itself.");
        bench.Server.Repository.Edit("somebody", bench.Release.Id, new ReleaseChange { Body = $"{Notes}\n{bench.Release.Body}\n{bench.Release.Body}" });

        await bench.PublishAsync();

        bench.Release.Body!.Split("### Files").Length.ShouldBe(2);
    }

    private static void Draft(Bench bench, string? title, string? notes) =>
        bench.Server.Repository.Create(
            "somebody",
            new ReleaseChange
            {
                TagName = "v1.0.0",
                Name = title,
                Body = notes,
                Draft = true,
            }
        );

    /// <summary>A run that made its draft and was stopped.</summary>
    private static async Task LeaveDraftAsync(Bench bench)
    {
        bench.Server.Faults.Where(request => request.IsUpload, new FakeGitHub.Faults.Refuse(400), times: 2);
        await Should.ThrowAsync<GitHubRefusalException>(() => bench.PublishAsync());
        bench.Server.Faults.Clear();
        bench.Release.Draft.ShouldBeTrue();
    }
}
