using Springform.Images;

namespace Springform.Tests.Images;

public sealed class AptSourcesTests : IDisposable
{
    private readonly TemporaryFolder _apt = new();

    public void Dispose() => _apt.Dispose();

    [Fact]
    public void A_host_without_sources_leaves_the_choice_to_mmdebstrap() => Lines("bookworm").ShouldBeEmpty();

    [Fact]
    public void The_hosts_own_mirror_serves_other_suites_of_its_distribution_too()
    {
        _apt.File(
            "sources.list.d/debian.sources",
            """
            Types: deb deb-src
            # http://snapshot.example/archive/debian/20250520T000000Z
            URIs: http://mirror.example/debian/
            Suites: bookworm bookworm-updates
            Components: main
            Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

            Types: deb
            URIs:
             http://mirror.example/debian-security
            Suites: bookworm-security
            Components: main
            """
        );

        Lines("bookworm")
            .ShouldBe([
                "deb http://mirror.example/debian bookworm main",
                "deb http://mirror.example/debian bookworm-updates main",
                "deb http://mirror.example/debian-security bookworm-security main",
            ]);
        Lines("trixie")[0].ShouldBe("deb http://mirror.example/debian trixie main");
    }

    [Fact]
    public void The_one_line_format_is_read_with_its_options_and_comments()
    {
        _apt.File(
            "sources.list",
            """
            # deb http://old.example/debian bookworm main
            deb-src http://sources.example/debian bookworm main
            deb cdrom:[Debian]/ bookworm main
            deb [arch=amd64 signed-by=/k.gpg]	http://mirror.example/debian   bookworm main contrib # ours
            """
        );

        Lines("bookworm").ShouldBe(["deb http://mirror.example/debian bookworm main"]);
    }

    [Fact]
    public void The_suites_own_entry_comes_before_another_suites()
    {
        _apt.File("sources.list", "deb http://a.example/debian bookworm main\ndeb http://b.example/debian trixie main\n");

        Lines("trixie").ShouldBe(["deb http://b.example/debian trixie main"]);
    }

    [Fact]
    public void Disabled_foreign_and_third_party_entries_are_not_mirrors()
    {
        _apt.File("sources.list.d/a.sources", "Types: deb\nURIs: http://off.example/debian\nSuites: bookworm\nComponents: main\nEnabled: no\n");
        _apt.File("sources.list.d/b.list", "deb https://packages.example/apt cloud-sdk-bookworm main\ndeb http://archive.example/ubuntu noble main\n");
        _apt.File("sources.list.d/c.list.disabled", "deb http://off.example/debian bookworm main\n");

        Lines("bookworm").ShouldBeEmpty();
        Lines("noble").ShouldBe(["deb http://archive.example/ubuntu noble main"]);
    }

    [Fact]
    public void Ubuntus_ports_lie_elsewhere_and_are_left_to_mmdebstrap()
    {
        _apt.File("sources.list", "deb http://archive.example/ubuntu noble main\n");

        Lines("noble", "arm64").ShouldBeEmpty();
    }

    [Fact]
    public void Updates_without_the_release_itself_are_no_mirror()
    {
        _apt.File("sources.list", "deb http://mirror.example/debian bookworm-updates main\n");

        Lines("bookworm").ShouldBeEmpty();
    }

    private IReadOnlyList<string> Lines(string suite, string architecture = "amd64") => new AptSources(_apt.Path).LinesFor(suite, architecture);
}
