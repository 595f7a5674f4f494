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
    public void A_tag_that_is_no_version_is_passed_over_and_told_while_there_is_no_other()
    {
        using var project = new PlainProject(Yaml("{tag: true}"));
        project.Git("tag", "release-7");
        project
            .Run("--target=Plan")
            .Ends(0)
            .Says("hello 0.0.0-dev+", "warning: no tag is a version (v1.2.3 or 1.2.3), and 'release-7' is none", "{tag: PATTERN}");

        project.Git("tag", "v1.0.0");
        project.Run("--target=Plan").Ends(0).Says("hello 1.0.0+").SaysNot("warning");
    }

    [Fact]
    public void A_pattern_says_what_a_tag_looks_like_and_short_versions_stay_as_they_are()
    {
        using var project = new PlainProject(Yaml("{tag: \"jq-*\"}"));
        project.Git("tag", "v9.9.9");
        project.Git("tag", "jq-1.7");
        project.Run("--target=Plan").Ends(0).Says("hello 1.7+", "hello-1.7.tgz");

        project.Commit("Second commit");
        project.Run("--target=Plan").Ends(0).Says("hello 1.7.1-dev.1+");
    }

    [Theory]
    [InlineData("false")]
    [InlineData("v1.0.0")]
    [InlineData("\"v*.*\"")]
    [InlineData("\"v..*\"")]
    [InlineData("\"a b*\"")]
    [InlineData("\"-*\"")]
    [InlineData("\"*[0-9]\"")]
    public void A_pattern_that_no_tag_can_fit_is_refused(string pattern)
    {
        using var project = new PlainProject(Yaml($"{{tag: {pattern}}}"));

        project.Run("--target=Plan").Ends(2).Says("E103 version.tag cannot be", "springform.yaml:2:", "\"jq-*\"");
    }

    [Theory]
    [InlineData("GITHUB_REF=refs/tags/v1.0.0-rc.1", "1.0.0-rc.1")]
    [InlineData("GITHUB_REF=refs/tags/v1.0.0", "1.0.0")]
    [InlineData("GITHUB_REF=refs/heads/v1.0.0-rc.1", "1.0.0")]
    [InlineData("GITHUB_REF=refs/tags/v0.9.0", "1.0.0")]
    [InlineData("CI_COMMIT_TAG=v1.0.0-rc.1", "1.0.0-rc.1")]
    [InlineData("BUILD_SOURCEBRANCH=refs/tags/v1.0.0-rc.1", "1.0.0-rc.1")]
    [InlineData("CI_COMMIT_TAG=", "1.0.0")]
    public void Of_several_tags_at_HEAD_the_one_that_CI_runs_for_counts_and_else_the_highest(string variable, string version)
    {
        using var project = new PlainProject(Yaml("{tag: true}"));
        project.Git("tag", "v0.9.0");
        project.Commit("Second commit");
        project.Git("tag", "-a", "-m", "rc", "v1.0.0-rc.1");
        project.Git("tag", "v1.0.0");
        project.Git("tag", "v1");

        project.Run(variable, "--target=Plan").Ends(0).Says($"hello {version}+");
    }

    [Fact]
    public void A_snapshot_carries_the_commit()
    {
        using var project = new PlainProject();

        var commit = project.Git("rev-parse", "HEAD")[..7];

        project.Run("--target=Plan", "--snapshot").Ends(0).Says($"hello-1.2.3-SNAPSHOT-{commit}.tgz");
    }

    [Fact]
    public void A_command_says_it_and_its_failure_is_told_with_its_words()
    {
        using var project = new PlainProject(Yaml("{run: [sh, version.sh]}"), committed: false);
        project.File("version.sh", "echo v4.5; echo more\n");
        project.Commit();
        project.Run("--target=Plan").Ends(0).Says("hello 4.5+");

        project.File("version.sh", "echo no tool >&2; exit 3\n");
        project.Run("--target=Plan").Ends(2).Says("E122 the command that says the version ended with exit code 3: sh version.sh", "no tool");
        project.File("version.sh", "true\n");
        project.Run("--target=Plan").Ends(2).Says("E122 '' is not a version");
        project.Replace("springform.yaml", "[sh, version.sh]", "[no-such-program]");
        project.Run("--target=Plan").Ends(2).Says("E122 the command that says the version ended with exit code 127: no-such-program");
    }

    [Fact]
    public void What_cannot_say_a_version_is_refused()
    {
        using var project = new PlainProject(Yaml("{file: compile.sh, match: 'VERSION'}"));
        project.Run("--target=Check").Ends(2).Says("version.match has no group that is the version");
        project.Replace("springform.yaml", "match: 'VERSION'", "match: '(?<=x)(y)'");
        project.Run("--target=Check").Ends(2).Says("version.match is no regular expression that can be used");
        project.Replace("springform.yaml", "file: compile.sh, match: '(?<=x)(y)'", "tag: true, match: '(y)'");
        project.Run("--target=Check").Ends(2).Says("version.match says where in a file the version is, and no file is named");
    }
}
