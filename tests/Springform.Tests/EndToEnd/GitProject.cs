using System.Diagnostics;

namespace Springform.Tests.EndToEnd;

/// <summary>
/// A project in a git repository of its own, removed with the test. Its commits have one author and one date, so that their names are always the same.
/// </summary>
internal class GitProject : IDisposable
{
    private readonly string parent = Directory.CreateTempSubdirectory("springform-e2e-").FullName;

    /// <param name="name">of the folder</param>
    public GitProject(string name = "project")
    {
        Folder = Path.Combine(parent, name);
        Directory.CreateDirectory(Folder);
    }

    public string Folder { get; protected set; }

    /// <summary>A folder beside the project, for what is not part of it.</summary>
    public string Beside(string name) => Path.Combine(parent, name);

    public string PathOf(string relative) => Path.Combine(Folder, relative);

    /// <summary>Writes a file of the project.</summary>
    public string File(string relative, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(relative))!);
        System.IO.File.WriteAllText(PathOf(relative), text);
        return PathOf(relative);
    }

    public string Text(string relative) => System.IO.File.ReadAllText(PathOf(relative));

    public void Replace(string relative, string old, string text)
    {
        Text(relative).ShouldContain(old);
        File(relative, Text(relative).Replace(old, text, StringComparison.Ordinal));
    }

    public void Commit(string message = "First commit")
    {
        if (!Directory.Exists(PathOf(".git")))
            Git("init", "--quiet", "--initial-branch=main");
        Git("add", "--all");
        Git("commit", "--quiet", "--allow-empty", "-m", message);
    }

    public string Git(params string[] words)
    {
        var start = new ProcessStartInfo("git", words) { WorkingDirectory = Folder, RedirectStandardOutput = true };
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        foreach (var role in new[] { "AUTHOR", "COMMITTER" })
        {
            start.Environment[$"GIT_{role}_NAME"] = "Ada";
            start.Environment[$"GIT_{role}_EMAIL"] = "ada@example.org";
            start.Environment[$"GIT_{role}_DATE"] = "2026-01-02T03:04:05Z";
        }

        using var git = Process.Start(start)!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        git.ExitCode.ShouldBe(0, $"git {string.Join(' ', words)}");
        return output;
    }

    /// <summary>Springform in the project's folder. NAME=VALUE words are variables of its environment.</summary>
    public CliResult Run(params string[] words)
    {
        using var run = Start(words);
        return run.End();
    }

    public RunningCli Start(params string[] words) => Cli.Start(Folder, [.. Variables, .. words]);

    /// <summary>NAME=VALUE words that each run has before its own.</summary>
    protected virtual IReadOnlyList<string> Variables => [];

    public virtual void Dispose()
    {
        Directory.Delete(parent, recursive: true);
        GC.SuppressFinalize(this);
    }
}
