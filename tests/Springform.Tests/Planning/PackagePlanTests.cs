using Springform.Errors;
using Springform.Names;
using Springform.Plan;
using Springform.Planning;

namespace Springform.Tests.Planning;

public sealed class PackagePlanTests
{
    private const string Head = """
        name: demo
        version: 1.0.0
        bases: {b: "debian:bookworm"}
        builder: {image: i, dockerfile: Dockerfile}
        targets: {x: {platform: linux/amd64, base: b}, y: {platform: linux/arm64, base: b, suffix: -arm}}
        compile: [{run: [make], outputs: [demo]}]

        """;

    private const string Tools =
        "tools: {image: t, base: b, platforms: [linux/amd64, linux/arm64], "
        + "recipes: {fio: {context: tools/fio, platforms: [linux/amd64]}, lspci: {context: tools/lspci, platforms: [linux/arm64]}}}\n";

    [Fact]
    public void Checksum_files_stand_beside_their_archive_under_the_names_asked_for()
    {
        var plan = Project(
                Head
                    + "packages: [{archive: '{name}{suffix}.tgz', files: [demo], checksums: [md5, sha256]}, {archive: '{name}-{version}-{machine}.zip', "
                    + "files: [demo], checksums: [md5], md5_name: '{artifact}.{target}.md5'}]"
            )
            .Plan();

        plan.TargetArtifacts.Select(package => $"{package.Archive}: {string.Join(' ', package.Checksums.Select(file => $"{file.Algorithm} {file.Name}"))}")
            .ShouldBe([
                "demo.tgz: md5 demo.tgz.md5.txt sha256 demo.tgz.sha256",
                "demo-1.0.0-x86_64.zip: md5 demo-1.0.0-x86_64.zip.x.md5",
                "demo-arm.tgz: md5 demo-arm.tgz.md5.txt sha256 demo-arm.tgz.sha256",
                "demo-1.0.0-aarch64.zip: md5 demo-1.0.0-aarch64.zip.y.md5",
            ]);
    }

    [Fact]
    public void A_text_is_written_for_each_target_and_leaves_the_keys_of_others_alone()
    {
        const string packages =
            "packages: [{archive: '{target}.tgz', files: [demo]}, " + "{archive: '{target}-udf.tgz', files: [{text: '{version} {arch}', to: VERSION}]}]";
        var steps = Project(Head + packages).Plan().TargetArtifacts.ToList();

        steps.Select(step => ((PlannedFiles)step.Content).Files.ShouldHaveSingleItem().Text).ShouldBe([null, "1.0.0 amd64", null, "1.0.0 arm64"]);
        var later = Project(Head.Replace("1.0.0", "1.0.1", StringComparison.Ordinal) + packages).Plan().TargetArtifacts.ToList();
        later[0].Key.Key.ShouldBe(steps[0].Key.Key);
        later[1].Key.Key.ShouldNotBe(steps[1].Key.Key);
    }

    [Fact]
    public void A_build_for_a_channel_has_the_time_and_the_commit_for_a_version_in_its_names()
    {
        var project = Project(Head + "packages: [{archive: '{name}-{channel_version}{suffix}.tgz', files: [demo]}]");

        Names(project.Facts()).ShouldBe(["demo-1.0.0.tgz", "demo-1.0.0-arm.tgz"]);
        Names(project.Facts() with { Channel = Channel.Nightly }).ShouldBe(["demo-n202611011000-3f2a91c.tgz", "demo-n202611011000-3f2a91c-arm.tgz"]);

        IEnumerable<string> Names(PlanFacts facts) => Planner.Plan(project.Config, facts, [], snapshot: false).TargetArtifacts.Select(step => step.Archive);
    }

    [Fact]
    public void Repair_takes_libraries_from_the_targets_builder_and_hangs_on_it_and_on_the_policy()
    {
        const string package =
            "abi: {policy: manylinux_2_36, libraries: [libssl.so.*]}\n"
            + "packages: [{archive: '{name}{suffix}.tgz', root: '{name}-{version}', files: [LICENSE], repair: true}]";
        var project = Project(Head + package).With("LICENSE", "MIT");
        var planned = project.Plan().Artifacts[1];

        planned.Repair.ShouldBe(new PlannedRepair("b-arm64", "demo-1.0.0", "demo-1.0.0/lib", "demo-1.0.0/licenses"));
        Key(project with { Yaml = project.Yaml.Replace("manylinux_2_36", "manylinux_2_31", StringComparison.Ordinal) }).ShouldNotBe(planned.Key.Key);
        Key(project with { Yaml = project.Yaml.Replace("[libssl.so.*]", "[libssl.so.3]", StringComparison.Ordinal) }).ShouldNotBe(planned.Key.Key);
        Key(project.With("Dockerfile", project.Files["Dockerfile"] + "RUN make-another-library\n")).ShouldNotBe(planned.Key.Key);

        static ContentKey Key(PlanProject other) => other.Plan().Artifacts[1].Key.Key;
    }

