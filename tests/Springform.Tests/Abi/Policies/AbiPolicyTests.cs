using Springform.Abi;
using Springform.Abi.Elf;
using Springform.Abi.Policies;
using Springform.Errors;

namespace Springform.Tests.Abi.Policies;

/// <summary>What holds to which policy, on files that say exactly what the case needs.</summary>
public sealed class AbiPolicyTests
{
    private static readonly SyntheticElf Plain = new() { Needed = ["libc.so.6"], Imports = ["free@GLIBC_2.2.5"] };

    [Theory]
    [InlineData("GLIBC_2.31", null)]
    [InlineData("GLIBC_2.3.4", null)]
    [InlineData("GLIBC_2.32", "needs GLIBC_2.32 of libc.so.6 (symbol foo), glibc 2.31 allows up to GLIBC_2.31")]
    [InlineData("GLIBC_2.38", "needs GLIBC_2.38")]
    [InlineData("GLIBC_PRIVATE", "E210")]
    [InlineData("GLIBC_ABI_DT_RELR", "came with glibc 2.36")]
    [InlineData("GLIBC_ABI_UNHEARD_OF", "E210")]
    [InlineData("GLIBCXX_3.4.34", null)]
    [InlineData("FOO_99", null)]
    public void Glibc_limits_the_versions_of_glibc_alone(string version, string? expected) =>
        Expect("glibc 2.31", new SyntheticElf { Needed = ["libc.so.6"], Imports = [$"foo@{version}"] }, expected);

    [Fact]
    public void A_version_that_only_weak_symbols_need_does_not_count() =>
        Expect("glibc 2.31", new SyntheticElf { Needed = ["libc.so.6"], FurtherVersions = [("GLIBC_2.40", true)] }, null);

    [Fact]
    public void A_version_without_a_symbol_counts_as_it_does_for_the_loader() =>
        Expect("glibc 2.31", new SyntheticElf { Needed = ["libc.so.6"], FurtherVersions = [("GLIBC_2.34", false)] }, "no symbol: the file as a whole");

    [Fact]
    public void Packed_relocations_without_their_version_are_found_all_the_same()
    {
        var relr = new SyntheticElf { Needed = ["libc.so.6"], FurtherEntries = [(36, 0x40)] };

        Expect("glibc 2.31", relr, "DT_RELR");
        Expect("glibc 2.36", relr, null);
        AbiFloor.Of([File(relr)])!.Text.ShouldBe("glibc 2.36");
    }

    [Theory]
    [InlineData("GLIBCXX_3.4.28", "gcc 9", null)]
    [InlineData("GLIBCXX_3.4.28", "gcc 9.2", "GCC 9.3.0")]
    [InlineData("GLIBCXX_3.4.30", "gcc 10", "GCC 12.1.0")]
    [InlineData("CXXABI_1.3.13", "gcc 10", "GCC 11.1.0")]
    [InlineData("GCC_12.0.0", "gcc 10", "GCC 12.1.0")]
    [InlineData("GLIBCXX_3.4.99", "gcc 15", "a newer GCC than is known here")]
    public void Gcc_limits_libstdcxx_and_libgcc(string version, string policy, string? expected) =>
        Expect(policy, new SyntheticElf { Needed = ["libstdc++.so.6"], Imports = [$"foo@{version}"] }, expected);

    [Theory]
    [InlineData(62, "GLIBC_2.18", "manylinux_2_17", "E214")]
    [InlineData(183, "GLIBC_2.18", "manylinux_2_17", null)] // aarch64 came with 2.17, and auditwheel allows it one more
    [InlineData(62, "GLIBC_2.28", "manylinux_2_28", null)]
    [InlineData(62, "GLIBC_2.29", "manylinux_2_28", "allows up to GLIBC_2.28")]
    [InlineData(183, "GLIBC_2.28", "manylinux1", "E215")]
    public void Manylinux_limits_versions_by_machine(int machine, string version, string policy, string? expected) =>
        Expect(
            policy,
            new SyntheticElf
            {
                Machine = (ushort)machine,
                Needed = ["libc.so.6"],
                Imports = [$"foo@{version}"],
            },
            expected
        );

