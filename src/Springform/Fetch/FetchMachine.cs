using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Springform.Errors;
using Springform.Names;

namespace Springform.Fetch;

/// <summary>What fetched programs and libraries are to run on.</summary>
/// <param name="Platform">as Docker spells it</param>
/// <param name="Glibc">null: another C library, or it is not known</param>
/// <param name="IsMusl">the C library is musl</param>
/// <param name="IsGiven">by --platform: nothing is known of its C library</param>
internal sealed partial record FetchMachine(Platform Platform, VersionNumber? Glibc, bool IsMusl, bool IsGiven)
{
    /// <summary>The level of x86-64 that its processor has: x86-64-v3. Null: it is another processor, or not known.</summary>
    public string? Processor { get; init; }

    /// <summary>For messages: <c>linux/amd64 with glibc 2.36, x86-64-v3</c>.</summary>
    public string Words =>
        $"{Platform}{(Glibc is { } version ? $" with glibc {version}" : IsMusl ? " with musl" : "")}{(Processor is { } level ? $", {level}" : "")}";

    public static FetchMachine Of(Platform platform) => new(platform, null, IsMusl: false, IsGiven: true);

    /// <summary>This machine.</summary>
    /// <exception cref="SpringformException">E322 its system or processor is none that is known</exception>
    public static FetchMachine Current()
    {
        var os =
            OperatingSystem.IsWindows() ? "windows"
            : OperatingSystem.IsMacOS() ? "darwin"
            : "linux";
        var arch = RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => "amd64",
            Architecture.Arm64 => "arm64",
            Architecture.X86 => "386",
            Architecture.Arm or Architecture.Armv6 => "arm/v7",
            Architecture.Ppc64le => "ppc64le",
            Architecture.S390x => "s390x",
            Architecture.RiscV64 => "riscv64",
            var other => other.ToString(),
        };
        var platform =
            Platform.Find($"{os}/{arch}")
            ?? throw new SpringformException(
                new Problem(
                    ErrorCode.NothingFits,
                    $"{os}/{arch} is no platform that releases are made for",
                    "this machine",
                    $"name another with --platform; {Platform.Hint($"{os}/{arch}", Platform.All)}"
                )
            );
        var glibc = os == "linux" ? GlibcVersion() : null;
        return new FetchMachine(platform, glibc, IsMusl: os == "linux" && glibc is null, IsGiven: false) { Processor = Level() };
    }

    // Source: the microarchitecture levels of the x86-64 psABI. What .NET has no name for (F16C, MOVBE, OSXSAVE) comes with the rest of its level.
    private static string? Level() =>
        !X86Base.X64.IsSupported ? null
        : Avx512F.VL.IsSupported && Avx512BW.IsSupported && Avx512CD.IsSupported && Avx512DQ.IsSupported ? "x86-64-v4"
        : Avx2.IsSupported && Bmi1.IsSupported && Bmi2.IsSupported && Fma.IsSupported && Lzcnt.IsSupported ? "x86-64-v3"
        : Sse42.IsSupported && Popcnt.IsSupported ? "x86-64-v2"
        : "x86-64-v1";

    private static VersionNumber? GlibcVersion()
    {
        try
        {
            return Marshal.PtrToStringUTF8(GnuGetLibcVersion()) is { } text ? VersionNumber.Find(text) : null;
        }
        catch (Exception failure) when (failure is EntryPointNotFoundException or DllNotFoundException)
        {
            return null;
        }
    }

    /// <summary>gnu_get_libc_version(3): musl has no such function.</summary>
    [DllImport("libc", EntryPoint = "gnu_get_libc_version")]
    private static extern IntPtr GnuGetLibcVersion();
}
