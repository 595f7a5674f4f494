using Springform.Config;

namespace Springform.Tests.Config;

public sealed class WheelRulesTests
{
    private const string Head = """
        name: demo
        bases: {bookworm: 'debian:bookworm'}
        builder: {image: demo-builder, dockerfile: builder/Dockerfile}
        targets: {a: {platform: linux/amd64, base: bookworm, python: cp311}}

        """;

    [Fact]
    public void Wheels_are_checked() =>
        Golden.Matches(
            YamlProject.Transcript(
                Head + "wheels: {extensions: [demo._fast], policies: {bookworm: manylinux_2_36}, runtime: runtime}",
                Head + "wheels: {}",
                Head + "wheels: {extensions: [], policies: {bookworm: linux}, runtime: runtime}",
                Head + "wheels: {extensions: [demo/_fast.so], policies: {bookwrom: manylinux_2_36}, runtime: runtime, prefer: [trixie]}",
                Head + "wheels: {extensions: [a], policies: {bookworm: manylinux_2_99}, runtime: runtime, interpreters: {pypy: pypy3}, distribution: '{nmae}'}",
                Head + "wheels: {extensions: [a], policies: {bookworm: manylinux_2_36}, runtime: runtime, sdist: '*.tar.gz'}",
                Head.Replace("python: cp311", "python: cp3.11", StringComparison.Ordinal)
                    + "wheels: {extensions: [a], policies: {bookworm: manylinux_2_36}, runtime: runtime}",
                Head.Replace(", python: cp311", "", StringComparison.Ordinal)
                    + "wheels: {extensions: [a], policies: {bookworm: manylinux_2_36}, runtime: runtime}",
                Head.Replace("base: bookworm, ", "", StringComparison.Ordinal)
                    + "wheels: {extensions: [a], policies: {bookworm: manylinux_2_36}, runtime: runtime}",
                Head,
                "name: demo\nwheels: {extensions: [a], policies: {}, runtime: runtime}",
                "name: demo\nbases: {a: 'debian:bookworm', b: {image: 'debian:trixie', when: 'ALL BASES'}, c: {image: 'debian:sid', when: ALL}}\n"
                    + "matrix: {base: [a, b], platform: [linux/amd64], variant: {x: {base: [c], platform: [linux/arm64]}}}"
            )
        );

    [Fact]
    public void A_base_with_a_variable_takes_part_only_while_it_is_set()
    {
        var config = YamlProject
            .Read(
                "name: demo\nbases: {a: 'debian:bookworm', b: {image: 'debian:trixie', when: ALL}}\n"
                    + "matrix: {base: [a, b], platform: [linux/amd64], include: [{base: b, suffix: -b}]}"
            )
            .Config;

        ConfiguredTargets.Of(OptionalBases.Choose(config, _ => null)).Keys.ShouldBe(["a-amd64"]);
        ConfiguredTargets.Of(OptionalBases.Choose(config, _ => "")).Keys.ShouldBe(["a-amd64"]);
        ConfiguredTargets.Of(OptionalBases.Choose(config, name => name == "ALL" ? "1" : null)).Keys.ShouldBe(["a-amd64", "b-amd64"]);
    }
}
