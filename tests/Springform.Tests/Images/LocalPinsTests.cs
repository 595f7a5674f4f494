using Springform.Config;
using Springform.Errors;
using Springform.Images;
using Springform.Plan;

namespace Springform.Tests.Images;

public sealed class LocalPinsTests : IDisposable
{
    private static readonly string Digest = $"sha256:{new string('a', 64)}";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_a_file_nothing_is_pinned() => Pins().Read(new ProjectConfig()).ShouldBeEmpty();

    [Fact]
    public void What_was_set_is_read_again_by_image_and_platform()
    {
        var amd64 = Planned("linux/amd64");
        var arm64 = Planned("linux/arm64");
        Pins().Set(amd64, new BasePin(BaseSource.Registry, $"sha256:{new string('b', 64)}"));
        Pins().Set(arm64, new BasePin(BaseSource.Mirror, Digest));
        Pins().Set(amd64, new BasePin(BaseSource.Registry, Digest));

        var read = Pins().Read(Config("bookworm"));

        read.Count.ShouldBe(2);
        read["debian:bookworm linux/amd64"].ShouldBe(new BasePin(BaseSource.Registry, Digest));
        read["debian:bookworm linux/arm64"].ShouldBe(new BasePin(BaseSource.Mirror, Digest));
    }

    [Fact]
    public void The_image_of_a_running_container_is_known_for_one_run_and_never_kept()
    {
        var pins = Pins();
        pins.Set(Planned("linux/amd64"), new BasePin(BaseSource.Container, Digest));

        pins.Read(new ProjectConfig()).ShouldHaveSingleItem().Value.ShouldBe(new BasePin(BaseSource.Container, Digest));
        Pins().Read(new ProjectConfig()).ShouldBeEmpty();
    }

    [Fact]
    public void A_mirror_made_base_is_forgotten_when_its_recipe_changed()
    {
        Pins().Set(Planned("linux/amd64"), new BasePin(BaseSource.Mirror, Digest));

        Pins().Read(Config("bookworm")).Count.ShouldBe(1);
        Pins().Read(Config("trixie")).ShouldBeEmpty();
        Pins().Read(Config("bookworm", "gcc")).ShouldBeEmpty();
        Pins().Read(new ProjectConfig()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[null]")]
    [InlineData("""[{ "image": "debian", "platform": "linux/amd64", "source": "registry" }]""")]
    [InlineData(
        """[{ "image": "debian", "platform": "linux/amd64", "source": "moon","""
            + """ "digest": "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" }]"""
    )]
    [InlineData("""[{ "image": "debian", "platform": "linux/amd64", "source": "registry", "digest": "sha256:short" }]""")]
    [InlineData(
        """[{ "image": "debian", "platform": "linux/amd64", "source": "registry","""
            + """ "digest": "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "extra": 1 }]"""
    )]
    public void A_damaged_file_is_E103_and_says_what_to_do(string text)
    {
        _folder.File("pins.json", text);

        var error = Should.Throw<SpringformException>(() => Pins().Read(new ProjectConfig()));

        error.Problems[0].Code.ShouldBe(ErrorCode.InvalidValue);
        error.Problems[0].Fix.ShouldStartWith("delete the file");
    }

    private static PlannedBase Planned(string platform) => new("bookworm", "debian:bookworm", platform, "bookworm", [], null);

    private static ProjectConfig Config(string suite, params string[] packages) =>
        new()
        {
            Bases = new Dictionary<string, BaseConfig>
            {
                ["bookworm"] = new()
                {
                    Image = "debian:bookworm",
                    Mirror = new MirrorConfig { Suite = suite, Packages = packages },
                },
            },
        };

    private LocalPins Pins() => new(Path.Combine(_folder.Path, "pins.json"));
}
