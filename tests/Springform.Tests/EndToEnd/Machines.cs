using Springform.Tests.Abi;
using Springform.Tests.Abi.Native;

namespace Springform.Tests.EndToEnd;

/// <summary>What is shipped for which machine, and what is said of what nobody started. The projects are of plain files: no engine is called.</summary>
public sealed class Machines
{
    private const string Skip = "smoke: {skip: \"the machine is far away\"}\n";

    [Fact]
    public void A_program_for_the_wrong_machine_is_refused_without_a_policy_and_without_a_load_test()
    {
        using var project = Project(Skip, ("bin/hello", new SyntheticElf().Bytes()));

        project
            .Run("--target=Dist", "--skip=LoadTest")
            .Ends(5)
            .Says("E215 bin/hello is an ELF file for x86_64 Linux, but it is shipped for linux/arm64", "at  bin/hello in demo.tgz, target a", "abi.exceptions");
        Directory.Exists(project.PathOf("dist")).ShouldBeFalse();
    }

    [Fact]
    public void So_is_one_in_a_nested_archive_and_a_static_library_and_a_windows_program()
    {
        var nested = ArchiveBytes.Gzip(ArchiveBytes.Tar(("a.o", new SyntheticElf().Bytes())));
        using var project = Project(
            Skip,
            ("data.tgz", nested),
            ("libx.a", ArchiveBytes.Ar(("x.obj/", NativeBytes.Coff(0x8664)))),
            ("setup.exe", NativeBytes.Pe(0xAA64))
        );

        project
            .Run("--target=Dist")
            .Ends(5)
            .Says(
                "data.tgz!a.o is an ELF file for x86_64 Linux",
                "libx.a(x.obj) is a COFF file (object) for x86_64 Windows",
                "setup.exe is a PE file (program) for aarch64 Windows"
            );
    }

    [Theory]
    [InlineData("abi: {exceptions: [\"bin/*\"]}\n", "", 0)]
    [InlineData("abi: {exceptions: [\"lib/*\"]}\n", "", 5)]
    [InlineData("", ", platform: any", 0)]
    public void Data_for_other_machines_is_named_or_the_archive_is_for_any(string abi, string package, int exitCode)
    {
        using var project = Project(Skip + abi, ("bin/hello", new SyntheticElf().Bytes()));
        project.Replace("springform.yaml", "demo.tgz", $"demo.tgz{package}");
        project.Commit();

        project.Run("--target=Dist").Ends(exitCode);
    }

    [Fact]
    public void What_no_base_starts_is_an_error_unless_a_reason_is_given_and_shown()
    {
        using var project = Project("", ("run", "#!/bin/sh\n"u8.ToArray()));

        project.Run("--target=Dist").Ends(2).Says("E104 no base says where the programs and libraries of a start", "smoke: {skip: \"the reason\"}");
        project.Run("--target=Plan").Ends(0).Says("Not started\n  a  no base says where");

        project.File("springform.yaml", project.Text("springform.yaml") + Skip);
        project.Commit();
        project.Run("--target=Dist").Ends(0).Says("a  not started: the machine is far away");
        project.Text("dist/manifest.json").ShouldContain("\"not_started\": \"the machine is far away\"");
        project.Text("dist/artifacts.json").ShouldContain("\"not_started\": \"the machine is far away\"");
    }

    [Fact]
    public void What_a_switch_left_out_is_said_to_be_not_started_and_no_base_is_asked_for()
    {
        using var project = Project("", ("run", "#!/bin/sh\n"u8.ToArray()));

        project.Run("--target=Dist", "--skip=LoadTest").Ends(0).Says("runs on", "a  not started: left out: --skip LoadTest");
        project.Text("dist/manifest.json").ShouldContain("\"not_started\": \"left out: --skip LoadTest\"");
        project.Text("dist/artifacts.json").ShouldContain("\"not_started\": \"left out: --skip LoadTest\"");
        project.Run("--target=Dist").Ends(2).Says("E104 no base says where the programs and libraries of a start");
    }

    [Theory]
    [InlineData("setup.run", "script")]
    [InlineData("setup", "program")]
    public void A_program_for_the_wrong_machine_is_found_in_an_archive_that_unpacks_itself(string name, string stub)
    {
        var zip = ArchiveBytes.Zip(("bin/hello", new SyntheticElf().Bytes()));
        byte[] before = stub == "script" ? [.. "#!/bin/sh\nexec unzip \"$0\"\n"u8] : new SyntheticElf { Machine = 183 }.Bytes();
        using var project = Project(Skip, (name, [.. before, .. zip]));

        project.Run("--target=Dist").Ends(5).Says($"E215 {name}!bin/hello is an ELF file for x86_64 Linux, but it is shipped for linux/arm64");
    }

