namespace Springform.Names;

/// <summary>What compiled code runs on: an operating system and a machine.</summary>
/// <param name="Os">linux, windows, darwin; null: whichever</param>
/// <param name="Machine">as <c>uname -m</c> prints it on Linux: x86_64, aarch64; null: whichever</param>
internal sealed record NativePlatform(string? Os, string? Machine)
{
    private static readonly IReadOnlyDictionary<string, string> Machines = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["amd64"] = "x86_64",
        ["arm64"] = "aarch64",
        ["386"] = "i686",
        ["arm"] = "armv7l",
        ["ppc64le"] = "ppc64le",
        ["s390x"] = "s390x",
        ["riscv64"] = "riscv64",
    };

    private static readonly IReadOnlyList<string> Systems = ["linux", "windows", "darwin"];

    /// <summary>For messages: <c>x86_64 Linux</c>.</summary>
    public string Words => string.Join(' ', new[] { Machine, SystemName(Os) }.OfType<string>());

    /// <param name="platform">linux/amd64, linux/arm/v7, windows/amd64, darwin/arm64</param>
    /// <returns>null when it is none that is known</returns>
    public static NativePlatform? Find(string platform) =>
        platform.Split('/') is [var os, var arch, ..] && Systems.Contains(os) && Machines.TryGetValue(arch, out var machine)
            ? new NativePlatform(os, machine)
            : null;

    /// <summary>The platforms that a wheel promises by its tag: two for a universal2 of macOS; none for <c>any</c>, and for what is not known.</summary>
    /// <param name="tag">manylinux_2_28_x86_64, win_amd64, macosx_11_0_universal2</param>
    public static IReadOnlyList<NativePlatform> OfWheel(string tag)
    {
        var os =
            tag.StartsWith("win", StringComparison.Ordinal) ? "windows"
            : tag.StartsWith("macosx_", StringComparison.Ordinal) ? "darwin"
            : tag.Contains("linux", StringComparison.Ordinal) ? "linux"
            : null;
        if (os is null)
            return [];
        if (tag.EndsWith("_universal2", StringComparison.Ordinal))
            return [new NativePlatform(os, "x86_64"), new NativePlatform(os, "aarch64")];
        var machine =
            tag == "win32" ? "i686"
            : tag.EndsWith("_amd64", StringComparison.Ordinal) ? "x86_64"
            : tag.EndsWith("_arm64", StringComparison.Ordinal) ? "aarch64"
            : Machines.Values.FirstOrDefault(known => tag.EndsWith($"_{known}", StringComparison.Ordinal));
        return machine is null ? [] : [new NativePlatform(os, machine)];
    }

    /// <summary>Code for the other runs on this: what either leaves open fits.</summary>
    public bool Runs(NativePlatform code) => (code.Os is null || code.Os == Os) && (code.Machine is null || code.Machine == Machine);

    private static string? SystemName(string? os) =>
        os switch
        {
            "linux" => "Linux",
            "windows" => "Windows",
            "darwin" => "macOS",
            _ => os,
        };
}
