using Springform.Abi;
using Springform.Abi.Elf;
using Springform.Abi.Policies;
using Springform.Names;

namespace Springform.Tests.Abi.Policies;

/// <summary>Processors, stacks, text relocations and other libraries' own symbols: what is refused, and what is warned of.</summary>
public sealed class CodeRuleTests
{
    [Theory]
    [InlineData("manylinux_2_36", "x86-64-v3", "E216", null)]
    [InlineData("manylinux_2_36, x86-64-v3", "x86-64-v3", "E216", null)]
    [InlineData("musllinux_1_2", "x86-64-v2", "E216", null)]
    [InlineData("manylinux_2_36", "x86-64-baseline", null, null)]
    [InlineData("glibc 2.31", "x86-64-v3", null, "needs a processor of x86-64-v3")]
    [InlineData("glibc 2.31, x86-64-v2", "x86-64-v2", null, null)]
    [InlineData("glibc 2.31, x86-64-v2", "x86-64-v3", "E216", null)]
    [InlineData("x86-64-v2", "x86-64-v4", "E216", null)]
    [InlineData("static", "x86-64-v2", null, "x86-64-v2")]
    [InlineData("musl", "x86-64-v2", null, "x86-64-v2")]
    public void Processors(string policy, string needed, string? refused, string? warned) =>
        Expect(policy, elf => elf with { IsaNeeded = ["x86-64-baseline", needed] }, refused, warned);

    [Theory]
    [InlineData("manylinux_2_36", "x86_64", nameof(StackMark.Executable), "E217", null)]
    [InlineData("manylinux_2_36", "x86_64", nameof(StackMark.None), "E217", null)]
    [InlineData("manylinux_2_36", "aarch64", nameof(StackMark.None), null, null)]
    [InlineData("manylinux_2_36", "aarch64", nameof(StackMark.Executable), "E217", null)]
    [InlineData("manylinux_2_36", "ppc64le", nameof(StackMark.None), null, null)]
    [InlineData("manylinux_2_36", "s390x", nameof(StackMark.None), "E217", null)]
    [InlineData("glibc 2.31", "x86_64", nameof(StackMark.Executable), "E217", null)]
    [InlineData("glibc 2.31", "i686", nameof(StackMark.None), "E217", null)]
    [InlineData("glibc 2.31", "x86_64", nameof(StackMark.NotExecutable), null, null)]
    [InlineData("musl", "x86_64", nameof(StackMark.Executable), null, "executable stack")]
    [InlineData("static", "x86_64", nameof(StackMark.Executable), null, "executable stack")]
    public void Stacks(string policy, string machine, string mark, string? refused, string? warned) =>
        Expect(policy, elf => elf with { Machine = machine, Stack = Enum.Parse<StackMark>(mark) }, refused, warned);

    [Theory]
    [InlineData("manylinux_2_36", "E218", null)]
    [InlineData("musllinux_1_2", "E218", null)]
    [InlineData("glibc 2.31", null, "text relocations")]
    [InlineData("gcc 12", null, "text relocations")]
    public void Text_relocations(string policy, string? refused, string? warned) => Expect(policy, elf => elf with { TextRelocations = true }, refused, warned);

    [Theory]
    [InlineData("lib/glibc-hwcaps/x86-64-v3/libfoo.so", null)]
    [InlineData("lib/glibc-hwcaps/x86-64-v2/libfoo.so", "E216")]
    [InlineData("lib/x86-64-v3/libfoo.so", "E216")]
    [InlineData("glibc-hwcaps/x86-64-v3", "E216")]
    public void The_loaders_folders_for_newer_processors_may_hold_what_they_are_for(string path, string? refused)
    {
        var file = File(new SyntheticElf(), elf => elf with { IsaNeeded = ["x86-64-v3"] }, path);

        new AbiPolicy("manylinux_2_36").Check(Contents(file)).Select(violation => violation.Code.ToString()).ShouldBe(refused is null ? [] : [refused]);
        AbiFloor.Of([file])!.Processor.ShouldBe(refused is null ? null : "x86-64-v3");
    }

