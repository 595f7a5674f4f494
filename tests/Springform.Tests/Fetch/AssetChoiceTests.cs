using Springform.Errors;
using Springform.Fetch;
using Springform.Names;
using Springform.Package.Fetching;

namespace Springform.Tests.Fetch;

/// <summary>Which archive of a release a machine gets, and why.</summary>
public sealed class AssetChoiceTests
{
    private static readonly Platform Amd64 = Platform.Of("linux/amd64");

    private static readonly IReadOnlyList<FetchAsset> Release =
    [
        Asset("a-2.31.tgz", "linux/amd64", "glibc 2.31"),
        Asset("a-2.36.tgz", "linux/amd64", "glibc 2.36"),
        Asset("a-static.tgz", "linux/amd64", "static"),
        Asset("a-musl.tgz", "linux/arm64", "musl"),
        Asset("a-arm.tgz", "linux/arm64", "glibc 2.28"),
        Asset("a-debug.tgz", "linux/amd64", null, "debug"),
        Asset("a.zip", "windows/amd64", null),
    ];

    [Theory]
    [InlineData("2.41", "a-2.36.tgz", "needs glibc 2.36, and this machine has glibc 2.41")]
    [InlineData("2.36", "a-2.36.tgz", "needs glibc 2.36, and this machine has glibc 2.36")]
    [InlineData("2.35", "a-2.31.tgz", "needs glibc 2.31, and this machine has glibc 2.35")]
    [InlineData("2.4", "a-static.tgz", "for linux/amd64, linked statically")]
    public void The_highest_floor_that_the_machine_meets_is_taken_and_else_what_needs_nothing(string glibc, string name, string why)
    {
        var choice = AssetChoice.Of(Release, new FetchMachine(Amd64, VersionNumber.Of(glibc), false, false), null, "demo", "the lock");

        choice.Asset.Name.ShouldBe(name);
        choice.Why.ShouldBe(why);
    }

    [Fact]
    public void Musl_is_for_musl()
    {
        var arm = Platform.Of("linux/arm64");

        AssetChoice.Of(Release, new FetchMachine(arm, null, true, false), null, "demo", "the lock").Asset.Name.ShouldBe("a-musl.tgz");
        AssetChoice.Of(Release, new FetchMachine(arm, VersionNumber.Of("2.36"), false, false), null, "demo", "the lock").Asset.Name.ShouldBe("a-arm.tgz");
    }

    [Fact]
    public void Where_nothing_fits_the_nearest_is_named_with_its_floor() =>
        Refused(new FetchMachine(Platform.Of("linux/arm64"), VersionNumber.Of("2.17"), false, false), null)
            .ShouldBe("demo has no archive that runs on linux/arm64 with glibc 2.17: the nearest, a-arm.tgz, needs glibc 2.28");

    [Fact]
    public void A_platform_that_is_missing_is_told() =>
        Refused(FetchMachine.Of(Platform.Of("darwin/arm64")), null).ShouldBe("demo has no archive for darwin/arm64");

    [Fact]
    public void A_variant_is_taken_when_it_is_asked_for()
    {
        AssetChoice.Of(Release, FetchMachine.Of(Amd64), "debug", "demo", "the lock").Asset.Name.ShouldBe("a-debug.tgz");
        Refused(FetchMachine.Of(Amd64), "fast").ShouldBe("demo has no archive for linux/amd64 of the variant fast");
    }

    [Fact]
    public void For_a_platform_that_is_only_named_the_lowest_floor_is_taken()
    {
        var choice = AssetChoice.Of([.. Release.Where(asset => asset.Floor != "static")], FetchMachine.Of(Amd64), null, "demo", "the lock");

        choice.Asset.Name.ShouldBe("a-2.31.tgz");
        choice.Why.ShouldBe("for linux/amd64, needs glibc 2.31; --platform says nothing of its C library");
    }

    [Fact]
    public void This_machine_is_known()
    {
        var machine = FetchMachine.Current();

        machine.Platform.IsLinux.ShouldBeTrue();
        (machine.Glibc is not null || machine.IsMusl).ShouldBeTrue();
    }

    private static string Refused(FetchMachine machine, string? variant)
    {
        var problem = Should.Throw<SpringformException>(() => AssetChoice.Of(Release, machine, variant, "demo", "the lock")).Problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe(ErrorCode.NothingFits);
        return problem.What;
    }

    private static FetchAsset Asset(string name, string platform, string? floor, string? variant = null) =>
        new()
        {
            Name = name,
            Platform = platform,
            Os = Platform.Of(platform).Os,
            Arch = Platform.Of(platform).Arch,
            Floor = floor,
            Variant = variant,
            Size = 1,
            Sha256 = new string('0', 64),
            Entries = 1,
            UnpackedSize = 1,
            Files = [new FetchFile("a", 1, new string('0', 64))],
        };
}
