using Springform.Names;

namespace Springform.Tests.Plan;

public sealed class Pep440Tests
{
    [Theory]
    [InlineData("1.4.0", "1.4.0")]
    [InlineData("1.4.0-rc.1", "1.4.0rc1")]
    [InlineData("1.4.0-rc1", "1.4.0rc1")]
    [InlineData("1.4.0-alpha", "1.4.0a0")]
    [InlineData("1.4.0-beta.2", "1.4.0b2")]
    [InlineData("1.4.0-pre.3", "1.4.0rc3")]
    [InlineData("1.4.1-dev.3", "1.4.1.dev3")]
    [InlineData("0.0.0-dev", "0.0.0.dev0")]
    [InlineData("1.4.0-rc.dev.4", "1.4.0rc1.dev4")]
    public void A_version_is_spelled_as_Python_does(string ours, string python) => Pep440.Of(ours).ShouldBe(python);

    [Fact]
    public void A_commit_after_a_prerelease_sorts_after_it_for_Python_too() => Pep440.Of("1.4.0-rc.1.dev.4").ShouldBe("1.4.0rc2.dev4");

    [Theory]
    [InlineData("1.4.0-SNAPSHOT-3f2a91c", "1.4.0.dev0+snapshot.3f2a91c")]
    [InlineData("1.4.0-nightly.20261101", "1.4.0.dev0+nightly.20261101")]
    public void What_Python_has_no_word_for_is_local_and_no_index_takes_it(string ours, string python)
    {
        Pep440.Of(ours).ShouldBe(python);
        Pep440.IsLocal(python).ShouldBeTrue();
    }
}
