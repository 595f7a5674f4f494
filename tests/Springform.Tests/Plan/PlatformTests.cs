using Springform.Names;

namespace Springform.Tests.Plan;

public sealed class PlatformTests
{
    [Fact]
    public void A_platform_has_every_spelling()
    {
        var platform = Platform.Of("linux/arm/v7");

        platform.ShouldBe(new Platform("linux/arm/v7", "armv7l", "linux-arm", "armhf", "arm"));
        (platform.Os, platform.Arch, platform.Architecture, platform.Variant).ShouldBe(("linux", "armv7", "arm", "v7"));
        Platform.Of("linux/amd64").Variant.ShouldBeNull();
        (Platform.Of("darwin/arm64").Os, Platform.Of("darwin/arm64").IsLinux, Platform.Of("linux/386").IsLinux).ShouldBe(("darwin", false, true));
        Platform.Find("linux/x86_64").ShouldBeNull();
        Should.Throw<ArgumentException>(() => Platform.Of("amd64"));
    }

    [Theory]
    [InlineData("x86_64", "linux/amd64")]
    [InlineData("linux/aarch64", "linux/arm64")]
    [InlineData("linux-x64", "linux/amd64")]
    [InlineData("armhf", "linux/arm/v7")]
    [InlineData("linux/adm64", "linux/amd64")]
    [InlineData("win-x64", "windows/amd64")]
    [InlineData("windows", "windows/amd64")]
    [InlineData("Windows/x86_64", "windows/amd64")]
    [InlineData("windows/adm64", "windows/amd64")]
    [InlineData("macos/arm64", "darwin/arm64")]
    [InlineData("osx-x64", "darwin/amd64")]
    [InlineData("darwin/aarch64", "darwin/arm64")]
    public void Another_spelling_leads_to_dockers(string name, string docker) =>
        Platform.Hint(name, Platform.All).ShouldStartWith($"did you mean '{docker}'? ");

    [Theory]
    [InlineData("windows/arm64")]
    [InlineData("windows/386")]
    [InlineData("darwin")]
    [InlineData("macos-riscv64")]
    [InlineData("plan9/mips")]
    public void A_name_of_one_system_never_leads_to_another_but_to_the_list(string name) =>
        Platform
            .Hint(name, Platform.All)
            .ShouldBe(
                "use one of: linux/amd64, linux/arm64, linux/386, linux/arm/v7, linux/ppc64le, linux/s390x, linux/riscv64, windows/amd64, "
                    + "darwin/amd64, darwin/arm64"
            );

    [Fact]
    public void No_two_platforms_share_a_spelling()
    {
        Platform.All.Select(platform => platform.Docker).ShouldBeUnique();
        Platform.All.Select(platform => platform.Debian).ShouldBeUnique();
        Platform.OfContainers.Select(platform => platform.Kernel).ShouldBeUnique();
        Platform.All.Select(platform => platform.DotNet).ShouldBeUnique();
    }
}
