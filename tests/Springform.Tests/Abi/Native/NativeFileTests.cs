using System.Text;
using Springform.Abi;
using Springform.Abi.Elf;
using Springform.Abi.Policies;
using Springform.Abi.Walking;
using Springform.Errors;
using Springform.Names;
using static Springform.Tests.Abi.Native.NativeBytes;

namespace Springform.Tests.Abi.Native;

/// <summary>What a file is for is read from its bytes, whatever its format, and held to the platform that its archive is for.</summary>
public sealed class NativeFileTests
{
    private const uint Arm64 = 0x0100000C;
    private const uint X64 = 0x01000007;

    public static TheoryData<string, byte[], string> Files =>
        new()
        {
            { "a program for Windows", Pe(0x8664), "x86_64 Windows" },
            { "a library for Windows on ARM", Pe(0xAA64, isLibrary: true), "aarch64 Windows" },
            { "32 bits", Pe(0x014C, is64: false), "i686 Windows" },
            { "a program for EFI", Pe(0x8664, subsystem: 10), "x86_64 EFI" },
            { "a .NET assembly", Pe(0x014C, is64: false, isLibrary: true, cliFlags: 1), "" },
            { "a .NET assembly that prefers 32 bits", Pe(0x014C, is64: false, cliFlags: 0x20003), "" },
            { "a .NET assembly for 32 bits", Pe(0x014C, is64: false, cliFlags: 3), "i686" },
            { "a .NET assembly for x64", Pe(0x8664, cliFlags: 1), "x86_64" },
            { "a .NET assembly compiled for Linux", Pe(0x8664 ^ 0x7B79, cliFlags: 1, isReadyToRun: true), "x86_64 Linux" },
            { "a .NET assembly compiled for macOS", Pe(0xAA64 ^ 0x4644, cliFlags: 1, isReadyToRun: true), "aarch64 macOS" },
            { "a .NET assembly with code of Windows", Pe(0x8664, cliFlags: 0), "x86_64 Windows" },
            { "an object for Windows", Coff(0x8664), "x86_64 Windows" },
            { "an import for Windows", Import(0xAA64), "aarch64 Windows" },
            { "a program for macOS", Mach(Arm64), "aarch64 macOS" },
            { "without a version", Mach(X64, platform: 0), "x86_64 macOS" },
            { "a program for iOS", Mach(Arm64, platform: 2), "aarch64 iOS or the like" },
            { "a PowerPC program", Mach(18, is64: false, bigEndian: true), "ppc macOS" },
            { "a universal library", Universal((X64, Mach(X64, 6)), (Arm64, Mach(Arm64, 6))), "x86_64 macOS,aarch64 macOS" },
            { "a universal static library", Universal((X64, "!<arch>\n"u8.ToArray())), "x86_64 macOS" },
            { "a Java class", [0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 52, .. new byte[100]], "" },
            { "a text that begins like a program", Encoding.ASCII.GetBytes("MZ is what DOS programs begin with. " + new string('.', 300)), "" },
            { "a DOS program", [.. "MZ"u8, .. new byte[200]], "" },
            { "data that begins like an object", [0x64, 0x86, 1, 0, .. new byte[12], 0, 0, 0, 0, .. Enumerable.Repeat((byte)0xEE, 400)], "" },
        };

    [Theory]
    [MemberData(nameof(Files))]
    public void What_a_file_is_for_is_read(string name, byte[] bytes, string expected)
    {
        var found = Examine(bytes);

        found.Unreadable.ShouldBeEmpty(name);
        string.Join(',', found.Natives.SelectMany(file => file.Image.RunsOn).Select(platform => platform.Words)).ShouldBe(expected, name);
        found.OtherFiles.ShouldBe(expected.Length == 0 ? 1 : 0, name);
    }

    public static TheoryData<string, byte[]> Damaged =>
        new()
        {
            { "PE file", Pe(0x8664)[..200] },
            { "PE file", Pe(0x8664, cliFlags: 1)[..540] },
            { "Mach-O file", Mach(Arm64)[..40] },
            { "Mach-O file", Universal((X64, Mach(X64)))[..520] },
            { "Mach-O file", Universal((X64, Mach(Arm64))) },
            { "Mach-O file", Universal((X64, new byte[100])) },
        };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void What_contradicts_itself_is_told(string format, byte[] bytes) =>
        Examine(bytes).Unreadable.ShouldHaveSingleItem().What.ShouldContain($"is not a complete {format}");

    [Fact]
    public void Members_of_static_libraries_are_read_in_every_format()
    {
        var found = Examine(
            ArchiveBytes.Ar(
                ("a.obj/", Coff(0x8664)),
                ("b.o/", Mach(Arm64, 1)),
                ("c.o/", new SyntheticElf { Machine = 183 }.Bytes()),
                ("d.dll/", Import(0x014C))
            )
        );

        found
            .Natives.Select(file => $"{file.Path} {file.Image.RunsOn[0].Words}")
            .ShouldBe(["input(a.obj) x86_64 Windows", "input(b.o) aarch64 macOS", "input(d.dll) i686 Windows"]);
        found.Files.ShouldHaveSingleItem().Elf.Machine.ShouldBe("aarch64");
    }

