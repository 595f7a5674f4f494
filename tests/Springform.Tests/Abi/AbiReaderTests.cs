using System.Text;
using Springform.Abi;
using Springform.Errors;
using static Springform.Tests.Abi.ArchiveBytes;

namespace Springform.Tests.Abi;

/// <summary>ELF files are found wherever they lie; what could hold one and cannot be read is told.</summary>
public sealed class AbiReaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_folder_is_read_with_all_that_is_nested_in_it()
    {
        Library("lib/libfoo.so");
        folder.File("readme.txt", "nothing");
        File.WriteAllBytes(At("wheels.zip"), Zip(("a/_b.so", Elf()), ("a/c.py", [1])));
        File.WriteAllBytes(At("deep.tgz"), Gzip(Tar(("one/deb.deb", Deb(("usr/lib/libdeb.so", Elf()))), ("two.whl", Zip(("w.so", Elf()))))));

        var found = Read(folder.Path);

        found
            .Files.Select(file => file.Path)
            .ShouldBe(["deep.tgz!one/deb.deb!usr/lib/libdeb.so", "deep.tgz!two.whl!w.so", "lib/libfoo.so", "wheels.zip!a/_b.so"], ignoreOrder: true);
        found.Unreadable.ShouldBeEmpty();
    }

    [Fact]
    public void An_archive_is_its_contents()
    {
        File.WriteAllBytes(At("release.tgz"), Gzip(Tar(("foo/lib/libfoo.so", Elf()), ("foo/LICENSE", [65]))));

        var found = Read(At("release.tgz"));

        found.Files.ShouldHaveSingleItem().Path.ShouldBe("foo/lib/libfoo.so");
        found.OtherFiles.ShouldBe(1);
    }

    public static TheoryData<string, byte[]> SelfExtracting()
    {
        var script = "#!/bin/sh\n# unpacks what is behind it\nexec unzip -q \"$0\"\nexit\n"u8.ToArray();
        var zip = Zip(("lib/x.so", Elf()));
        return new()
        {
            { "a script and a zip as it was", [.. script, .. zip] },
            { "a script and a zip whose positions were corrected", Zip(script, ("lib/x.so", Elf())) },
            { "an interpreter's line and a zip", [.. "#!/usr/bin/env python3\n"u8, .. zip] },
            { "a program and a zip", [.. new SyntheticElf { Type = 2 }.Bytes(), .. zip] },
            { "a program for Windows and a zip", [.. Native.NativeBytes.Pe(0x8664), .. zip] },
            { "a script and a tgz", [.. script, .. Gzip(Tar(("lib/x.so", Elf())))] },
            { "a script and a tar.zst", [.. script, .. Zstd(Tar(("lib/x.so", Elf())))] },
            { "a script and a tar", [.. script, .. Tar(("lib/x.so", Elf()))] },
            { "a script and a zip of a tgz of a zip", [.. script, .. Zip(("a.tgz", Gzip(Tar(("b.whl", Zip(("lib/x.so", Elf())))))))] },
        };
    }

    [Theory]
    [MemberData(nameof(SelfExtracting))]
    public void An_archive_behind_a_script_or_a_program_is_looked_into(string name, byte[] content)
    {
        File.WriteAllBytes(At("setup.run"), content);
        File.WriteAllBytes(At("outer.tgz"), Gzip(Tar(("bin/setup.run", content))));
        File.WriteAllBytes(At("outer.zip"), Zip(("setup.run", content)));

        foreach (var (path, prefix) in new[] { ("setup.run", "setup.run!"), ("outer.tgz", "bin/setup.run!"), ("outer.zip", "setup.run!") })
        {
            var found = Read(At(path));
            found.Unreadable.ShouldBeEmpty(name);
            var inside = found.Files.Where(file => file.Path.StartsWith(prefix, StringComparison.Ordinal)).ToList().ShouldHaveSingleItem();
            inside.Path.ShouldEndWith("lib/x.so", customMessage: name);
            inside.Elf.Kind.ShouldBe(Springform.Abi.Elf.ElfKind.SharedObject);
        }
    }

    [Fact]
    public void A_program_behind_a_script_is_one_and_what_is_cut_off_is_told()
    {
        File.WriteAllBytes(At("run.sh"), [.. "#!/bin/sh\nexit\n"u8, .. Elf()]);
        Read(At("run.sh")).Files.ShouldHaveSingleItem().Path.ShouldBe("run.sh");

        File.WriteAllBytes(At("cut.sh"), [.. "#!/bin/sh\nexit\n"u8, .. Gzip(Tar(("lib/x.so", Elf())))[..^40]]);
        Read(At("cut.sh")).Unreadable.ShouldHaveSingleItem().What.ShouldContain("cut.sh");
    }

    [Theory]
    [InlineData("#!/bin/sh\necho PK\u0005\u0006\n")]
    [InlineData("#!/bin/sh\n")]
    [InlineData("#!/bin/sh")]
    [InlineData("#!")]
    public void A_plain_script_has_nothing_behind_it(string text)
    {
        File.WriteAllText(At("run.sh"), text);

        var found = Read(At("run.sh"));
        (found.Files.Count, found.Unreadable.Count, found.OtherFiles, found.Scripts).ShouldBe((0, 0, 1, 1));
    }

    [Fact]
    public void A_static_library_is_read_member_by_member()
    {
        File.WriteAllBytes(At("libfoo.a"), Ar(("bar.o/", Elf()), ("a_name_that_is_too_long_for_the_header.o/", Elf()), ("notes/", [65, 66, 67])));

        Read(At("libfoo.a")).Files.Select(file => file.Path).ShouldBe(["libfoo.a(bar.o)", "libfoo.a(a_name_that_is_too_long_for_the_header.o)"]);
    }

    [Fact]
    public void A_thin_archive_is_read_where_its_members_lie_and_refused_where_they_do_not()
    {
        Library("obj/bar.o");
        var thin = Encoding.ASCII.GetBytes($"!<thin>\n{"//".PadRight(48)}12        `\nobj/bar.o/\n\n{"/0".PadRight(48)}1000      `\n");
        File.WriteAllBytes(At("libthin.a"), thin);
        File.WriteAllBytes(At("packed.tar"), Tar(("libthin.a", thin)));

        Read(At("libthin.a")).Files.ShouldHaveSingleItem().Path.ShouldBe("libthin.a(obj/bar.o)");
        Read(At("packed.tar")).Unreadable.ShouldHaveSingleItem().What.ShouldContain("thin");
    }

    [Theory]
    [InlineData("xz")]
    [InlineData("bzip2")]
    public void Other_compressions_need_their_program(string program)
    {
        File.WriteAllBytes(At("x.tar"), Tar(("lib/libfoo.so", Elf())));
        Assert.SkipUnless(
            File.Exists($"/usr/bin/{program}") || File.Exists($"/bin/{program}") || Environment.GetEnvironmentVariable("CI") == "true",
            $"needs {program}"
        );
        Command.Run(folder.Path, [program, "-q", "-k", "x.tar"]).ExitCode.ShouldBe(0);
        var packed = Directory.GetFiles(folder.Path).Single(path => !path.EndsWith(".tar", StringComparison.Ordinal));

        Read(packed).Files.ShouldHaveSingleItem().Path.ShouldBe("lib/libfoo.so");
        var without = new AbiReader(new AbiLimits(), _ => "/nonexistent/" + program).Read(packed, CancellationToken.None);
        without.Unreadable.ShouldHaveSingleItem().Fix.ShouldStartWith("apt-get install");
    }

    [Fact]
    public async Task Zstd_needs_no_program_and_its_damage_is_told()
    {
        await new Springform.Archives.ArchivePacker(1).PackAsync(
            [Springform.Archives.ArchiveEntry.FromBytes("lib/libfoo.so", Elf())],
            At("x.tar.zst"),
            0,
            TestContext.Current.CancellationToken
        );
        new AbiReader(new AbiLimits(), _ => "/nonexistent")
            .Read(At("x.tar.zst"), CancellationToken.None)
            .Files.ShouldHaveSingleItem()
            .Path.ShouldBe("lib/libfoo.so");

        var bytes = await File.ReadAllBytesAsync(At("x.tar.zst"), TestContext.Current.CancellationToken);
        foreach (var damaged in new[] { bytes[..^1], bytes[..(bytes.Length / 2)], [.. bytes[..^2], (byte)~bytes[^2], bytes[^1]], [.. bytes, 1, 2, 3, 4] })
        {
            await File.WriteAllBytesAsync(At("x.tar.zst"), damaged, TestContext.Current.CancellationToken);
            Read(At("x.tar.zst")).Unreadable.ShouldHaveSingleItem().What.ShouldContain("zstd");
        }
    }

    [Fact]
    public void A_damaged_compression_is_told()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/xz") || Environment.GetEnvironmentVariable("CI") == "true", "needs xz");
        File.WriteAllBytes(At("x.tar"), Tar(("lib/libfoo.so", Elf())));
        Command.Run(folder.Path, ["xz", "-q", "x.tar"]).ExitCode.ShouldBe(0);
        var bytes = File.ReadAllBytes(At("x.tar.xz"));
        File.WriteAllBytes(At("x.tar.xz"), bytes[..(bytes.Length / 2)]);

        Read(At("x.tar.xz")).Unreadable.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("tgz")]
    [InlineData("zip")]
    [InlineData("a")]
    [InlineData("deb")]
    public void A_nested_archive_that_is_cut_off_is_told_and_the_rest_is_read(string kind)
    {
        var whole = kind switch
        {
            "tgz" => Gzip(Tar(("x/libx.so", Elf()))),
            "zip" => Zip(("x/libx.so", Elf())),
            "a" => Ar(("x.o/", Elf())),
            _ => Deb(("x/libx.so", Elf())),
        };
        File.WriteAllBytes(At("outer.tar"), Tar(($"inner.{kind}", whole[..(whole.Length - 40)]), ("lib/liby.so", Elf())));

        var found = Read(At("outer.tar"));

        found.Unreadable.ShouldNotBeEmpty();
        found.Unreadable.ShouldAllBe(problem =>
            problem.Where.StartsWith($"inner.{kind}", StringComparison.Ordinal) && problem.Code.ExitCode == ExitCode.AbiPolicy
        );
        found.Files.ShouldContain(file => file.Path == "lib/liby.so");
    }

    [Fact]
    public void A_truncated_elf_file_is_told()
    {
        File.WriteAllBytes(At("outer.tar"), Tar(("libx.so", Elf()[..200])));

        Read(At("outer.tar")).Unreadable.ShouldHaveSingleItem().Code.ShouldBe(ErrorCode.UnreadableElf);
    }

    [Fact]
    public void Archives_in_archives_end_somewhere()
    {
        var nested = Elf();
        for (var depth = 0; depth < 20; depth++)
            nested = Zip(("x", nested));
        File.WriteAllBytes(At("x.zip"), nested);

        Read(At("x.zip")).Unreadable.ShouldHaveSingleItem().What.ShouldContain("archives");
    }

    [Fact]
    public void What_unpacks_without_end_is_refused()
    {
        File.WriteAllBytes(At("bomb.tgz"), Gzip(Tar(("zeros", new byte[3 << 20]))));

        Should
            .Throw<SpringformException>(() => new AbiReader(new AbiLimits { MaxTotalBytes = 1 << 20 }).Read(At("bomb.tgz"), CancellationToken.None))
            .Problems.ShouldHaveSingleItem()
            .Code.ShouldBe(ErrorCode.UnreadableArchive);
    }

    [Fact]
    public void Links_pipes_and_devices_are_passed_over()
    {
        Library("lib/libfoo.so.1");
        File.CreateSymbolicLink(At("lib/libfoo.so"), "libfoo.so.1");
        Command.Run(folder.Path, ["mkfifo", "pipe"]).ExitCode.ShouldBe(0);

        Read(folder.Path).Files.ShouldHaveSingleItem();
    }

    private AbiContents Read(string path) => new AbiReader().Read(path, TestContext.Current.CancellationToken);

    private string At(string path) => Path.Combine(folder.Path, path);

    private void Library(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllBytes(At(path), Elf());
    }

    private static byte[] Elf() => new SyntheticElf { Needed = ["libc.so.6"], Imports = ["free@GLIBC_2.2.5"] }.Bytes();
}
