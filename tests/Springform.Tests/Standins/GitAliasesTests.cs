using Cake.Core;
using Cake.Git;

namespace Springform.Tests.Standins;

/// <summary>What Springform asks of Cake.Git, against real repositories.</summary>
public sealed class GitAliasesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ICakeContext context = CakeParts.Context();

    public GitAliasesTests()
    {
        Git("init", "-q", "-b", "main");
        folder.File("a.txt", "a");
        Git("add", ".");
        Commit("First subject\ncontinued\n\nBody with ünïcode.\n");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_tip_carries_signatures_dates_and_the_whole_message()
    {
        var tip = context.GitLogTip(folder.Path);

        tip.Sha.ShouldBe(Git("rev-parse", "HEAD").Trim());
        (tip.Author.Name, tip.Author.Email).ShouldBe(("A U Thor", "author@example.org"));
        tip.Author.When.ShouldBe(new DateTimeOffset(2024, 2, 29, 12, 0, 0, TimeSpan.FromHours(2)));
        tip.Committer.When.Offset.ShouldBe(TimeSpan.FromHours(-5));
        tip.MessageShort.ShouldBe("First subject continued");
        tip.Message.ShouldBe("First subject\ncontinued\n\nBody with ünïcode.\n");
    }

    [Fact]
    public void A_log_since_a_commit_includes_it_and_one_since_a_tag_does_not()
    {
        var first = context.GitLogTip(folder.Path);
        Git("tag", "-a", "-m", "one", "v1");
        Commit("second\n");
        Commit("third\n");

        context
            .GitLog(folder.Path, first.Sha)
            .Select(commit => commit.MessageShort)
            .ShouldBe(["third", "second", "First subject continued"], ignoreOrder: true); // of one second
        context.GitLogTag(folder.Path, "v1").Select(commit => commit.MessageShort).ShouldBe(["third", "second"]);
        context.GitLog(folder.Path, 1).Select(commit => commit.MessageShort).ShouldBe(["third"]);
    }

    [Fact]
    public void Describe_counts_the_commits_since_the_tag_and_is_empty_without_one()
    {
        context.GitDescribe(folder.Path, true, GitDescribeStrategy.Tags).ShouldBeEmpty();
        Git("tag", "v1.2.3-rc-1");
        Commit("second\n");
        var sha = context.GitShortenSha(folder.Path, context.GitLogTip(folder.Path));

        context.GitDescribe(folder.Path, GitDescribeStrategy.Tags).ShouldBe($"v1.2.3-rc-1-1-g{sha}");
        context.GitDescribe(folder.Path, false, GitDescribeStrategy.Tags, 0).ShouldBe("v1.2.3-rc-1");
        context.GitDescribe(folder.Path, true, GitDescribeStrategy.Default).ShouldBeEmpty();
    }

    [Fact]
    public void Untracked_changed_and_staged_files_make_it_dirty_and_ignored_ones_do_not()
    {
        folder.File(".git/info/exclude", "ignored\n");
        folder.File("ignored", "x");
        context.GitHasUncommitedChanges(folder.Path).ShouldBeFalse();

        var file = folder.File("new", "x");
        (context.GitHasUncommitedChanges(folder.Path), context.GitHasUntrackedFiles(folder.Path)).ShouldBe((true, true));

        File.Delete(file);
        folder.File("a.txt", "changed");
        (context.GitHasUncommitedChanges(folder.Path), context.GitHasUntrackedFiles(folder.Path)).ShouldBe((true, false));
    }

    [Fact]
    public void The_root_is_found_from_a_folder_below_and_nowhere_else()
    {
        var below = Directory.CreateDirectory(Path.Combine(folder.Path, "x", "y")).FullName;

        context.GitFindRootFromPath(below).FullPath.ShouldBe(folder.Path);
        context.GitIsValidRepository(folder.Path).ShouldBeTrue();
        context.GitIsValidRepository(below).ShouldBeFalse();
        using var elsewhere = new TemporaryFolder();
        Should.Throw<Exception>(() => context.GitFindRootFromPath(elsewhere.Path));
    }

    [Fact]
    public void The_current_branch_knows_its_remote_and_a_detached_head_has_no_name()
    {
        Git("remote", "add", "origin", "https://example.org/a b.git");
        Git("remote", "set-url", "--push", "origin", "ssh://example.org/push.git");
        Git("config", "branch.main.remote", "origin");

        var branch = context.GitBranchCurrent(folder.Path);
        (branch.FriendlyName, branch.CanonicalName, branch.RemoteName).ShouldBe(("main", "refs/heads/main", "origin"));
        var remote = context.GitRemote(folder.Path, "origin");
        (remote.Url, remote.PushUrl).ShouldBe(("https://example.org/a b.git", "ssh://example.org/push.git"));
        context.GitRemote(folder.Path, "other").ShouldBeNull();

        Git("checkout", "-q", "--detach");
        context.GitBranchCurrent(folder.Path).FriendlyName.ShouldBe("(no branch)");
    }

    private void Commit(string message)
    {
        var result = Command.Run(
            folder.Path,
            ["git", "commit", "-q", "--allow-empty", "--cleanup=verbatim", "-m", message],
            new Dictionary<string, string?>
            {
                ["GIT_AUTHOR_NAME"] = "A U Thor",
                ["GIT_AUTHOR_EMAIL"] = "author@example.org",
                ["GIT_AUTHOR_DATE"] = "2024-02-29T12:00:00+02:00",
                ["GIT_COMMITTER_NAME"] = "C O Mitter",
                ["GIT_COMMITTER_EMAIL"] = "committer@example.org",
                ["GIT_COMMITTER_DATE"] = "2024-02-29T12:00:00-05:00",
            }
        );
        result.ExitCode.ShouldBe(0, result.Error);
    }

    private string Git(params string[] arguments)
    {
        var result = Command.Run(folder.Path, ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", .. arguments]);
        result.ExitCode.ShouldBe(0, result.Error);
        return result.Output;
    }
}
