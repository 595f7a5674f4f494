namespace Springform.Tests;

/// <summary>A real git repository of a test's own, with an author and without the machine's configuration.</summary>
internal sealed class GitProject : IDisposable
{
    private static readonly Dictionary<string, string?> Environment = new()
    {
        ["GIT_CONFIG_GLOBAL"] = "/dev/null",
        ["GIT_CONFIG_NOSYSTEM"] = "1",
        ["GIT_AUTHOR_NAME"] = "A",
        ["GIT_AUTHOR_EMAIL"] = "a@example.org",
        ["GIT_AUTHOR_DATE"] = "2026-11-01T12:00:00+02:00",
        ["GIT_COMMITTER_NAME"] = "C",
        ["GIT_COMMITTER_EMAIL"] = "c@example.org",
        ["GIT_COMMITTER_DATE"] = "2026-11-02T12:00:00+02:00",
    };

    private readonly TemporaryFolder folder = new();

    public string Path => folder.Path;

    public static GitProject Empty()
    {
        var project = new GitProject();
        project.Git("init", "-q", "-b", "main");
        return project;
    }

    /// <summary>One commit with one file.</summary>
    public static GitProject WithCommit()
    {
        var project = Empty();
        project.File("a.c", "int a;\n");
        project.Commit();
        return project;
    }

    /// <summary>The newest commit alone, with its tags.</summary>
    public static GitProject ShallowCloneOf(GitProject other)
    {
        var clone = new GitProject();
        clone.Git("clone", "-q", "--depth=1", $"file://{other.Path}", ".");
        return clone;
    }

    public string File(string relative, string text) => folder.File(relative, text);

    public void Commit()
    {
        Git("add", "-A");
        Git("commit", "-q", "--allow-empty", "-m", "a commit");
    }

    public string Git(params string[] arguments)
    {
        var result = Command.Run(Path, ["git", .. arguments], Environment);
        result.ExitCode.ShouldBe(0, $"git {arguments[0]}: {result.Error}");
        return result.Output.Trim();
    }

    public void Dispose() => folder.Dispose();
}
