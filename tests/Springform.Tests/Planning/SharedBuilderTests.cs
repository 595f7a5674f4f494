using Springform.Planning;

namespace Springform.Tests.Planning;

/// <summary>The names of builders in a registry are known before anything is built.</summary>
public sealed class SharedBuilderTests
{
    private const string Yaml = """
        name: demo
        version: 1.0.0
        bases: {bookworm: "debian:bookworm", trixie: "debian:trixie"}
        builder: {image: "demo-builder:v2", dockerfile: Dockerfile, registry: ghcr.io/owner/demo-builder}
        matrix: {base: [bookworm, trixie], platform: [linux/amd64, linux/arm64]}
        compile:
          - {run: [make], outputs: [out]}
        packages:
          - {archive: "{target}.tgz", root: "{name}", files: [out]}
        """;

    [Fact]
    public void Each_builder_has_a_tag_by_key_and_each_base_a_name_for_all_platforms()
    {
        var plan = Project(Yaml).Plan();

        plan.Builders.ShouldAllBe(builder => builder.SharedReference == $"ghcr.io/owner/demo-builder:{builder.Id}-{builder.Key.Key.Short}");
        plan.BuilderTags.Select(tag => $"{tag.Reference} {string.Join(' ', tag.BuilderIds)}")
            .ShouldBe([
                "ghcr.io/owner/demo-builder:v2-bookworm bookworm-amd64 bookworm-arm64",
                "ghcr.io/owner/demo-builder:v2-trixie trixie-amd64 trixie-arm64",
            ]);
        PlanText.Of(plan).ShouldContain("\nPushBuilder\n  bookworm-amd64  ghcr.io/owner/demo-builder:bookworm-amd64-");
    }

    [Fact]
    public void With_one_base_the_name_is_the_images_own_tag() =>
        Project(Yaml.Replace("base: [bookworm, trixie]", "base: [bookworm]", StringComparison.Ordinal))
            .Plan()
            .BuilderTags.ShouldHaveSingleItem()
            .Reference.ShouldBe("ghcr.io/owner/demo-builder:v2");

    [Theory]
    [InlineData("demo-builder:v2", true)]
    [InlineData("demo-builder:20240315", true)]
    [InlineData("demo-builder:stable", false)]
    [InlineData("demo-builder", false)]
    public void A_name_with_a_number_is_a_version_which_moves_only_when_told_to(string image, bool isVersion) =>
        Project(Yaml.Replace("demo-builder:v2", image, StringComparison.Ordinal)).Plan().BuilderTags.ShouldAllBe(tag => tag.IsVersion == isVersion);

    [Fact]
    public void A_part_knows_not_all_platforms_and_names_nothing()
    {
        var plan = Project(Yaml).Plan("bookworm-amd64");

        plan.BuilderTags.ShouldBeEmpty();
        plan.Builders.ShouldHaveSingleItem().SharedReference.ShouldNotBeNull();
    }

    [Fact]
    public void Where_the_builder_is_shared_is_no_part_of_its_key() =>
        Project(Yaml)
            .Plan()
            .Builders[0]
            .Key.Key.ShouldBe(Project(Yaml.Replace(", registry: ghcr.io/owner/demo-builder", "", StringComparison.Ordinal)).Plan().Builders[0].Key.Key);

    private static PlanProject Project(string yaml) =>
        new PlanProject(yaml)
        {
            Pinned = new Dictionary<string, string> { ["debian:bookworm"] = PlanProject.Digest, ["debian:trixie"] = PlanProject.Digest },
        }.With("Dockerfile", "ARG BASE_IMAGE\nFROM ${BASE_IMAGE}\n");
}
