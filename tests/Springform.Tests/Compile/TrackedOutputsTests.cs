using Springform.Config;
using Springform.Errors;

namespace Springform.Tests.Compile;

/// <summary>A generator whose outputs git tracks: they must be what the work tree has, and the command never sees them.</summary>
public sealed class TrackedOutputsTests
{
    private const string Generator = "test ! -e gen/a.txt; mkdir -p gen; sed s/a/b/ source > gen/a.txt";

    [Fact]
    public async Task What_is_made_as_it_is_tracked_is_an_output_like_others()
    {
        using var project = Project(Generator);
        project.File("gen/a.txt", "b1\n");

        (await project.OutputsAsync()).ShouldBe(new Dictionary<string, string> { ["gen/a.txt"] = "b1\n" });

        var key = project.Plan().Commands[0].Key.Key;
        project.File("gen/a.txt", "edited\n");
        project.Plan().Commands[0].Key.Key.ShouldNotBe(key);
    }

    [Fact]
    public async Task What_differs_is_shown_as_git_shows_it_kept_for_the_user_and_not_stored()
    {
        using var project = Project(Generator);
        project.File("gen/a.txt", "old\n");

        var problem = await project.ProblemAsync();

        (problem.Code, problem.What).ShouldBe((ErrorCode.GeneratedDiffers, "the command makes other files than git tracks: gen/a.txt differs"));
        problem.Details.ShouldBe(["--- gen/a.txt", "@@ -1 +1 @@", "-old", "+b1"]);
        File.ReadAllText(Path.Combine(project.Folder, ".springform/generated/gen/a.txt")).ShouldBe("b1\n");
        var step = project.Plan().Commands[0];
        project.Results.Find(step.Id, step.Key.Key).ShouldBeNull();
        Command.Run(project.Folder, ["cp", "-R", ".springform/generated/.", "."]).ExitCode.ShouldBe(0);
        (await project.OutputsAsync()).Keys.ShouldBe(["gen/a.txt"]);
    }

    [Fact]
    public async Task What_is_new_what_is_gone_and_what_changed_its_mode_are_all_named()
    {
        using var project = Project("mkdir -p gen; echo new > gen/new.txt; echo same > gen/mode.txt; chmod +x gen/mode.txt; ln -s x gen/link.txt");
        project.File("gen/gone.txt", "gone\n");
        project.File("gen/mode.txt", "same\n");
        File.CreateSymbolicLink(Path.Combine(project.Folder, "gen/link.txt"), "y");

        var problem = await project.ProblemAsync();

        foreach (var word in new[] { "gen/new.txt is new", "gen/gone.txt is not made any more", "gen/mode.txt differs", "gen/link.txt differs" })
            problem.What.ShouldContain(word);
        problem.Details.ShouldContain("new mode 100755");
        new FileInfo(Path.Combine(project.Folder, ".springform/generated/gen/link.txt")).LinkTarget.ShouldBe("x");
    }

    [Fact]
    public async Task A_flood_of_differences_is_cut_off()
    {
        using var project = Project("mkdir -p gen; for n in 1 2 3 4 5 6 7 8 9 10; do seq 1000 > gen/$n.txt; done; head -c 100000 /dev/zero > gen/a.txt");
        for (var number = 1; number <= 10; number++)
            project.File($"gen/{number}.txt", "other\n");
        project.File("gen/a.txt", "text\n");

        var problem = await project.ProblemAsync();

        problem.What.ShouldEndWith("and 3 more");
        (problem.Details.Count, problem.Details[^1]).ShouldBe((61, "(more is not shown)"));
    }

    private static CommandProject Project(string script)
    {
        var project = new CommandProject(CommandProject.Shell("set -e; " + script, "gen/*.txt") with { Tracked = true, Once = true });
        project.File("source", "a1\n");
        return project;
    }
}