    [Fact]
    public void A_tool_and_a_base_of_one_name_are_two_things_where_the_processor_has_one_name_too()
    {
        var project = new PlanProject(
            """
            name: demo
            version: 1.0.0
            bases: {zlib: "debian:bookworm"}
            tools: {image: t, base: zlib, platforms: [linux/s390x], recipes: {zlib: tools/zlib}}
            builder: {image: i, dockerfile: Dockerfile}
            targets: {x: {platform: linux/s390x, base: zlib}}
            compile: [{run: [make], outputs: [demo]}]
            packages: [{archive: demo.tgz, files: [demo]}]
            """
        ).With("Dockerfile", "ARG BASE_IMAGE\nFROM ${BASE_IMAGE}\n").With("tools/zlib/Dockerfile", "ARG BASE_IMAGE\nFROM ${BASE_IMAGE}\n");

        project.Plan().Steps.Where(step => step.Id == "zlib-s390x").Select(step => step.Task).ShouldBe(["ToolsImage", "BuilderImage"]);
    }

    [Fact]
    public void An_archives_root_is_what_the_configuration_says()
    {
        var project = Project(Head + "packages: [{archive: '{name}{suffix}.tgz', root: '{name}-{version}', files: [LICENSE]}]").With("LICENSE", "MIT");

        project.Plan().Artifacts.Select(artifact => ((PlannedFiles)artifact.Content).Root).ShouldBe(["demo-1.0.0", "demo-1.0.0"]);
    }

    [Fact]
    public void Without_repair_the_policy_changes_no_archive()
    {
        var project = Project(Head + "abi: manylinux_2_36\npackages: [{archive: '{name}{suffix}.tgz', files: [LICENSE]}]").With("LICENSE", "MIT");

        (project with { Yaml = project.Yaml.Replace("manylinux_2_36", "manylinux_2_31", StringComparison.Ordinal) })
            .Plan()
            .Artifacts[0]
            .Key.Key.ShouldBe(project.Plan().Artifacts[0].Key.Key);
        project.Plan().TargetArtifacts.ShouldAllBe(package => package.Repair == null);
    }

    [Fact]
    public void Files_that_nobody_has_to_compile_need_no_builder()
    {
        var plan = Project("name: demo\nversion: 1.0.0\ntargets: {x: linux/amd64}\npackages: [{archive: '{name}.tgz', files: [demo]}]")
            .With("demo", "text")
            .Plan();

        plan.Builders.ShouldBeEmpty();
        plan.Commands.ShouldBeEmpty();
        plan.TargetArtifacts.ShouldHaveSingleItem().Archive.ShouldBe("demo.tgz");
    }

    [Theory]
    [InlineData("packages: [{archive: '{name}.tgz', files: [demo]}]", "demo.tgz: target x and target y|demo.tgz.sha256: target x and target y")]
    [InlineData("packages: [{archive: 'a{suffix}.tgz', files: [demo], checksums: [md5], md5_name: sums}]", "sums: target x and target y")]
    [InlineData(
        "packages: [{archive: 'a{suffix}.tgz', files: [demo]}, {archive: 'a.tgz', files: [demo], targets: [x], checksums: []}]",
        "a.tgz: target x and target x"
    )]
    [InlineData(
        "packages: [{archive: 'a{suffix}.tgz', files: [demo], checksums: []}, {archive: 'A.tgz', files: [demo], targets: [x], checksums: []}]",
        "a.tgz or A.tgz: target x and target x"
    )]
    public void Two_artifacts_of_one_name_are_refused_and_both_makers_named(string packages, string expected)
    {
        var problems = Project(Head + packages).Problems();

        problems.ShouldAllBe(problem => problem.Code == ErrorCode.DuplicateArtifact);
        string.Join('|', problems.Select(problem => problem.What.Replace("two artifacts have the name ", ""))).ShouldBe(expected);
    }

