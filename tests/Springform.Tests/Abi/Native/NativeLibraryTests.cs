using System.Buffers.Binary;
using Springform.Abi;
using Springform.Abi.Elf;
using Springform.Abi.Native;
using Springform.Abi.Policies;
using Springform.Abi.Walking;
using Springform.Errors;
using Springform.Names;
using static Springform.Tests.Abi.Native.NativeBytes;

namespace Springform.Tests.Abi.Native;

/// <summary>What programs for Windows and macOS need is read from their bytes, and held to what every such system has and to what comes along.</summary>
public sealed class NativeLibraryTests
{
    private const uint Arm64 = 0x0100000C;
    private const uint X64 = 0x01000007;

    private static readonly byte[] Program = Pe(0x8664, imports: ["KERNEL32.dll", "api-ms-win-crt-heap-l1-1-0.dll", "libgcc_s_seh-1.dll"]);
    private static readonly byte[] MacProgram = Mach(Arm64, libraries: ["/usr/lib/libSystem.B.dylib", "@rpath/libssl.3.dylib"]);

    [Fact]
    public void Libraries_and_the_oldest_system_are_read()
    {
        Image(Pe(0x014C, is64: false, imports: ["KERNEL32.dll", "kernel32.DLL"], delayed: ["USER32.dll"])).Libraries.ShouldBe(["KERNEL32.dll", "USER32.dll"]);
        Image(Pe(0x8664, cliFlags: 1, imports: ["mscoree.dll"])).Libraries.ShouldBeEmpty();
        var library = Image(Mach(18, 6, is64: false, bigEndian: true, minimum: 0x000A0905, libraries: ["/usr/lib/libz.1.dylib"], name: "@rpath/libx.1.dylib"));
        library.Libraries.ShouldBe(["/usr/lib/libz.1.dylib"]);
        library.Name.ShouldBe("@rpath/libx.1.dylib");
        library.Words.ShouldBe(["ppc macOS 10.9.5"]);
        var universal = Image(
            Universal((X64, Mach(X64, minimum: 0x000A0D00)), (Arm64, Mach(Arm64, minimum: 0x000B0000, libraries: ["/usr/lib/libz.1.dylib"])))
        );
        universal.Words.ShouldBe(["x86_64 macOS 10.13", "aarch64 macOS 11.0"]);
        universal.Libraries.ShouldBe(["/usr/lib/libz.1.dylib"]);
        Image(Mach(Arm64, platform: 2, minimum: 0x000B0000)).MinimumOs.ShouldBeEmpty();
    }

    [Fact]
    public void A_library_that_not_every_Windows_has_comes_along_or_is_allowed_or_is_refused()
    {
        var violation = Check("windows/amd64", ("bin/hello.exe", Program)).ShouldHaveSingleItem();
        violation.Code.ShouldBe(ErrorCode.LibraryNotAllowed);
        violation.What.ShouldBe("needs the library libgcc_s_seh-1.dll, which does not come along, and not every Windows has it");
        violation.Path.ShouldBe("input!bin/hello.exe");

        Check("windows/amd64", ("bin/hello.exe", Program), ("bin/LibGCC_s_seh-1.DLL", Pe(0x8664, isLibrary: true))).ShouldBeEmpty();
        Check("windows/amd64", ["libgcc*.dll"], ("bin/hello.exe", Program)).ShouldBeEmpty();
        Check("windows/amd64", ("hello.exe", Pe(0x8664, delayed: ["vcruntime140.dll"]))).ShouldHaveSingleItem().What.ShouldContain("vcruntime140.dll");
    }

    [Fact]
    public void A_library_for_another_machine_does_not_count_as_coming_along() =>
        Check("windows/amd64", ("hello.exe", Program), ("libgcc_s_seh-1.dll", Pe(0x014C, is64: false, isLibrary: true)))
            .Select(violation => violation.Code)
            .ShouldBe([ErrorCode.WrongMachine, ErrorCode.LibraryNotAllowed]);

