using Springform.Config;
using Springform.Errors;
using Springform.Names;

namespace Springform.Tests.Config;

/// <summary>In which of the declared bases a target's artifacts are loaded.</summary>
public sealed class LoadBasesTests
{
    private const string Bases =
        "name: demo\nbases:\n  d11: {image: 'debian:bullseye'}\n  d12: {image: 'debian:12-slim'}\n"
        + "  d13: {image: 'example.org/own:1', mirror: {suite: trixie}}\n"
        + "  odd: {image: 'example.org/odd:1'}\n  new: {image: 'example.org/new:1', glibc: '2.99'}\n";

    [Theory]
    [InlineData("targets: {t: {platform: linux/amd64, base: d11}}", "d11 d12 d13 new")]
    [InlineData("targets: {t: {platform: linux/amd64, base: d13}}", "d13 new")]
    [InlineData("targets: {t: {platform: linux/amd64, base: odd}}", "odd")]
    [InlineData("targets: {t: {platform: linux/amd64, base: d13, abi: glibc 2.31}}", "d11 d12 d13 new")]
    [InlineData("targets: {t: {platform: linux/amd64, base: d11, abi: manylinux_2_35}}", "d12 d13 new")]
    [InlineData("targets: {t: {platform: linux/amd64, abi: 'glibc 2.41, gcc 14'}}", "d13 new")]
    [InlineData("targets: {t: {platform: linux/amd64, base: odd, abi: static}}", "odd")]
    [InlineData("targets: {t: {platform: linux/amd64, abi: static}}", "d11 d12 d13 odd new")]
    [InlineData("targets: {t: {platform: linux/amd64, abi: {exceptions: [a]}}}", "")]
    [InlineData("targets: {t: linux/amd64}", "")]
    [InlineData("targets: {t: {platform: linux/amd64, base: d11, smoke: {bases: [odd, d12]}}}", "odd d12")]
    public void The_targets_own_and_every_newer_one_or_those_that_are_named(string targets, string expected)
    {
        var config = YamlProject.Read(Bases + targets).Config;

        string.Join(' ', LoadBases.Of(config, ConfiguredTargets.Of(config)["t"])).ShouldBe(expected);
    }

    [Theory]
    [InlineData("debian:bookworm", null, "2.36")]
    [InlineData("docker.io/library/debian:11-slim", null, "2.31")]
    [InlineData("example.org/mine", "trixie", "2.41")]
    [InlineData("golang:1.23", null, null)]
    [InlineData("busybox", null, null)]
    public void Known_releases_have_a_known_glibc(string image, string? suite, string? expected) => GlibcReleases.Of(image, suite).ShouldBe(expected);

    [Fact]
    public void A_version_of_glibc_that_is_none_is_refused() =>
        Should
            .Throw<SpringformException>(() => YamlProject.Read("name: demo\nbases: {a: {image: 'debian:12', glibc: 'two'}}\n"))
            .Problems.ShouldHaveSingleItem()
            .What.ShouldBe("bases.a.glibc is 'two', which is not a version of glibc");
}