    [Fact]
    public void Libraries_that_not_every_Windows_has_are_refused_and_can_come_along_or_be_allowed()
    {
        var program = NativeBytes.Pe(0x8664, imports: ["KERNEL32.dll", "libwinpthread-1.dll"]);
        using var project = Project("", ("hello.exe", program));
        project.Replace("springform.yaml", "linux/arm64", "windows/amd64");
        project.Commit();

        project
            .Run("--target=Dist")
            .Ends(5)
            .Says("E211 hello.exe needs the library libwinpthread-1.dll, which does not come along, and not every Windows has it", "abi.libraries")
            .SaysNot("needs the library KERNEL32.dll");

        project.Replace("springform.yaml", "{a: windows/amd64}", "{a: {platform: windows/amd64, abi: {libraries: [\"libwin*.dll\"]}}}");
        project.Commit();
        project.Run("--target=Dist").Ends(0).Says("x86_64 Windows", "runs on", "a  not started:");
        project.Text("dist/abi.json").ShouldContain("\"libwinpthread-1.dll\"");
    }

    [Fact]
    public void A_program_for_macOS_is_held_to_the_oldest_version_that_is_declared()
    {
        using var project = Project("", ("hello", NativeBytes.Mach(0x0100000C, minimum: 0x000C0300, libraries: ["/usr/lib/libSystem.B.dylib"])));
        project.Replace("springform.yaml", "{a: linux/arm64}", "{a: {platform: darwin/arm64, abi: macos 11.0}}");
        project.Commit();

        project.Run("--target=Dist").Ends(5).Says("E214 hello starts on macOS 12.3 and newer (aarch64 macOS), macos 11.0 allows up to 11.0");

        project.Replace("springform.yaml", "macos 11.0", "macos 12.3");
        project.Commit();
        project.Run("--target=Dist").Ends(0).Says("aarch64 macOS 12.3");
    }

    [Fact]
    public void Data_alone_has_nothing_to_start()
    {
        using var project = Project("", ("readme.txt", "hello"u8.ToArray()));

        project.Run("--target=Dist").Ends(0).SaysNot("not started");
    }

    [Theory]
    [InlineData("{files: [mac.tar], platform: darwin/arm64}", 5)]
    [InlineData("{files: [mac.tar], platform: darwin/amd64}", 0)]
    [InlineData("{files: [mac.tar], platform: darwin/arm64, exceptions: [tool]}", 0)]
    [InlineData("{files: [mac.tar]}", 0)]
    public void Prebuilt_files_are_held_to_the_platform_that_is_declared(string prebuilt, int exitCode)
    {
        using var project = Project($"prebuilt: {{mac: {prebuilt}}}\n", ("readme.txt", "hello"u8.ToArray()));
        var merged = MergeWithMac(project).Ends(exitCode);

        merged.Says(exitCode == 0 ? "parts joined" : "E215 tool is a Mach-O file (program) for x86_64 macOS, but it is shipped for darwin/arm64");
        if (!prebuilt.Contains("platform", StringComparison.Ordinal))
            merged.Says("prebuilt.mac has no platform, so nothing checked which machine mac.tar is for");
    }

    [Theory]
    [InlineData("{files: [mac.tar], platform: darwin/amd64, exceptions: [tool, data/*]}", "'data/*'")]
    [InlineData("{files: [mac.tar], exceptions: [tool]}", "'tool'")]
    public void An_exception_of_prebuilt_files_that_matches_nothing_is_an_error(string prebuilt, string pattern)
    {
        using var project = Project($"prebuilt: {{mac: {prebuilt}}}\n", ("readme.txt", "hello"u8.ToArray()));

        MergeWithMac(project).Ends(5).Says($"E204 prebuilt.mac.exceptions names {pattern}, which matches nothing that is held to a platform").SaysNot("E215");
    }

    [Fact]
    public void A_policy_says_nothing_without_its_name()
    {
        using var project = Project("abi: {libraries: [libc.so.6]}\n", ("readme.txt", "hello"u8.ToArray()));

        project.Run("--target=Check").Ends(2).Says("E104 abi has no policy that its libraries could add to");
    }

    /// <summary>Joins what the project makes with mac.tar, a program for macOS on amd64.</summary>
    private static CliResult MergeWithMac(GitProject project)
    {
        project.Run("--target=Dist").Ends(0);
        Directory.CreateDirectory(project.Beside("parts"));
        Directory.Move(project.PathOf("dist"), project.Beside("parts/own"));
        Directory.CreateDirectory(project.Beside("parts/mac"));
        var file = Path.Combine(project.Beside("parts/mac"), "mac.tar");
        File.WriteAllBytes(file, ArchiveBytes.Tar(("tool", NativeBytes.Mach(0x01000007))));
        File.WriteAllText(Path.Combine(project.Beside("parts/mac"), "SHA256SUMS"), $"{MergeParts.Hash(file)}  mac.tar\n");
        return project.Run("--target=Merge", $"--from={project.Beside("parts/own")}", $"--from={project.Beside("parts/mac")}");
    }

    private static GitProject Project(string more, params (string Path, byte[] Bytes)[] files)
    {
        var project = new GitProject();
        project.File(
            "springform.yaml",
            $$"""
            name: demo
            version: 1.2.3
            targets: {a: linux/arm64}
            packages:
              - {archive: demo.tgz, files: [{{string.Join(", ", files.Select(file => file.Path))}}]}
            {{more}}
            """
        );
        foreach (var (path, bytes) in files)
            File.WriteAllBytes(project.File(path, ""), bytes);
        project.File(".gitignore", ".springform/\ndist/\n");
        project.Commit();
        return project;
    }
}
