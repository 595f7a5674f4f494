namespace Springform.Images;

/// <summary>A distribution that mmdebstrap can make a base of.</summary>
/// <param name="Suites">code names, oldest first, then the moving names</param>
/// <param name="Keyring">what signs its archive, as its <paramref name="KeyringPackage"/> installs it</param>
/// <param name="Ports">Debian architectures whose packages lie on another server than the rest</param>
internal sealed record Distribution(string Name, IReadOnlyList<string> Suites, string Keyring, string KeyringPackage, IReadOnlyList<string> Ports)
{
    // Sources: debian.org/releases and wiki.ubuntu.com/Releases, 2026-11; ports.ubuntu.com.
    public static readonly IReadOnlyList<Distribution> Known =
    [
        new(
            "debian",
            ["buster", "bullseye", "bookworm", "trixie", "forky", "duke", "sid", "oldoldstable", "oldstable", "stable", "testing", "unstable"],
            "/usr/share/keyrings/debian-archive-keyring.gpg",
            "debian-archive-keyring",
            []
        ),
        new(
            "ubuntu",
            ["bionic", "focal", "jammy", "noble", "plucky", "questing", "resolute"],
            "/usr/share/keyrings/ubuntu-archive-keyring.gpg",
            "ubuntu-keyring",
            ["arm64", "armhf", "ppc64el", "s390x", "riscv64"]
        ),
    ];

    /// <summary>The server of an architecture.</summary>
    public string ArchiveOf(string architecture) =>
        Name == "debian" ? "http://deb.debian.org/debian"
        : Ports.Contains(architecture) ? "http://ports.ubuntu.com/ubuntu-ports"
        : "http://archive.ubuntu.com/ubuntu";

    public static Distribution? OfSuite(string suite) => Known.FirstOrDefault(distribution => distribution.Suites.Contains(suite));
}
