using System.Buffers.Binary;
using System.Text.Json;
using Springform.ContainerTests.EndToEnd;
using Springform.ContainerTests.Support;
using Springform.Machine;

namespace Springform.ContainerTests.SelfBuild;

/// <summary>
/// The packages of this repository for systems that its own Dist cannot start: as far as their files tell. Linux on amd64 and arm64 are started by Dist itself.
/// </summary>
[Collection(OneAtATime.Name)]
public sealed class SixSystems(Workshop workshop) : IDisposable
{
    private readonly TempFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_manifest_says_which_were_started_and_of_the_others_that_none_was()
    {
        OwnDist.Package("linux-x64");
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(OwnDist.Folder, "manifest.json")));

        manifest
            .RootElement.GetProperty("targets")
            .EnumerateArray()
            .Select(target =>
                $"{target.GetProperty("id")} {target.GetProperty("platform")}: "
                + $"{string.Join(' ', target.GetProperty("runs_on").EnumerateArray().Select(base_ => base_.GetProperty("base")))}"
            )
            .ShouldBe(
                [
                    "linux-arm64 linux/arm64: bookworm-arm64",
                    "linux-musl-x64 linux/amd64: ",
                    "linux-x64 linux/amd64: bookworm-amd64",
                    "osx-arm64 darwin/arm64: ",
                    "osx-x64 darwin/amd64: ",
                    "win-x64 windows/amd64: ",
                ],
                ignoreOrder: true
            );
    }

    [Theory]
    [InlineData("osx-arm64", MachOSignature.Arm64)]
    [InlineData("osx-x64", MachOSignature.X64)]
    public async Task The_command_for_macOS_is_a_program_of_its_processor_with_a_signature_that_holds(string system, uint processor)
    {
        var program = await File.ReadAllBytesAsync(Path.Combine(await OwnDist.UnpackAsync(system, folder.Path, Cancellation), "springform"), Cancellation);

        var signature = MachOSignature.Read(program).ShouldNotBeNull();

        (signature.CpuType, signature.FileType, signature.IsAdHoc).ShouldBe((processor, MachOSignature.Executable, true));
        signature.Pages.ShouldBeGreaterThan(1);
        signature.BadPages.ShouldBeEmpty();
        program[0x4100]++;
        MachOSignature.Read(program)!.BadPages.ShouldHaveSingleItem("a changed byte is seen");
    }

    [Fact]
    public async Task The_command_for_Windows_is_a_console_program_for_x64()
    {
        var program = await File.ReadAllBytesAsync(
            Path.Combine(await OwnDist.UnpackAsync("win-x64", folder.Path, Cancellation), "springform.exe"),
            Cancellation
        );

        // "PE Format" of Microsoft's documentation: the COFF header behind the signature, the subsystem in the optional header.
        var header = BinaryPrimitives.ReadInt32LittleEndian(program.AsSpan(0x3C));
        program.AsSpan(0, 2).ToArray().ShouldBe("MZ"u8.ToArray());
        program.AsSpan(header, 4).ToArray().ShouldBe("PE\0\0"u8.ToArray());
        (
            BinaryPrimitives.ReadUInt16LittleEndian(program.AsSpan(header + 4)),
            BinaryPrimitives.ReadUInt16LittleEndian(program.AsSpan(header + 24 + 68))
        ).ShouldBe(((ushort)0x8664, (ushort)3));
    }

    /// <summary>
    /// .NET for musl needs a libstdc++ and a libgcc that are built for musl, as Alpine's are. Debian has none; its own ones miss seven names on musl, which a
    /// small library of the tests brings. The container holds these three, musl, the package and nothing else.
    /// </summary>
    [Fact]
    public async Task The_command_for_musl_starts_on_musl()
    {
        workshop.Require();
        var unpacked = await OwnDist.UnpackAsync("linux-musl-x64", folder.Path, Cancellation);
        var processes = new ProcessRunner(ProcessEnvironment.Current());
        var packages = await new DebianPackages(processes).UnpackAsync("amd64", ["musl", "libstdc++6", "libgcc-s1", "tcc"], Cancellation);
        var names = Path.Combine(ExampleCopy.Root, "tests", "Fixtures", "Musl", "glibc-names.c");
        var compiled = await processes.CaptureAsync(
            new ProcessCommand(Path.Combine(packages, "usr/bin/tcc"), ["-nostdinc", "-nostdlib", "-shared", "-o", folder.File("glibc-names.so"), names]),
            Cancellation
        );
        compiled.Succeeded.ShouldBeTrue(compiled.LastWords);
        File.Copy(Path.Combine(packages, "lib/x86_64-linux-musl/libc.so"), folder.File("musl.so"));
        File.Copy(Path.Combine(packages, "usr/lib/x86_64-linux-gnu/libstdc++.so.6"), folder.File("libstdc++.so.6"));
        File.Copy(Path.Combine(packages, "lib/x86_64-linux-gnu/libgcc_s.so.1"), folder.File("libgcc_s.so.1"));
        await File.WriteAllTextAsync(
            folder.File("Dockerfile"),
            $"""
            FROM scratch
            COPY musl.so /lib/ld-musl-x86_64.so.1
            COPY glibc-names.so /lib/ld-linux-x86-64.so.2
            COPY libstdc++.so.6 libgcc_s.so.1 /lib/
            COPY {Path.GetFileName(unpacked)} /springform
            """,
            Cancellation
        );
        const string Tag = "springform-tests-musl:amd64";
        await workshop.DockerAsync("buildx", "build", "--builder", "default", "--load", "--platform", "linux/amd64", "--tag", Tag, folder.Path);
        try
        {
            (
                await workshop.DockerAsync(
                    "run",
                    "--rm",
                    "--network=none",
                    "--tmpfs=/tmp",
                    "--platform",
                    "linux/amd64",
                    Tag,
                    "/springform/springform",
                    "--version"
                )
            )
                .ShouldHaveSingleItem()
                .ShouldBe(Path.GetFileName(unpacked)["springform-".Length..^"-linux-musl-x64".Length]);
        }
        finally
        {
            await workshop.RemoveImagesAsync(image => image == Tag);
        }
    }
}
