using Springform.Errors;
using Springform.Plan;

namespace Springform.Tests.Planning;

/// <summary>Packages that are bare images: one archive for each target, and one name for all of them.</summary>
public sealed class PackagedImageTests
{
    private const string Head = """
        name: demo
        version: 1.0.0
        targets: {x: linux/amd64, y: linux/arm64}
        release: {github: {repository: octo/demo}}

        """;

    private const string Image =
        "packages: [{image: {repository: r.example.org/demo, tags: ['{version}', '1'], labels: {org.opencontainers.image.licenses: MIT}}, files: [LICENSE]}]";

    [Fact]
    public void Images_of_several_targets_have_one_name_for_all_their_platforms()
    {
        var plan = Project(Head + Image).Plan();

        plan.Artifacts.Select(step => (step.Archive, step.Kind))
            .ShouldBe([("demo-1.0.0-x.oci.tar", ArtifactKind.Image), ("demo-1.0.0-y.oci.tar", ArtifactKind.Image)]);
        plan.Images.Select(image => $"{image.Reference}: {string.Join(' ', image.Archives)}")
            .ShouldBe([
                "r.example.org/demo:1.0.0: (linux/amd64, demo-1.0.0-x.oci.tar) (linux/arm64, demo-1.0.0-y.oci.tar)",
                "r.example.org/demo:1: (linux/amd64, demo-1.0.0-x.oci.tar) (linux/arm64, demo-1.0.0-y.oci.tar)",
            ]);
        (plan.Images[0].Repository, plan.Images[0].Tag).ShouldBe(("r.example.org/demo", "1.0.0"));
    }

    [Fact]
    public void Labels_say_what_it_is_and_where_it_comes_from_and_the_project_adds_its_own()
    {
        var files = Project(Head + Image).Plan().Artifacts[0].Content.ShouldBeOfType<PlannedFiles>();

        files.Image!.Labels.ShouldBe(
            new Dictionary<string, string>
            {
                ["org.opencontainers.image.title"] = "demo",
                ["org.opencontainers.image.version"] = "1.0.0",
                ["org.opencontainers.image.revision"] = "3f2a91c0123456789abcdef0123456789abcdef0",
                ["org.opencontainers.image.created"] = "2026-11-01T10:00:00Z",
                ["org.opencontainers.image.source"] = "https://github.com/octo/demo",
                ["org.opencontainers.image.licenses"] = "MIT",
            },
            ignoreOrder: true
        );
    }

    [Fact]
    public void An_image_is_made_anew_for_another_commit_and_an_archive_is_not()
    {
        var project = Project(Head + Image + "\n").With("a", "");
        var both = project with
        {
            Yaml = project.Yaml.Replace("packages: [", "packages: [{archive: '{target}.tar', files: [LICENSE]}, ", StringComparison.Ordinal),
        };
        var other = both with { Git = both.Git with { Commit = new string('a', 40) } };

        both.Plan()
            .Artifacts.Zip(other.Plan().Artifacts, (one, two) => (one.Kind, Same: one.Key.Key == two.Key.Key))
            .Distinct()
            .ShouldBe([(ArtifactKind.Archive, true), (ArtifactKind.Image, false)]);
    }

    [Fact]
    public void An_archive_with_that_ending_is_an_image_that_is_not_pushed()
    {
        var plan = Project(Head + "packages: [{archive: '{name}-{arch}.oci.tar', files: [LICENSE]}]").Plan();

        plan.Artifacts.ShouldAllBe(step => step.Kind == ArtifactKind.Image);
        plan.Images.ShouldBeEmpty();
    }

    [Fact]
    public void The_plan_shows_images_and_their_names()
    {
        var plan = Project(Head + Image).Plan();

        Springform.Planning.PlanText.Of(plan).ShouldContain("Publish\n  r.example.org/demo:1.0.0  demo-1.0.0-x.oci.tar, demo-1.0.0-y.oci.tar\n");
        Springform.Planning.PlanText.Of(plan).ShouldContain("image for linux/arm64");
        Springform.Planning.PlanJson.Of(plan).ShouldContain("\"references\"");
    }

    [Theory]
    [InlineData(
        "packages: [{image: r.example.org/demo, files: [LICENSE], archive: 'demo-{target}.oci.tar'}]",
        "v: linux/amd64, x",
        "would be two images for linux/amd64"
    )]
    [InlineData(
        "packages: [{image: {repository: r.example.org/demo, tags: ['{base}']}, files: [LICENSE], targets: [x]}]",
        "x",
        "cannot be the tag of an image"
    )]
    [InlineData("packages: [{image: r.example.org/demo, files: [LICENSE]}]", "m: darwin/arm64, x", "no container runs darwin/arm64")]
    public void What_only_shows_with_all_targets_is_an_error_of_the_plan(string packages, string targets, string says) =>
        Project(Head.Replace("{x", "{" + targets, StringComparison.Ordinal) + packages)
            .Problems()
            .ShouldContain(problem =>
                problem.What.Contains(says, StringComparison.Ordinal) && (problem.Code == ErrorCode.InvalidValue || problem.Code == ErrorCode.DuplicateArtifact)
            );

    private static PlanProject Project(string yaml) => new(yaml) { Files = new Dictionary<string, string> { ["LICENSE"] = "MIT" } };
}
