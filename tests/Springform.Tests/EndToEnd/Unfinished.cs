namespace Springform.Tests.EndToEnd;

/// <summary>
/// What runs that were killed left behind goes when the next one starts; nothing else does. Nobody listens on port 1: no engine is needed for it.
/// </summary>
public sealed class Unfinished
{
    private const string Cache = ".springform-cache";

    private static readonly string[] Leavings =
    [
        ".springform/staging/hello.tgz",
        ".springform/scratch/0123/outputs/hello",
        ".springform/dist.old/hello.tgz",
        ".springform/pins.json.abcdefgh.partial",
        ".springform/keys/Compile%20x.json.abcdefgh.partial",
        ".springform/publish/v1.json.abcdefgh.partial",
        ".springform/results/.0123456789abcdef.part",
        "tools-cache/.0123456789abcdef.part",
        "springform.lock.abcdefgh.partial",
        Cache + "/bases/bookworm-amd64.part",
    ];

    private static readonly string[] Others =
    [
        ".springform/dropped/notes.partial",
        ".springform/results/README",
        ".springform/logs/compile-x.log",
        "tools-cache/x.part",
        "dist/mine.partial",
        "springform.lock.abcdefgh.partially",
    ];

    [Fact]
    public void The_next_start_takes_away_what_killed_runs_left_and_nothing_else()
    {
        using var project = new PlainProject();
        foreach (var path in Leavings.Concat(Others))
            project.File(path, new string('x', 1000));

        Run(project, "--target=Plan").Ends(0).SaysNot("earlier runs");
        Leavings.Where(path => !File.Exists(project.PathOf(path))).ShouldBeEmpty();

        Run(project, "--target=Dist").Ends(4).Says("removed what earlier runs left behind, unfinished or superseded: 10.0 KB");
        Leavings.Where(path => File.Exists(project.PathOf(path))).ShouldBeEmpty();
        Others.Where(path => !File.Exists(project.PathOf(path))).ShouldBeEmpty();
        File.Exists(project.PathOf("springform.lock")).ShouldBeTrue();

        Run(project, "--target=Dist").Ends(4).SaysNot("earlier runs");
    }

    private static CliResult Run(PlainProject project, string task) =>
        project.Run(task, "--engine=docker", "DOCKER_HOST=tcp://127.0.0.1:1", "SPRINGFORM_CACHE=" + project.PathOf(Cache));

    [Fact]
    public void Git_takes_no_notice_of_our_state_also_where_nobody_told_it()
    {
        using var project = new PlainProject();
        project.File(".gitignore", "dist/\n");
        project.Commit();
        project.File("dist/a", "four");

        project.Run("--target=Clean").Ends(0).Says("4 B removed: dist");

        project.Git("status", "--porcelain").ShouldBeEmpty();
        project.Run("--target=Clean").Ends(0).Says("nothing was there");
    }
}