    [Fact]
    public void A_library_that_not_every_macOS_has_comes_along_under_a_path_that_leads_to_it()
    {
        Check("darwin/arm64", ("hello", MacProgram)).ShouldHaveSingleItem().What.ShouldContain("@rpath/libssl.3.dylib, which does not come along");
        Check("darwin/arm64", ("hello", MacProgram), ("lib/libssl.3.dylib", Mach(Arm64, 6))).ShouldBeEmpty();
        Check("darwin/arm64", ("hello", MacProgram), ("lib/libssl.3.0.7.dylib", Mach(Arm64, 6, name: "@rpath/libssl.3.dylib"))).ShouldBeEmpty();
        var brewed = Mach(Arm64, libraries: ["/opt/homebrew/lib/libssl.3.dylib", "/System/Library/Frameworks/Security.framework/Versions/A/Security"]);
        Check("darwin/arm64", ("hello", brewed), ("lib/libssl.3.dylib", Mach(Arm64, 6))).ShouldHaveSingleItem().What.ShouldContain("/opt/homebrew/lib");
        Check("darwin/arm64", ["libssl.*.dylib"], ("hello", brewed)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("darwin/arm64", 0x000B0000, null)]
    [InlineData("darwin/arm64", 0x000C0300, "starts on macOS 12.3 and newer (aarch64 macOS), macos 11.0 allows up to 11.0")]
    [InlineData("darwin/amd64", 0x000C0300, null)] // the other part of the file is held
    public void The_oldest_macOS_is_that_of_the_part_that_is_shipped(string platform, uint minimum, string? expected)
    {
        var file = Universal((X64, Mach(X64, minimum: 0x000A0D00)), (Arm64, Mach(Arm64, minimum: minimum)));
        var policy = new AbiPolicy("macos 11.0") { Platforms = [NativePlatform.Find(platform)!], PlatformName = platform };
        var violations = policy.Check(Examine(ArchiveBytes.Tar(("hello", file))));

        violations.Select(violation => violation.What).ShouldBe(expected is null ? [] : [expected]);
    }

    [Fact]
    public void Data_is_excepted_and_a_part_of_another_machine_is_held_to_its_machine_alone()
    {
        var contents = Examine(ArchiveBytes.Tar(("hello.exe", Program)));

        (Policy("windows/amd64", []) with { Exceptions = ["*.exe"] }).Check(contents).ShouldBeEmpty();
        (Policy("windows/amd64", []) with { IsForMachinesOnly = true }).Check(contents).ShouldBeEmpty();
        new AbiPolicy("glibc 2.31").Check(contents).ShouldBeEmpty("nothing says that it is for Windows");
    }

    public static TheoryData<string, byte[]> Damaged =>
        new()
        {
            { "at an address that no section loads", Changed(Program, 152 + 112 + 8, 0x9000) },
            { "at an address that no section loads", Changed(Program, 640 + 12, 0x9000) },
            { "its table of imports has no end", Changed(Program, 152 + 112 + 8, 0x2200 - 20, hasNoEnd: true) },
            { "is empty or has no end", Changed(Program, 640 + 12, 0x2000) },
            { "names a library outside itself", Changed(MacProgram, 32 + 24 + 8, 0x1000) },
            { "names a library outside itself", Changed(MacProgram, 32 + 24 + 8, 4) },
            { "cut off or damaged", Changed(MacProgram, 32 + 24 + 4, 0xFFFFFFF0) },
        };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void What_contradicts_itself_is_told(string what, byte[] bytes) => Examine(bytes).Unreadable.ShouldHaveSingleItem().What.ShouldContain(what);

    [Fact]
    public void A_file_that_is_cut_anywhere_is_refused_or_read_and_nothing_else_happens()
    {
        foreach (var whole in new[] { Program, MacProgram, Universal((Arm64, MacProgram)) })
        {
            for (var length = 0; length < whole.Length; length++)
            {
                var found = Examine(whole[..length]);
                (found.Unreadable.Count + found.Natives.Count + found.OtherFiles).ShouldBe(1, $"{length} of {whole.Length} bytes");
            }
        }
    }

    private static NativeImage Image(byte[] bytes) => Examine(bytes).Natives.SingleOrDefault()?.Image ?? new NativeImage("", "", []);

    private static IReadOnlyList<Violation> Check(string platform, params (string Path, byte[] Bytes)[] files) => Check(platform, [], files);

    private static IReadOnlyList<Violation> Check(string platform, IReadOnlyList<string> libraries, params (string Path, byte[] Bytes)[] files) =>
        Policy(platform, libraries).Check(Examine(ArchiveBytes.Tar(files)));

    private static AbiPolicy Policy(string platform, IReadOnlyList<string> libraries) =>
        new(null)
        {
            Platforms = [NativePlatform.Find(platform)!],
            PlatformName = platform,
            Libraries = libraries,
        };

    /// <param name="hasNoEnd">the last bytes of the section are an entry of the table of imports</param>
    private static byte[] Changed(byte[] bytes, int at, uint value, bool hasNoEnd = false)
    {
        var copy = bytes.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(copy.AsSpan(at), value);
        if (hasNoEnd)
            BinaryPrimitives.WriteUInt32LittleEndian(copy.AsSpan(1024 - 8), 0x2180);
        return copy;
    }

    private static AbiContents Examine(byte[] bytes)
    {
        using var source = new MemorySource(bytes);
        var walker = new Walker("input", new WalkBudget(new AbiLimits(), CancellationToken.None), program => "/nonexistent/" + program, AbiFiles.Of);
        walker.Examine("input", source, null, 0);
        return walker.Contents;
    }
}
