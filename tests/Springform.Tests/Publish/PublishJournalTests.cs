using Springform.Publish;
using Springform.Publish.GitHub;

namespace Springform.Tests.Publish;

public sealed class PublishJournalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_was_done_and_what_is_open_is_read_back_by_the_next_run()
    {
        Journal("o", "v1/x").Begin("publishing");
        Journal("o", "v1/x").MadeDraft(7);

        var next = Journal("o", "v1/x");
        next.IsOpen.ShouldBeTrue();
        next.OwnDrafts.ShouldBe([7]);
        next.DeletedDraft(7);
        next.Close("done");

        (Journal("o", "v1/x").IsOpen, Journal("o", "v1/x").OwnDrafts.Count).ShouldBe((false, 0));
        var text = File.ReadAllText(Directory.GetFiles(folder.Path).ShouldHaveSingleItem());
        text.ShouldContain("\"what\": \"made draft 7\"");
        text.ShouldContain("2026-11-02T");
    }

    [Fact]
    public void Another_repositorys_journal_and_a_broken_one_say_nothing()
    {
        Journal("o", "v1").MadeDraft(7);
        Journal("other", "v1").OwnDrafts.ShouldBeEmpty();

        File.WriteAllText(Path.Combine(folder.Path, "v1.json"), "{");
        Journal("o", "v1").OwnDrafts.ShouldBeEmpty();
    }

    private PublishJournal Journal(string owner, string tag) =>
        PublishJournal.Open(
            folder.Path,
            new GitHubRepository(GitHubRepository.GitHubApi, owner, "r"),
            tag,
            new FixedClock(new DateTimeOffset(2026, 11, 2, 0, 0, 0, TimeSpan.Zero))
        );
}
