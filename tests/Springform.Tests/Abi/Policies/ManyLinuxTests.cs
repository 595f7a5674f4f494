using Springform.Abi;
using Springform.Abi.Elf;
using Springform.Abi.Policies;
using Springform.Names;

namespace Springform.Tests.Abi.Policies;

/// <summary>A policy for every glibc from 2.5 to 2.44, as PEP 600 has it and pip accepts it.</summary>
public sealed class ManyLinuxTests
{
    [Fact]
    public void There_is_one_for_every_glibc() => PolicyData.Current.ManyLinux.Keys.ShouldBe(Enumerable.Range(5, 40).Select(minor => $"manylinux_2_{minor}"));

    [Theory]
    [InlineData(62, "manylinux_2_33", "GLIBC_2.33", true)]
    [InlineData(62, "manylinux_2_33", "GLIBC_2.34", false)]
    [InlineData(62, "manylinux_2_44", "GLIBC_2.44", true)]
    [InlineData(62, "manylinux_2_6", "GLIBC_2.6", true)]
    [InlineData(183, "manylinux_2_20", "GLIBC_2.20", true)]
    [InlineData(183, "manylinux_2_20", "GLIBC_2.21", false)]
    [InlineData(183, "manylinux_2_18", "GLIBC_2.18", true)]
    [InlineData(183, "manylinux_2_16", "GLIBC_2.17", false)] // no aarch64 before 2.17
    public void Its_glibc_is_the_one_in_its_name(int machine, string policy, string version, bool holds) =>
        Holds(
                policy,
                new SyntheticElf
                {
                    Machine = (ushort)machine,
                    Needed = ["libc.so.6"],
                    Imports = [$"foo@{version}"],
                }
            )
            .ShouldBe(holds);

    [Theory]
    [InlineData("manylinux_2_31", "GLIBCXX_3.4.28", true)]
    [InlineData("manylinux_2_33", "GLIBCXX_3.4.28", true)]
    [InlineData("manylinux_2_33", "GLIBCXX_3.4.29", false)]
    [InlineData("manylinux_2_34", "GLIBCXX_3.4.29", true)]
    [InlineData("manylinux_2_44", "GLIBCXX_3.4.33", true)]
    public void Between_two_of_the_table_the_libraries_are_those_of_the_older(string policy, string version, bool holds) =>
        Holds(policy, new SyntheticElf { Needed = ["libstdc++.so.6"], Imports = [$"foo@{version}"] }).ShouldBe(holds);

    [Theory]
    [InlineData("GLIBC")]
    [InlineData("GLIBCXX")]
    [InlineData("CXXABI")]
    [InlineData("ZLIB")]
    public void A_newer_one_never_allows_less(string name)
    {
        foreach (var machine in new[] { "x86_64", "aarch64" })
        {
            var ceilings = PolicyData
                .Current.ManyLinux.Values.Where(policy => policy.Machines.Contains(machine))
                .Select(policy => policy.Ceiling(machine, name))
                .OfType<VersionNumber>()
                .ToList();

            ceilings.Count.ShouldBeGreaterThan(20);
            ceilings.Zip(ceilings.Skip(1)).ShouldAllBe(pair => pair.First <= pair.Second, $"{name} on {machine}");
        }
    }

    private static bool Holds(string policy, SyntheticElf elf) =>
        new AbiPolicy(policy).Check(new AbiContents([AbiFiles.Of("a.so", ElfReader.Read(new MemorySource(elf.Bytes())))], [], 0)).Count == 0;
}
