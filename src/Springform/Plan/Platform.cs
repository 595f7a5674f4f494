namespace Springform.Plan;

/// <summary>What an image or artifact runs on, in every spelling that the tools around want. The one place where they are derived.</summary>
/// <param name="Docker">as Docker spells it: linux/amd64, linux/arm/v7</param>
/// <param name="Kernel">as <c>uname -m</c> prints it: x86_64, aarch64; also a recipe's TOOL_ARCH</param>
/// <param name="DotNet">runtime identifier: linux-x64</param>
/// <param name="Debian">as <c>dpkg --print-architecture</c> prints it: amd64, armhf</param>
/// <param name="Go">GOARCH: amd64, arm</param>
/// <remarks>Sources: Docker's platform specifiers (containerd/platforms), .NET's RID catalogue, Debian's ostable and cputable, <c>go tool dist list</c>.</remarks>
public sealed record Platform(string Docker, string Kernel, string DotNet, string Debian, string Go)
{
    /// <summary>All that is known, the usual ones first.</summary>
    public static IReadOnlyList<Platform> All { get; } =
    [
        new("linux/amd64", "x86_64", "linux-x64", "amd64", "amd64"),
        new("linux/arm64", "aarch64", "linux-arm64", "arm64", "arm64"),
        new("linux/386", "i686", "linux-x86", "i386", "386"),
        new("linux/arm/v7", "armv7l", "linux-arm", "armhf", "arm"),
        new("linux/ppc64le", "ppc64le", "linux-ppc64le", "ppc64el", "ppc64le"),
        new("linux/s390x", "s390x", "linux-s390x", "s390x", "s390x"),
        new("linux/riscv64", "riscv64", "linux-riscv64", "riscv64", "riscv64"),
    ];

    /// <summary>linux</summary>
    public string Os => Docker.Split('/')[0];

    /// <summary>Docker's architecture and variant as one word, for names of targets and files: amd64, arm64, armv7. Also TARGETARCH where there is no variant.</summary>
    public string Arch => string.Concat(Docker.Split('/')[1..]);

    /// <summary>Docker's architecture without variant, as an image's config and TARGETARCH have it: amd64, arm.</summary>
    public string Architecture => Docker.Split('/')[1];

    /// <summary>Docker's variant, e.g. v7; null for most.</summary>
    public string? Variant => Docker.Split('/').ElementAtOrDefault(2);

    /// <summary>Null when Docker's spelling is not one of <see cref="All"/>.</summary>
    public static Platform? Find(string docker) => All.FirstOrDefault(platform => platform.Docker == docker);

    /// <summary>Of a name that was checked before (configuration is); anything else is a bug.</summary>
    public static Platform Of(string docker) =>
        Find(docker) ?? throw new ArgumentException($"'{docker}' is not a known platform", nameof(docker));

    /// <summary>The <c>fix</c> line for an unknown name; knows the other spellings too: x86_64 was meant to be linux/amd64.</summary>
    public static string Hint(string name)
    {
        var last = name.Split('/', '-')[^1];
        var other = All.FirstOrDefault(platform => platform.Spellings.Contains(name) || platform.Spellings.Contains(last));
        return other is null ? Nearest.Hint(name, [.. All.Select(platform => platform.Docker)]) : $"did you mean '{other.Docker}'?";
    }

    public override string ToString() => Docker;

    private IEnumerable<string> Spellings => [Docker, Kernel, DotNet, Debian, Go, Arch, DotNet.Split('-')[1]];
}
