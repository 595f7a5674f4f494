using Springform.Names;

namespace Springform.Tests.Plan;

/// <summary>One number is several machines: 32 and 64 bits, and both byte orders.</summary>
public sealed class ElfMachineNameTests
{
    [Theory]
    [InlineData(62, true, false, "linux/amd64")]
    [InlineData(183, true, false, "linux/arm64")]
    [InlineData(3, false, false, "linux/386")]
    [InlineData(40, false, false, "linux/arm/v7")]
    [InlineData(21, true, false, "linux/ppc64le")]
    [InlineData(22, true, true, "linux/s390x")]
    [InlineData(243, true, false, "linux/riscv64")]
    public void A_machine_of_each_platform_is_called_as_its_kernel(ushort machine, bool is64, bool bigEndian, string platform)
    {
        ElfMachineName.Of(machine, is64, bigEndian).ShouldBe(Platform.Of(platform).Kernel);
        Platform.OfContainers.Count.ShouldBe(7);
    }

    [Theory]
    [InlineData(62, false, false, "x32")]
    [InlineData(183, true, true, "aarch64_be")]
    [InlineData(183, false, false, "aarch64_ilp32")]
    [InlineData(40, false, true, "armv7b")]
    [InlineData(21, true, true, "ppc64")]
    [InlineData(20, false, true, "ppc")]
    [InlineData(22, false, true, "s390")]
    [InlineData(243, false, false, "riscv32")]
    [InlineData(8, true, false, "mips64el")]
    [InlineData(8, false, true, "mips")]
    [InlineData(258, true, false, "loongarch64")]
    [InlineData(4711, true, false, "machine 4711")]
    public void Another_size_or_byte_order_is_another_machine(ushort machine, bool is64, bool bigEndian, string name)
    {
        ElfMachineName.Of(machine, is64, bigEndian).ShouldBe(name);
        Platform.All.Select(platform => platform.Kernel).ShouldNotContain(name);
    }
}
