using Springform.Abi;
using Springform.Abi.Policies;
using Springform.Names;

namespace Springform.Tests.Abi.Policies;

/// <summary>Names of policies: what is written, what is meant, and that each has its data.</summary>
public sealed class AbiTermsTests
{
    [Theory]
    [InlineData("glibc 2.31", "glibc 2.31")]
    [InlineData("glibc 2.31, gcc 10", "glibc 2.31; gcc 10")]
    [InlineData("manylinux2014", "manylinux_2_17")]
    [InlineData("static", "static")]
    [InlineData("macos 11.0", "macos 11.0")]
    public void A_policy_is_one_or_several_terms(string text, string expected)
    {
        AbiTerms.Refusal(text).ShouldBeNull();
        string.Join("; ", AbiTerms.Parse(text)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("manylinux_2_99", "manylinux_2_9")]
    [InlineData("manylinx_2_28", "manylinux_2_28")]
    [InlineData("statik", "static")]
    [InlineData("muls", "musl")]
    [InlineData("glibc", "glibc 2.31")]
    [InlineData("glibc2.31", "glibc 2.31")]
    [InlineData("glibc 2.x", "glibc 2.31")]
    [InlineData("", "glibc VERSION")]
    public void Another_name_is_refused_with_the_nearest(string text, string fix) => AbiTerms.Refusal(text)!.Value.Fix.ShouldContain(fix);

    [Fact]
    public void Every_name_has_its_data_and_all_data_has_a_name()
    {
        var data = PolicyData.Current.ManyLinux.Keys.Concat(PolicyData.Current.MuslLinux);

        AbiTerms.Names.Where(name => name.Contains("linux_", StringComparison.Ordinal)).ShouldBe(data, ignoreOrder: true);
        foreach (var name in AbiTerms.Names)
            Should.NotThrow(() => new AbiPolicy(name is "glibc" or "gcc" or "macos" ? $"{name} 2.31" : name).Check(new AbiContents([], [], 0)));
    }

    [Theory]
    [InlineData("2.3.4", "2.4")]
    [InlineData("2.9", "2.10")]
    [InlineData("2.2.5", "2.3")]
    [InlineData("2.4", "2.4.1")]
    public void Versions_are_compared_as_numbers(string lower, string higher) => (VersionNumber.Of(lower) < VersionNumber.Of(higher)).ShouldBeTrue();
}