    [Fact]
    public void Manylinux_allows_its_libraries_those_of_the_configuration_and_those_that_come_along()
    {
        var needs = new SyntheticElf { Needed = ["libc.so.6", "ld-linux-x86-64.so.2", "libz.so.1", "libssl.so.3"] };
        var ssl = new SyntheticElf { Soname = "libssl.so.3" };

        Expect("manylinux_2_28", needs, "needs the library libssl.so.3, which manylinux_2_28 does not allow");
        new AbiPolicy("manylinux_2_28") { Libraries = ["libssl.so.*"] }
            .Check(new AbiContents([File(needs)], [], 0))
            .ShouldBeEmpty();
        new AbiPolicy("manylinux_2_28").Check(new AbiContents([File(needs), File(ssl, "lib/libssl-0a1b.so.3")], [], 0)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("manylinux_2_28", "libfoo.so.1", "libfoo.so.1", true)]
    [InlineData("manylinux_2_28", null, "libz.so.1", true)]
    [InlineData("manylinux_2_28", null, "libfoo.so.1", false)]
    [InlineData("manylinux_2_28, musllinux_1_2", null, "libX11.so.6", false)]
    [InlineData("glibc 2.31", null, "libfoo.so.1", true)]
    [InlineData("glibc 2.31", "libc.so.6", "libfoo.so.1", false)]
    [InlineData("glibc 2.31", "libc.so.6", "ld-linux-x86-64.so.2", true)]
    public void What_the_system_may_provide_is_what_the_check_accepts(string policy, string? libraries, string library, bool allowed)
    {
        var abi = new AbiPolicy(policy) { Libraries = libraries is null ? [] : [libraries] };

        abi.Allows(library).ShouldBe(allowed);
        abi.Check(new AbiContents([File(new SyntheticElf { Needed = [library] })], [], 0))
            .Any(violation => violation.Code == ErrorCode.LibraryNotAllowed)
            .ShouldBe(!allowed);
    }

    [Fact]
    public void With_a_policy_without_libraries_those_of_the_configuration_are_the_list()
    {
        var policy = new AbiPolicy("glibc 2.31") { Libraries = ["libc.so.6"] };

        policy.Check(new AbiContents([File(Plain)], [], 0)).ShouldBeEmpty();
        policy
            .Check(new AbiContents([File(new SyntheticElf { Needed = ["libc.so.6", "libfoo.so.1"] })], [], 0))
            .ShouldHaveSingleItem()
            .Code.ShouldBe(ErrorCode.LibraryNotAllowed);
    }

    [Fact]
    public void Static_allows_neither_loader_nor_libraries()
    {
        Expect("static", new SyntheticElf { Type = 2 }, null);
        Expect("static", new SyntheticElf { FurtherEntries = [(0x6FFFFFFB, 0x08000000)] }, null);
        Expect(
            "static",
            new SyntheticElf { Interpreter = "/lib64/ld-linux-x86-64.so.2", Needed = ["libc.so.6"] },
            "needs the loader /lib64/ld-linux-x86-64.so.2, libc.so.6"
        );
    }

    [Fact]
    public void Musl_and_glibc_do_not_mix()
    {
        var musl = new SyntheticElf { Interpreter = "/lib/ld-musl-x86_64.so.1", Needed = ["libc.musl-x86_64.so.1"] };

        Expect("musl", musl, null);
        Expect("musllinux_1_2", musl, null);
        Expect("musl", new SyntheticElf { Type = 2 }, null);
        Expect("musl", new SyntheticElf { Type = 2, HasAbiTag = true }, "its start files, linked in");
        Expect("static", new SyntheticElf { Type = 2, HasAbiTag = true }, null);
        Expect("musl", Plain, "E212");
        Expect("glibc 2.31", musl, "E212");
    }

    [Fact]
    public void Exceptions_are_reported_and_not_held_to_the_policy()
    {
        var policy = new AbiPolicy("static") { Exceptions = ["plugins/*"] };

        policy.Check(new AbiContents([File(Plain, "plugins/a.so")], [], 0)).ShouldBeEmpty();
        policy.Check(new AbiContents([File(Plain, "lib/a.so")], [], 0)).ShouldNotBeEmpty();
    }

    [Fact]
    public void The_floor_of_an_artifact_is_that_of_its_most_demanding_file()
    {
        var newer = new SyntheticElf { Needed = ["libc.so.6"], Imports = ["__isoc23_strtol@GLIBC_2.38", "free@GLIBC_2.2.5"] };

        var floor = AbiFloor.Of([File(Plain, "a.so"), File(newer, "b.so"), File(new SyntheticElf { Type = 2 }, "c")])!;

        floor.Text.ShouldBe("glibc 2.38");
        floor.Because.ShouldBe("b.so, __isoc23_strtol@GLIBC_2.38");
        AbiFloor.Of([File(new SyntheticElf { Type = 2 })])!.Text.ShouldBe("static");
        AbiFloor.Of([]).ShouldBeNull();
    }

    [Fact]
    public void A_libstdcxx_that_comes_along_sets_no_floor()
    {
        var needs = new SyntheticElf { Needed = ["libstdc++.so.6"], Imports = ["foo@GLIBCXX_3.4.30"] };
        var brought = new SyntheticElf { Soname = "libstdc++.so.6" };

        AbiFloor.Of([File(needs)])!.Gcc!.ToString().ShouldBe("12.1.0");
        AbiFloor.Of([File(needs), File(brought, "lib/libstdc++.so.6")])!.Gcc.ShouldBeNull();
    }

    [Fact]
    public void An_object_that_uses_a_name_of_the_c_library_tells_the_glibc_that_it_will_need()
    {
        var elf = ElfReader.Read(new MemorySource(Plain.Bytes())) with
        {
            Kind = ElfKind.Object,
            Needed = [],
            Needs = [],
            Imports = [new("__isoc23_strtol", null, null, false), new("strlcpy", null, null, false)],
        };
        var file = AbiFiles.Of("libfoo.a(bar.o)", elf);

        AbiFloor.Of([file])!.Text.ShouldBe("objects, glibc 2.38");
        new AbiPolicy("glibc 2.31")
            .Check(new AbiContents([file], [], 0))
            .ShouldHaveSingleItem()
            .What.ShouldContain("uses __isoc23_strtol, which glibc has since 2.38");
    }

    private static void Expect(string policy, SyntheticElf elf, string? expected)
    {
        var violations = new AbiPolicy(policy)
            .Check(new AbiContents([File(elf)], [], 0))
            .Select(violation => $"{violation.Code} {violation.What}; {violation.Fix}")
            .ToList();
        if (expected is null)
            violations.ShouldBeEmpty();
        else
            violations.ShouldHaveSingleItem().ShouldContain(expected);
    }

    private static AbiFile File(SyntheticElf elf, string path = "file")
    {
        using var source = new MemorySource(elf.Bytes());
        return AbiFiles.Of(path, ElfReader.Read(source));
    }
}
