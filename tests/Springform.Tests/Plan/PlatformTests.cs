using Springform.Plan;

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
        Platform.Find("linux/x86_64").ShouldBeNull();
        Should.Throw<ArgumentException>(() => Platform.Of("amd64"));
    }

    [Theory]
    [InlineData("x86_64", "linux/amd64")]
    [InlineData("linux/aarch64", "linux/arm64")]
    [InlineData("linux-x64", "linux/amd64")]
    [InlineData("armhf", "linux/arm/v7")]
    [InlineData("linux/adm64", "linux/amd64")]
    public void Another_spelling_leads_to_dockers(string name, string docker) =>
        Platform.Hint(name).ShouldBe($"did you mean '{docker}'?");

    [Fact]
    public void No_two_platforms_share_a_spelling()
    {
        Platform.All.Select(platform => platform.Docker).ShouldBeUnique();
        Platform.All.Select(platform => platform.Debian).ShouldBeUnique();
        Platform.All.Select(platform => platform.Kernel).ShouldBeUnique();
    }
}