    [Fact]
    public void The_source_archive_takes_part_in_that() =>
        Project(Head + Tools + "packages: [{archive: 'oss_source.tgz', files: [demo], targets: [x], checksums: []}]")
            .Problems()
            .ShouldHaveSingleItem()
            .What.ShouldBe("two artifacts have the name oss_source.tgz: target x and sources");

    [Fact]
    public void A_selection_hides_no_target_from_the_names_that_are_left() =>
        Project(Head + "packages: [{archive: '{name}.tgz', files: [demo]}]").Plan("x").TargetArtifacts.ShouldHaveSingleItem().Archive.ShouldBe("demo.tgz");

    [Fact]
    public void A_package_may_be_for_some_targets_only() =>
        Project(Head + "packages: [{archive: '{name}.tgz', files: [demo], targets: ['y*']}]")
            .Plan()
            .TargetArtifacts.ShouldHaveSingleItem()
            .Target!.Id.ShouldBe("y");

    [Fact]
    public void A_tool_that_is_not_made_for_the_targets_platform_is_named()
    {
        var problem = Project(Head + Tools + "packages: [{archive: '{target}.tgz', files: ['tools:fio']}]").Problems().ShouldHaveSingleItem();

        (problem.Code, problem.What).ShouldBe((ErrorCode.UnknownReference, "the tool 'fio' is not made for linux/arm64"));
        problem.Where.ShouldBe("springform.yaml, packages, y.tgz, target y");
    }

    [Fact]
    public void All_tools_are_those_of_the_targets_platform()
    {
        var plan = Project(Head + Tools + "packages: [{archive: '{target}.tgz', files: ['tools:']}]").Plan();

        plan.TargetArtifacts.Select(package => string.Join(' ', package.RecipeIds)).ShouldBe(["fio-x86_64", "lspci-aarch64"]);
        plan.Artifacts.Single(artifact => artifact.Content is ToolSources).RecipeIds.ShouldBe(["fio-x86_64", "lspci-aarch64"]);
    }

    [Fact]
    public void All_tools_of_a_platform_without_any_is_an_error() =>
        Project((Head + Tools).Replace("platforms: [linux/arm64]", "platforms: [linux/amd64]") + "packages: [{archive: '{target}.tgz', files: ['tools:']}]")
            .Problems()
            .ShouldHaveSingleItem()
            .What.ShouldBe("no tool is made for linux/arm64");

    [Fact]
    public void Without_tools_there_is_no_source_archive() => Project(Head).Plan().Artifacts.ShouldBeEmpty();

    [Theory]
    [InlineData("bases: [b], ", "targets: {x: linux/amd64}", "b-amd64")]
    [InlineData("", "targets: {x: {platform: linux/amd64, base: c}}", "c-amd64")]
    [InlineData("bases: [b], ", "targets: {x: {platform: linux/amd64, base: c}}", "b-amd64")]
    public void A_load_test_is_in_the_bases_it_names_or_the_targets(string own, string targets, string expected) =>
        LoadBase(
                $"name: demo\nversion: 1.0.0\nbases: {{b: 'debian:bookworm', c: 'debian:trixie'}}\n{targets}\nbuilder: {{image: i, dockerfile: Dockerfile}}\n"
                    + "compile: [{run: [make], outputs: [demo]}]\npackages: [{archive: a.tgz, files: [demo]}]\n"
                    + $"smoke: {{{own}run: [[./demo]]}}\n"
            )
            .ShouldBe(expected);

    [Fact]
    public void A_load_test_is_in_the_only_base_there_is() =>
        LoadBase(
                "name: demo\nversion: 1.0.0\nbases: {b: 'debian:bookworm'}\ntargets: {x: linux/amd64}\nbuilder: {image: i, dockerfile: Dockerfile}\n"
                    + "compile: [{run: [make], outputs: [demo]}]\npackages: [{archive: a.tgz, files: [demo]}]\nsmoke: [./demo]\n"
            )
            .ShouldBe("b-amd64");

    private static string LoadBase(string yaml) =>
        new PlanProject(yaml).With("Dockerfile", "FROM debian:bookworm\n").Plan().Loads.ShouldHaveSingleItem().BaseId;

    private static PlanProject Project(string yaml) =>
        new PlanProject(yaml)
            .With("Dockerfile", "FROM debian:bookworm\n")
            .With("tools/fio/Dockerfile", "ARG BASE_IMAGE\nFROM ${BASE_IMAGE}\n")
            .With("tools/lspci/Dockerfile", "ARG BASE_IMAGE\nFROM ${BASE_IMAGE}\n");
}
