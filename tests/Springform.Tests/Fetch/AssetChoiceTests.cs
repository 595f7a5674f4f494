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

    /// <summary>A library of objects has no loader that could refuse it: it goes into a program of its user's.</summary>
    [Theory]
    [InlineData("objects", null, null)]
    [InlineData("objects, glibc 2.32", "glibc 2.32", null)]
    [InlineData("objects, x86-64-v2", null, "x86-64-v2")]
    [InlineData("glibc 2.31, x86-64-v3", "glibc 2.31", "x86-64-v3")]
    [InlineData("glibc 2.31 exactly", "glibc 2.31", null)]
    [InlineData("glibc", "glibc 2.0", null)]
    [InlineData("static, x86-64-v3", "static", "x86-64-v3")]
    [InlineData("musl", "musl", null)]
    [InlineData(null, null, null)]
    public void What_CheckAbi_says_in_a_few_words_is_what_the_index_asks_of_a_machine(string? words, string? floor, string? processor)
    {
        FetchFloor.Of(words).ShouldBe((floor, processor));
        var asset = Asset("a.tgz", "linux/amd64", floor) with { Processor = processor };
        var machine = new FetchMachine(Amd64, floor == "musl" ? null : VersionNumber.Of("2.36"), floor == "musl", false) { Processor = "x86-64-v3" };

        AssetChoice.Of([asset], machine, null, "demo", "the lock").Asset.ShouldBe(asset);
    }

    [Fact]
    public void A_processor_gets_the_highest_level_that_it_has_and_none_above()
    {
        IReadOnlyList<FetchAsset> levels =
        [
            Asset("a.tgz", "linux/amd64", "glibc 2.31"),
            Asset("a-v3.tgz", "linux/amd64", "glibc 2.31") with
            {
                Processor = "x86-64-v3",
            },
        ];
        var machine = new FetchMachine(Amd64, VersionNumber.Of("2.36"), false, false);

        NameFor(machine with { Processor = "x86-64-v4" }).ShouldBe("a-v3.tgz");
        NameFor(machine with { Processor = "x86-64-v2" }).ShouldBe("a.tgz");
        NameFor(machine).ShouldBe("a.tgz");
        NameFor(FetchMachine.Of(Amd64)).ShouldBe("a.tgz");
        Should
            .Throw<SpringformException>(() => AssetChoice.Of([levels[1]], machine with { Processor = "x86-64-v2" }, null, "demo", "the lock"))
            .Problems.ShouldHaveSingleItem()
            .What.ShouldBe("demo has no archive that runs on linux/amd64 with glibc 2.36, x86-64-v2: the nearest, a-v3.tgz, needs glibc 2.31, x86-64-v3");

        string NameFor(FetchMachine there) => AssetChoice.Of(levels, there, null, "demo", "the lock").Asset.Name;
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
        (machine.Processor is not null).ShouldBe(machine.Platform.Arch == "amd64");
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