    [Fact]
    public void The_floor_says_what_processor_it_needs()
    {
        var newer = File(new SyntheticElf { Needed = ["libc.so.6"], Imports = ["foo@GLIBC_2.31"] }, elf => elf with { IsaNeeded = ["x86-64-v2"] });
        var newest = File(new SyntheticElf { Type = 2 }, elf => elf with { IsaNeeded = ["x86-64-v3"] });

        AbiFloor.Of([newer, newest])!.Text.ShouldBe("glibc 2.31, x86-64-v3");
        AbiFloor.Of([newest])!.Text.ShouldBe("static, x86-64-v3");
    }

    [Theory]
    [InlineData("GLIBC_ABI_DT_X86_64_PLT")]
    [InlineData("GLIBC_ABI_GNU2_TLS")]
    [InlineData("GLIBC_ABI_GNU_TLS")]
    public void Marks_of_newer_glibcs_have_their_floor(string mark)
    {
        var file = File(new SyntheticElf { Needed = ["libc.so.6"], FurtherVersions = [(mark, false)] }, elf => elf);

        AbiFloor.Of([file])!.Text.ShouldBe("glibc 2.42");
        new AbiPolicy("glibc 2.42").Check(Contents(file)).ShouldBeEmpty();
        new AbiPolicy("glibc 2.41").Check(Contents(file)).ShouldHaveSingleItem().Fix.ShouldContain("came with glibc 2.42");
    }

    [Theory]
    [InlineData("manylinux_2_28", "zcalloc", true)]
    [InlineData("manylinux_2_28", "uncompress2", true)]
    [InlineData("manylinux_2_34", "uncompress2", false)]
    [InlineData("manylinux_2_36", "crc32_combine_gen", true)]
    [InlineData("manylinux_2_44", "crc32_combine_gen", false)]
    [InlineData("manylinux_2_28", "inflate", false)]
    [InlineData("glibc 2.31", "zcalloc", false)]
    public void Symbols_that_not_every_libz_has_are_refused_by_manylinux(string policy, string symbol, bool refused)
    {
        var user = File(new SyntheticElf { Needed = ["libz.so.1"], Imports = [symbol] }, elf => elf);
        var own = File(new SyntheticElf { Soname = "libz.so.1" }, elf => elf, "lib/libz.so.1");

        new AbiPolicy(policy)
            .Check(Contents(user))
            .Any(violation => violation.What.Contains($"uses {symbol} of libz.so.1", StringComparison.Ordinal))
            .ShouldBe(refused);
        new AbiPolicy(policy).Check(Contents(user, own)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("GLIBCXX_3.4.35", "16.1.0")]
    [InlineData("CXXABI_1.3.17", "16.1.0")]
    [InlineData("CXXABI_1.3.16", "15.1.0")]
    public void What_gcc_16_brought_is_known(string version, string gcc) =>
        AbiFloor.Of([File(new SyntheticElf { Needed = ["libstdc++.so.6"], Imports = [$"foo@{version}"] }, elf => elf)])!.Gcc!.ToString().ShouldBe(gcc);

    [Fact]
    public void Ubuntu_26_04_has_glibc_2_43() => GlibcReleases.Of("ubuntu:26.04", null).ShouldBe("2.43");

    [Theory]
    [InlineData("docker.io/library/ubuntu:resolute", null, "2.43")]
    [InlineData("ubuntu:25.10", null, "2.42")]
    [InlineData("example", "questing", "2.42")]
    [InlineData("ubuntu:plucky", null, "2.41")]
    [InlineData("ubuntu:99.04", null, null)]
    public void The_releases_between_are_known_too(string image, string? suite, string? glibc) => GlibcReleases.Of(image, suite).ShouldBe(glibc);

    private static void Expect(string policy, Func<ElfFile, ElfFile> change, string? refused, string? warned)
    {
        var contents = Contents(File(new SyntheticElf(), change));

        new AbiPolicy(policy).Check(contents).Select(violation => violation.Code.ToString()).ShouldBe(refused is null ? [] : [refused]);
        var warnings = new AbiPolicy(policy).Warnings(contents).Select(violation => violation.What).ToList();
        if (warned is null)
            warnings.ShouldBeEmpty();
        else
            warnings.ShouldHaveSingleItem().ShouldContain(warned);
    }

    private static AbiContents Contents(params AbiFile[] files) => new(files, [], 0);

    private static AbiFile File(SyntheticElf made, Func<ElfFile, ElfFile> change, string path = "file")
    {
        using var source = new MemorySource(made.Bytes());
        return AbiFiles.Of(path, change(ElfReader.Read(source)));
    }
}
