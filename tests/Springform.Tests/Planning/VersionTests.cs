using Springform.Errors;
using Springform.Planning;

namespace Springform.Tests.Planning;

public sealed class VersionTests
{
    private static readonly PlanProject Tagged = new("name: demo\nversion: {tag: true}\n");

    [Theory]
    [InlineData("v1.4.0", 0, "1.4.0")]
    [InlineData("1.4.0", 0, "1.4.0")]
    [InlineData("1.4.0", 3, "1.4.1-dev.3")]
    [InlineData("v1.4.0-rc.1", 0, "1.4.0-rc.1")]
    [InlineData("v1.4.0-rc-2.1", 4, "1.4.0-rc-2.1.dev.4")]
    [InlineData(null, 0, "0.0.0-dev")]
    public void A_tag_gives_the_version(string? tag, int commits, string version)
    {
        var project = (Tagged with { Git = Tagged.Git with { Tag = tag, CommitsSinceTag = commits } }).Plan().Project;

        project.Version.ShouldBe(version);
        project.FullVersion.ShouldBe($"{version}+3f2a91c");
    }

    [Fact]
    public void A_dirty_tree_is_marked_in_the_build_metadata()
    {
        var project = (Tagged with { Git = Tagged.Git with { Dirty = true } }).Plan().Project;

        (project.Version, project.FullVersion).ShouldBe(("1.4.0", "1.4.0+3f2a91c.dirty"));
    }

    [Fact]
    public void A_shallow_clone_without_a_tag_is_refused_and_one_with_it_is_not()
    {
        var problem = (Tagged with { Git = Tagged.Git with { Shallow = true, Tag = null } }).Problems().ShouldHaveSingleItem();

        problem.Code.ShouldBe(ErrorCode.ShallowClone);
        problem.Fix.ShouldContain("git fetch --unshallow --tags");
        (Tagged with { Git = Tagged.Git with { Shallow = true } }).Plan().Project.Version.ShouldBe("1.4.0");
    }

    [Theory]
    [InlineData("release-7")]
    [InlineData("v1.4")]
    [InlineData("v01.4.0")]
    [InlineData("v1.4.0+build")]
    public void A_tag_that_is_no_semantic_version_is_named(string tag)
    {
        var problem = (Tagged with { Git = Tagged.Git with { Tag = tag } }).Problems().ShouldHaveSingleItem();

        problem.Code.ShouldBe(ErrorCode.InvalidVersion);
        problem.What.ShouldContain($"'{tag}'");
        problem.Where.ShouldBe($"git tag {tag}");
    }

    [Theory]
    [InlineData("3.8.0\n")]
    [InlineData("v3.8.0\r\nsecond line\n")]
    [InlineData(" 3.8.0 ")]
    public void A_file_gives_the_version_in_its_first_line(string content) => FromFile(content).Plan().Project.Version.ShouldBe("3.8.0");

    [Theory]
    [InlineData("")]
    [InlineData("\n3.8.0\n")]
    [InlineData("three")]
    public void A_file_without_a_version_is_named(string content) => FromFile(content).Problems().ShouldHaveSingleItem().Where.ShouldBe("version.txt");

    [Theory]
    [InlineData("VERSION \"(.*)\"", "2.1.4")]
    [InlineData("^#define MAJOR +(\\d+)[\\s\\S]*^#define MINOR +(\\d+)[\\s\\S]*^#define RELEASE +(\\d+)", "1.10.0")]
    public void A_part_of_a_file_gives_the_version(string match, string version) =>
        FromHeader(match, "#define MAJOR    1 /* no break */\n#define MINOR   10\n#define RELEASE  0\n#define VERSION \"2.1.4\"\n")
            .Plan()
            .Project.Version.ShouldBe(version);

    [Fact]
    public void A_file_without_what_is_looked_for_is_named()
    {
        var problem = FromHeader("VERSION \"(.*)\"", "nothing\n").Problems().ShouldHaveSingleItem();

        (problem.Code, problem.Where).ShouldBe((ErrorCode.InvalidVersion, "lz.h"));
    }

    [Theory]
    [InlineData("1.4")]
    [InlineData("7")]
    [InlineData("1.4-rc.1")]
    public void Fewer_numbers_are_a_version_too(string version)
    {
        new PlanProject($"name: demo\nversion: {version}\n").Plan().Project.Version.ShouldBe(version);
        FromFile($"v{version}\n").Plan().Project.Version.ShouldBe(version);
    }

    [Fact]
    public void A_literal_is_taken_as_it_is() => new PlanProject("name: demo\nversion: 2.0.0-beta\n").Plan().Project.Version.ShouldBe("2.0.0-beta");

    [Fact]
    public void A_snapshot_is_named_by_its_commit()
    {
        var project = Planner.Plan(Tagged.Config, (Tagged with { Git = Tagged.Git with { CommitsSinceTag = 2 } }).Facts(), [], snapshot: true).Project;

        project.Version.ShouldBe("1.4.1-SNAPSHOT-3f2a91c");
    }

    [Fact]
    public void The_epoch_is_the_commits_time_unless_the_environment_says_otherwise()
    {
        Tagged.Plan().Project.SourceDateEpoch.ShouldBe(1793527200);
        (Tagged with { SourceDateEpoch = 5 }).Plan().Project.SourceDateEpoch.ShouldBe(5);
    }

    private static PlanProject FromHeader(string match, string content) =>
        new PlanProject($"name: demo\nversion:\n  file: lz.h\n  match: '{match}'\n").With("lz.h", content);

    private static PlanProject FromFile(string content) => new PlanProject("name: demo\nversion: {file: version.txt}\n").With("version.txt", content);
}
