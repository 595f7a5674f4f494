namespace Springform.Tests.EndToEnd;

/// <summary>Where the version comes from.</summary>
public sealed class Versions
{
    private static string Yaml(string version) => PlainProject.Yaml.Replace("version: 1.2.3", $"version: {version}", StringComparison.Ordinal);

    [Fact]
    public void A_literal_is_taken_as_it_is()
    {
        using var project = new PlainProject(Yaml("2.0.0-rc.1"));

        project.Run("--target=Plan").Ends(0).Says("hello 2.0.0-rc.1+", "hello-2.0.0-rc.1.tgz");
    }

    [Fact]
    public void A_file_gives_its_first_line()
    {
        using var project = new PlainProject(Yaml("{file: version.txt}"), committed: false);
        project.File("version.txt", "v3.1.4\nsecond line\n");
        project.Commit();

        project.Run("--target=Plan").Ends(0).Says("hello 3.1.4+", "hello-3.1.4.tgz");
    }

    [Fact]
    public void A_file_that_is_missing_is_told()
    {
        using var project = new PlainProject(Yaml("{file: version.txt}"));

        project.Run("--target=Plan").Ends(2).Says("E105", "version.txt");
    }

    [Fact]
    public void A_tag_is_the_version_and_commits_after_it_lead_to_the_next()
    {
        using var project = new PlainProject(Yaml("{tag: true}"));
        project.Run("--target=Plan").Ends(0).Says("hello 0.0.0-dev+");

        project.Git("tag", "v1.2.3");
        project.Run("--target=Plan").Ends(0).Says("hello 1.2.3+");

        project.Commit("Second commit");
        project.Commit("Third commit");
        project.Run("--target=Plan").Ends(0).Says("hello 1.2.4-dev.2+");
    }

    [Fact]
    public void A_tag_that_is_no_version_is_told()
    {
        using var project = new PlainProject(Yaml("{tag: true}"));
        project.Git("tag", "latest");

        project.Run("--target=Plan").Ends(2).Says("E122", "'latest'");
    }

    [Fact]
    public void A_snapshot_carries_the_commit()
    {
        using var project = new PlainProject();

        var commit = project.Git("rev-parse", "HEAD")[..7];

        project.Run("--target=Plan", "--snapshot").Ends(0).Says($"hello-1.2.3-SNAPSHOT-{commit}.tgz");
    }
}
