using Springform.Errors;

namespace Springform.Names;

/// <summary>What an image or artifact runs on, in every spelling that the tools around want. The one place where they are derived.</summary>
/// <param name="Docker">as Docker spells it: linux/amd64, linux/arm/v7, darwin/arm64</param>
/// <param name="Kernel">as <c>uname -m</c> prints it: x86_64, aarch64, and arm64 on macOS; also a recipe's TOOL_ARCH</param>
/// <param name="DotNet">runtime identifier: linux-x64</param>
/// <param name="Debian">as <c>dpkg --print-architecture</c> prints it: amd64, armhf; for other systems with the system's name</param>
/// <param name="Go">GOARCH: amd64, arm</param>
/// <remarks>
/// Sources: Docker's platform specifiers (containerd/platforms), .NET's RID catalogue, Debian's ostable and cputable, <c>go tool dist list</c>.
/// </remarks>
internal sealed record Platform(string Docker, string Kernel, string DotNet, string Debian, string Go)
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
        new("windows/amd64", "x86_64", "win-x64", "windows-amd64", "amd64"),
        new("darwin/amd64", "x86_64", "osx-x64", "darwin-amd64", "amd64"),
        new("darwin/arm64", "arm64", "osx-arm64", "darwin-arm64", "arm64"),
    ];

    /// <summary>Those that containers run: images, tools and builds are of one of them. Artifacts can be for any.</summary>
    public static IReadOnlyList<Platform> OfContainers { get; } = [.. All.Where(platform => platform.IsLinux)];

    /// <summary>linux, windows, darwin</summary>
    public string Os => Docker.Split('/')[0];

    /// <summary>Containers run it: artifacts can be loaded in one, and their ELF files held to a policy.</summary>
    public bool IsLinux => Os == "linux";

    /// <summary>
    /// Docker's architecture and variant as one word, for names of targets and files: amd64, arm64, armv7. Also TARGETARCH where there is no variant.
    /// </summary>
    public string Arch => string.Concat(Docker.Split('/')[1..]);

    /// <summary>Docker's architecture without variant, as an image's config and TARGETARCH have it: amd64, arm.</summary>
    public string Architecture => Docker.Split('/')[1];

    /// <summary>Docker's variant, e.g. v7; null for most.</summary>
    public string? Variant => Docker.Split('/').ElementAtOrDefault(2);

    /// <summary>Null when Docker's spelling is not one of <see cref="All"/>.</summary>
    public static Platform? Find(string docker) => All.FirstOrDefault(platform => platform.Docker == docker);

    /// <summary>Of a name that was checked before (configuration is); anything else is a bug.</summary>
    public static Platform Of(string docker) => Find(docker) ?? throw new ArgumentException($"'{docker}' is not a known platform", nameof(docker));

    /// <summary>
    /// The <c>fix</c> line for an unknown name: all that are known, and the one that was probably meant. Other spellings are known too: x86_64 is linux/amd64,
    /// macos-arm64 is darwin/arm64. A name of one system never leads to another's.
    /// </summary>
    /// <param name="among">what the place allows</param>
    public static string Hint(string name, IReadOnlyList<Platform> among)
    {
        var all = $"use one of: {string.Join(", ", among.Select(platform => platform.Docker))}";
        return Meant(name.ToLowerInvariant(), among) is { } meant ? $"did you mean '{meant}'? Otherwise {all}" : all;
    }

    private static string? Meant(string name, IReadOnlyList<Platform> among)
    {
        var parts = name.Split(['/', '-'], 2);
        if (Systems.GetValueOrDefault(parts[0]) is { } system)
        {
            var own = among.Where(platform => platform.Os == system).ToList();
            return parts.Length == 2 ? Of(parts[1], own)?.Docker
                : own.Count == 1 ? own[0].Docker
                : null;
        }

        return among.FirstOrDefault(platform => platform.Spellings.Contains(name) || platform.Spellings.Contains(parts[^1]))?.Docker
            ?? Nearest.To(name, among.Select(platform => platform.Docker));
    }

    // adm64 is amd64; arm64 is never amd64, for it is another architecture's name.
    private static Platform? Of(string architecture, IReadOnlyList<Platform> own)
    {
        var arch =
            All.FirstOrDefault(platform => platform.Spellings.Contains(architecture) || platform.Spellings.Contains(architecture.Split('/')[0]))?.Arch
            ?? Nearest.To(architecture, own.Select(platform => platform.Arch));
        return own.FirstOrDefault(platform => platform.Arch == arch);
    }

    public override string ToString() => Docker;

    private static readonly Dictionary<string, string> Systems = new(StringComparer.Ordinal)
    {
        ["linux"] = "linux",
        ["windows"] = "windows",
        ["win"] = "windows",
        ["win32"] = "windows",
        ["darwin"] = "darwin",
        ["macos"] = "darwin",
        ["mac"] = "darwin",
        ["osx"] = "darwin",
    };

    private IEnumerable<string> Spellings => [Docker, Kernel, DotNet, Debian, Go, Arch, DotNet.Split('-')[1]];
}
