namespace Springform.Plan;

/// <summary>A platform as Docker spells it, and the names others give it.</summary>
/// <param name="Name">linux/amd64</param>
/// <param name="KernelName">x86_64 (uname -m)</param>
/// <param name="DebianName">amd64</param>
/// <param name="DotnetName">linux-x64</param>
/// <param name="Architecture">OCI architecture: amd64</param>
/// <param name="Variant">OCI variant: v7; null for most</param>
public sealed record Platform(string Name, string KernelName, string DebianName, string DotnetName, string Architecture, string? Variant = null)
{
    // Source: Docker's platform list and Debian's port list, 2026-11.
    public static readonly IReadOnlyList<Platform> Known =
    [
        new("linux/amd64", "x86_64", "amd64", "linux-x64", "amd64"),
        new("linux/arm64", "aarch64", "arm64", "linux-arm64", "arm64"),
        new("linux/386", "i686", "i386", "linux-x86", "386"),
        new("linux/arm/v7", "armv7l", "armhf", "linux-arm", "arm", "v7"),
        new("linux/ppc64le", "ppc64le", "ppc64el", "linux-ppc64le", "ppc64le"),
        new("linux/s390x", "s390x", "s390x", "linux-s390x", "s390x"),
        new("linux/riscv64", "riscv64", "riscv64", "linux-riscv64", "riscv64"),
    ];

    public static Platform? Find(string name) => Known.FirstOrDefault(platform => platform.Name == name);

    /// <summary>For names that validation has let through.</summary>
    public static Platform Parse(string name) =>
        Find(name) ?? throw new ArgumentException($"'{name}' is not a known platform", nameof(name));
}
