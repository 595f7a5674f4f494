using Springform.Names;

namespace Springform.Tests.Plan;

public sealed class TagPatternTests
{
    [Theory]
    [InlineData(null, "v1.2.3", "1.2.3")]
    [InlineData(null, "1.2.3-rc.1", "1.2.3-rc.1")]
    [InlineData(null, "v1", null)]
    [InlineData(null, "v1.2", null)]
    [InlineData(null, "latest", null)]
    [InlineData(null, "lib/v2.3.4", null)]
    [InlineData(null, "tool-1.2.3", null)]
    [InlineData(null, "1.2.3.4", null)]
    [InlineData(null, "v1.2.3+build", null)]
    [InlineData(null, "vv1.2.3", null)]
    [InlineData(null, "V1.2.3", null)]
    [InlineData(null, "v1.2.3\u0660", null)]
    [InlineData(null, "v99999999999.0.0", null)]
    [InlineData(null, "v01.2.3", null)]
    [InlineData("jq-*", "jq-1.7.1", "1.7.1")]
    [InlineData("jq-*", "jq-1.7", "1.7")]
    [InlineData("jq-*", "jq-1.7rc1", null)]
    [InlineData("jq-*", "v1.7.1", null)]
    [InlineData("jq-*", "jq-", null)]
    [InlineData("lib/v*", "lib/v2.3.4", "2.3.4")]
    [InlineData("lib/*", "lib/v2.3.4", "2.3.4")]
    [InlineData("lib/v*", "other/lib/v2.3.4", null)]
    [InlineData("v*", "v2", "2")]
    [InlineData("release-*", "release-7-rc1", "7-rc1")]
    [InlineData("*-final", "3.1-final", "3.1")]
    [InlineData("a*a", "a", null)]
    [InlineData("*", "2.0", "2.0")]
    [InlineData("nightly-*", "nightly-20261120-3f2a91c", null)]
    [InlineData("development-*", "development-20261120-3f2a91c", null)]
    [InlineData("nightly-*", "nightly-20261120", "20261120")]
    public void Which_tag_is_which_version(string? pattern, string tag, string? version) => (Of(pattern).Parse(tag)?.Text).ShouldBe(version);

    [Theory]
    [InlineData(null, "v1.2.3", "1.2.3")]
    [InlineData("jq-*", "jq-1.2.3", "jq-v1.2.3")]
    [InlineData("lib/v*", "lib/v1.2.3", "lib/vv1.2.3")]
    public void How_the_tag_of_a_version_is_spelled(string? pattern, string usual, string other) => Of(pattern).Names("1.2.3").ShouldBe([usual, other]);

    [Fact]
    public void A_release_is_higher_than_its_candidate_and_v1_0_0_says_more_than_v1()
    {
        string[] tags = ["v1", "v1.0.0", "v1.0.0-rc.2", "v1.0.0-rc.10", "v1.0"];

        VersionTag.Highest(tags.Select(tag => TagPattern.Of("v*").Parse(tag)!))!.Tag.ShouldBe("v1.0.0");
        VersionTag.Highest(tags.Where(tag => tag.Contains('-')).Select(tag => TagPattern.Default.Parse(tag)!))!.Tag.ShouldBe("v1.0.0-rc.10");
        VersionTag.Highest([]).ShouldBeNull();
    }

    private static TagPattern Of(string? pattern) => pattern is null ? TagPattern.Default : TagPattern.Of(pattern);
}
