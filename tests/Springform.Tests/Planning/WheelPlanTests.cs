using System.Text;
using System.Text.RegularExpressions;
using Springform.Errors;
using Springform.Package;
using Springform.Plan;
using Springform.Planning;

namespace Springform.Tests.Planning;

/// <summary>Wheel legs of examples/autobahn: names and places are known before anything runs.</summary>
public sealed partial class WheelPlanTests
{
    private static readonly string Folder = Path.Combine(Golden.RepositoryRoot(), "examples", "autobahn");

    /// <summary>All bases, also those that only a variable selects: Rocky Linux by dnf, Ubuntu by apt.</summary>
    private static PlanProject Example { get; } =
        new(File.ReadAllText(Path.Combine(Folder, "springform.yaml")))
        {
            Files = new[]
            {
                "builder/Dockerfile",
                "builder/packages.sh",
                "builder/wheel.sh",
                "builder/sdist.sh",
                "nvx/__init__.py",
                "src/nvx.c",
                "setup.py",
                "MANIFEST.in",
                "LICENSE",
            }.ToDictionary(name => name, name => File.ReadAllText(Path.Combine(Folder, name))),
            Pinned = new[] { "debian:bullseye", "debian:bookworm", "debian:trixie", "rockylinux:9", "ubuntu:24.04" }.ToDictionary(
                image => image,
                _ => PlanProject.Digest
            ),
        };

    [Fact]
    public void The_whole_matrix_of_the_seed_is_planned() => Golden.Matches(Key().Replace(PlanText.Of(Example.Plan()), "key HEX"));

    [Fact]
    public void Two_legs_whose_wheels_would_have_one_name_are_refused()
    {
        var problem = Same().Problems().ShouldHaveSingleItem();

        problem.Code.ShouldBe(ErrorCode.DuplicateArtifact);
        problem.What.ShouldBe(
            "the targets bullseye-amd64-cp39 and rocky9-amd64-cp39 would make wheels of one name, autobahn_nvx-1.4.0-cp39-cp39-manylinux_2_31_x86_64.whl"
        );
    }

    [Fact]
    public void A_musllinux_wheel_is_planned_under_its_own_name_and_held_to_its_policy()
    {
        var project = new PlanProject(
            """
            name: nvx
            version: 1.0.0
            bases: {alpine: "alpine:3.20", bookworm: "debian:bookworm"}
            builder: {image: b, dockerfile: Dockerfile}
            matrix:
              base: [alpine, bookworm]
              platform: [linux/amd64, linux/arm64]
              variant: {cp312: {base: [alpine]}, cp311: {base: [bookworm]}}
            compile:
              - {run: [python3, -m, build], outputs: ["dist/*.whl"]}
            wheels:
              wheel: "dist/*.whl"
              extensions: [nvx._nvx]
              policies: {alpine: musllinux_1_2, bookworm: manylinux_2_36}
              runtime: runtime
            """
        )
        {
            Pinned = new Dictionary<string, string> { ["alpine:3.20"] = PlanProject.Digest, ["debian:bookworm"] = PlanProject.Digest },
        };

        var plan = project.With("Dockerfile", "ARG BASE_IMAGE\nFROM ${BASE_IMAGE} AS runtime\n").Plan("alpine-*");

        plan.TargetArtifacts.Select(package => package.Archive)
            .ShouldBe(["nvx-1.0.0-cp312-cp312-musllinux_1_2_x86_64.whl", "nvx-1.0.0-cp312-cp312-musllinux_1_2_aarch64.whl"]);
        plan.Abis.Select(abi => abi.Policy).ShouldBe(["musllinux_1_2", "musllinux_1_2"]);
        // Its trial is on its own base alone: what is made for musl does not load where glibc is.
        plan.WheelTests.Where(test => test.ImageId is not null).Select(test => test.Base).Distinct().ShouldBe(["alpine"]);
    }

    [Fact]
    public void Of_two_wheels_of_one_name_the_preferred_bases_is_shipped()
    {
        var project = Same();
        var plan = (
            project with
            {
                Yaml = project.Yaml.Replace("  runtime: runtime", "  prefer: [trixie, rocky9]\n  runtime: runtime", StringComparison.Ordinal),
            }
        ).Plan();

        plan.TargetArtifacts.Where(package => ((PlannedWheel)package.Content).Python.ToString() == "cp39")
            .Select(package => package.Target!.Id)
            .ShouldBe(["rocky9-amd64-cp39"]);
    }

