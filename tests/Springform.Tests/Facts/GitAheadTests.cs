using Springform.Errors;
using Springform.Facts;
using Springform.Machine;
using Springform.Names;

namespace Springform.Tests.Facts;

public sealed class GitAheadTests : IDisposable
{
    private readonly GitProject project = GitProject.WithCommit();

    public void Dispose() => project.Dispose();

    [Fact]
    public void Answers_of_before_count_for_the_first_plan_alone()
    {
        var git = Reader(Asked());
        var later = Write("later.c");

        git.Read(TagPattern.Default, null).Files.Files.ShouldNotContain(later);
        git.Read(TagPattern.Default, null).Files.Files.ShouldContain(later);
    }

    [Fact]
    public void Forgotten_answers_are_asked_for_again()
    {
        var ahead = Asked();
        var later = Write("later.c");

        ahead.Forget();

        Reader(ahead).Read(TagPattern.Default, null).Files.Files.ShouldContain(later);
    }

    [Fact]
    public void What_git_refused_at_first_is_asked_again()
    {
        using var folder = new TemporaryFolder();
        var ahead = Asked(folder.Path);

        Should
            .Throw<SpringformException>(() => Reader(ahead, folder.Path).Read(TagPattern.Default, null))
            .Problems.Single()
            .Code.ShouldBe(ErrorCode.NoRepository);
    }

    private string Write(string name)
    {
        File.WriteAllText(Path.Combine(project.Path, name), "int later;\n");
        return name;
    }

    /// <summary>After its answers were given: reading waits for them, so a reader of its own takes one, which no test looks at.</summary>
    private GitAhead Asked(string? folder = null)
    {
        var ahead = new GitAhead(new GitCommand(Processes, folder ?? project.Path));
        ahead.Answered();
        return ahead;
    }

    private GitReader Reader(GitAhead ahead, string? folder = null) => new(CakeParts.Context(), Processes, folder ?? project.Path, ahead);

    private static ProcessRunner Processes => new(ProcessEnvironment.Current());
}