    [Theory]
    [InlineData("linux/amd64", 62, false, null)]
    [InlineData("linux/arm64", 62, false, "is an ELF file for x86_64 Linux, but it is shipped for linux/arm64")]
    [InlineData("linux/amd64", 3, false, "is an ELF file for i686 Linux")]
    [InlineData("linux/arm64", 183, true, "is an ELF file for aarch64_be Linux")]
    [InlineData("linux/arm64", 247, false, null)]
    [InlineData("windows/amd64", 62, false, "is an ELF file for x86_64 Linux, but it is shipped for windows/amd64")]
    public void An_elf_file_is_held_to_the_platform(string platform, int machine, bool bigEndian, string? expected) =>
        Expect(
            platform,
            new SyntheticElf
            {
                Machine = (ushort)machine,
                Is64 = machine != 3,
                BigEndian = bigEndian,
            }.Bytes(),
            expected
        );

    [Fact]
    public void An_elf_file_of_another_system_is_not_for_linux()
    {
        var bytes = new SyntheticElf().Bytes();
        bytes[7] = 9;

        Expect("linux/amd64", bytes, "is an ELF file for x86_64 FreeBSD");
    }

    [Fact]
    public void Windows_and_macos_files_are_held_to_the_platform()
    {
        Expect("windows/amd64", Pe(0x8664), null);
        Expect("windows/amd64", Pe(0xAA64), "is a PE file (program) for aarch64 Windows, but it is shipped for windows/amd64");
        Expect("linux/amd64", Pe(0x8664), "is a PE file (program) for x86_64 Windows");
        Expect("linux/amd64", Pe(0x8664, cliFlags: 1), null);
        Expect("linux/arm64", Pe(0x8664, cliFlags: 1), "is a PE file (.NET assembly) for x86_64, but");
        Expect("linux/arm64", Pe(0x014C, is64: false, cliFlags: 1), null);
        Expect("darwin/arm64", Mach(Arm64), null);
        Expect("darwin/arm64", Mach(X64), "is a Mach-O file (program) for x86_64 macOS");
        Expect("darwin/arm64", Mach(Arm64, platform: 2), "iOS");
        Expect("darwin/arm64", Universal((X64, Mach(X64)), (Arm64, Mach(Arm64))), null);
    }

    [Theory]
    [InlineData("macosx_11_0_universal2", "darwin x86_64,darwin aarch64")]
    [InlineData("macosx_11_0_arm64", "darwin aarch64")]
    [InlineData("win_amd64", "windows x86_64")]
    [InlineData("win32", "windows i686")]
    [InlineData("manylinux_2_17_x86_64.manylinux2014_x86_64", "linux x86_64")]
    [InlineData("musllinux_1_2_aarch64", "linux aarch64")]
    [InlineData("any", "")]
    public void A_wheels_tag_says_what_it_is_for(string tag, string expected) =>
        string.Join(',', NativePlatform.OfWheel(tag).Select(platform => $"{platform.Os} {platform.Machine}")).ShouldBe(expected);

    [Fact]
    public void A_universal_wheel_needs_both_parts()
    {
        var policy = new AbiPolicy(null) { Platforms = NativePlatform.OfWheel("macosx_11_0_universal2"), PlatformName = "macosx_11_0_universal2" };

        policy.Check(Examine(Mach(Arm64, 6))).ShouldHaveSingleItem().Code.ShouldBe(ErrorCode.WrongMachine);
        policy.Check(Examine(Universal((X64, Mach(X64, 6)), (Arm64, Mach(Arm64, 6))))).ShouldBeEmpty();
    }

    [Fact]
    public void Data_for_other_machines_is_excepted_by_name()
    {
        var contents = Examine(new SyntheticElf { Machine = 183 }.Bytes());

        Policy("linux/amd64").Check(contents).ShouldHaveSingleItem();
        (Policy("linux/amd64") with { Exceptions = ["inp*"] }).Check(contents).ShouldBeEmpty();
    }

    [Fact]
    public void An_archive_for_any_platform_is_held_to_its_policy_where_it_is_the_targets_own()
    {
        var musl = new SyntheticElf { Needed = ["libc.musl-x86_64.so.1"] }.Bytes();
        var arm = new SyntheticElf
        {
            Machine = 183,
            Needed = ["libc.so.6"],
            Imports = ["foo@GLIBC_2.40"],
        }.Bytes();
        var own = new SyntheticElf { Needed = ["libc.so.6"], Imports = ["foo@GLIBC_2.40"] }.Bytes();
        var contents = Examine(ArchiveBytes.Tar(("musl.so", musl), ("arm.so", arm), ("own.so", own), ("win.dll", Pe(0x8664)), ("mac.dylib", Mach(Arm64, 6))));
        var policy = new AbiPolicy("glibc 2.31")
        {
            Platforms = [NativePlatform.Find("linux/amd64")!],
            PlatformName = "linux/amd64",
            IsForAny = true,
        };

        policy.Check(contents).ShouldHaveSingleItem().Path.ShouldBe("input!own.so");
        policy.Held(contents.Files).ShouldHaveSingleItem();
    }

    private static AbiPolicy Policy(string platform) => new(null) { Platforms = [NativePlatform.Find(platform)!], PlatformName = platform };

    private static void Expect(string platform, byte[] bytes, string? expected)
    {
        var violations = Policy(platform).Check(Examine(bytes));
        if (expected is null)
            violations.ShouldBeEmpty();
        else
            violations.ShouldHaveSingleItem().What.ShouldContain(expected);
    }

    private static AbiContents Examine(byte[] bytes)
    {
        using var source = new MemorySource(bytes);
        var walker = new Walker("input", new WalkBudget(new AbiLimits(), CancellationToken.None), program => "/nonexistent/" + program, AbiFiles.Of);
        walker.Examine("input", source, null, 0);
        return walker.Contents;
    }
}