    [Fact]
    public void With_only_a_part_the_other_bases_are_still_places_to_try_a_wheel()
    {
        var tests = Example.Plan("bullseye-amd64-cp39-abi3").WheelTests;

        tests
            .Select(test => test.ImageId)
            .ShouldBe(["runtime-bullseye-amd64", "runtime-bookworm-amd64", "runtime-trixie-amd64", "runtime-rocky9-amd64", "runtime-ubuntu2404-amd64"]);
    }

    [Theory]
    [InlineData("bookworm-*")]
    [InlineData("trixie-arm64-cp313")]
    public void What_a_part_makes_has_the_keys_of_the_whole(string only)
    {
        var (whole, part) = (Example.Plan(), Example.Plan(only));

        part.TargetArtifacts.Select(package => (package.Archive, package.Key.Key))
            .ShouldBeSubsetOf(whole.TargetArtifacts.Select(package => (package.Archive, package.Key.Key)));
        part.Commands.Select(command => (command.Id, command.Key.Key)).ShouldBeSubsetOf(whole.Commands.Select(command => (command.Id, command.Key.Key)));
        part.Builders.Select(builder => builder.FriendlyTag).ShouldBeSubsetOf(whole.Builders.Select(builder => builder.FriendlyTag));
    }

    [Fact]
    public void The_source_distribution_is_in_the_part_of_the_first_target_alone()
    {
        Example.Plan("bullseye-amd64-cp39").Artifacts.Single(IsSdist).Key.Key.ShouldBe(Example.Plan().Artifacts.Single(IsSdist).Key.Key);
        Example
            .Plan("bullseye-amd64-cp39-abi3", "bookworm-*", "trixie-*", "rocky9-*", "ubuntu2404-*")
            .Artifacts.ShouldNotContain(artifact => artifact.Content is PlannedSdist);
    }

    [Fact]
    public void A_dist_without_its_source_distribution_is_not_whole() =>
        Example
            .Plan()
            .FileNames.Where(name => name.StartsWith("autobahn_nvx-1.4.0.tar.gz", StringComparison.Ordinal))
            .ShouldBe(["autobahn_nvx-1.4.0.tar.gz", "autobahn_nvx-1.4.0.tar.gz.md5", "autobahn_nvx-1.4.0.tar.gz.sha256"]);

    [Fact]
    public void A_leg_has_its_record_for_people()
    {
        var plan = Example.Plan("bookworm-arm64-cp311");
        var toolchains = new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["bookworm-amd64"] = new Dictionary<string, string> { ["glibc"] = "2.36", ["python"] = "Python 3.11.2" },
        };
        var wheel = plan.TargetArtifacts.ShouldHaveSingleItem();
        var staged = new StagedArchive(
            new Artifact(wheel.Archive, ArtifactKind.Wheel, wheel.Archive, new string('a', 64), 1, wheel.Target!.Id, wheel.Id, null),
            "",
            [],
            false
        );

        var text = Encoding.UTF8.GetString(new BuildInfo(plan, toolchains, []).Text(plan.Targets.ShouldHaveSingleItem(), [staged]));

        Golden.Matches(text);
        plan.FileNames.ShouldContain("build-info-bookworm-arm64-cp311.txt");
    }

    [Fact]
    public void A_changed_test_command_is_a_new_dist()
    {
        var changed = Example with { Yaml = Example.Yaml.Replace("-m nvx.selftest", "-m nvx.other", StringComparison.Ordinal) };

        changed.Plan().Key.ShouldNotBe(Example.Plan().Key);
        changed.Plan().TargetArtifacts.Select(package => package.Key.Key).ShouldBe(Example.Plan().TargetArtifacts.Select(package => package.Key.Key));
    }

    private static bool IsSdist(ArtifactStep artifact) => artifact.Content is PlannedSdist;

    private static PlanProject Same() =>
        Example with
        {
            Yaml = Example
                .Yaml.Replace("rocky9: manylinux_2_34", "rocky9: manylinux_2_31", StringComparison.Ordinal)
                .Replace("platform: [linux/amd64, linux/arm64]\n  variant", "platform: [linux/amd64]\n  variant", StringComparison.Ordinal)
                .Replace(
                    "    - {base: rocky9, platform: linux/arm64, build_platform: linux/arm64}\n"
                        + "    - {base: ubuntu2404, platform: linux/arm64, build_platform: linux/arm64}\n",
                    "    - {base: rocky9, suffix: \"\"}\n",
                    StringComparison.Ordinal
                ),
        };

    [GeneratedRegex("key [0-9a-f]{24}")]
    private static partial Regex Key();
}
