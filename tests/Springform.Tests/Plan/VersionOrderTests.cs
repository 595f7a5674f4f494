using NuGet.Versioning;
using Springform.Names;

namespace Springform.Tests.Plan;

public sealed class VersionOrderTests
{
    /// <summary>Each before the next; the middle is the example of SemVer 2.0.0, 11.</summary>
    private static readonly string[] Ascending =
    [
        "0.0.0-dev",
        "0.9.9",
        "1.0.0-1",
        "1.0.0-2",
        "1.0.0-10",
        "1.0.0-20261129120000",
        "1.0.0-120261129120000",
        "1.0.0--1",
        "1.0.0-ALPHA",
        "1.0.0-RC.1",
        "1.0.0-alpha",
        "1.0.0-alpha.1",
        "1.0.0-alpha.beta",
        "1.0.0-beta",
        "1.0.0-beta.2",
        "1.0.0-beta.11",
        "1.0.0-rc",
        "1.0.0-rc.1",
        "1.0.0-rc.1.dev.4",
        "1.0.0-rc.2",
        "1.0.0-rc.10",
        "1.0.0-rc.9999999999",
        "1.0.0-rc.10000000000",
        "1.0.0-rc1",
        "1.0.0",
        "1.0.1-dev.3",
        "1.0.1",
        "1.2.0",
        "1.10.0",
        "2.0.0",
    ];

    [Fact]
    public void Versions_are_in_the_order_of_the_specification()
    {
        var versions = Ascending.Select(SemanticVersion.Parse).ToList();
        versions.Reverse();

        versions.Order(VersionOrder.Instance).Select(version => version.ToNormalizedString()).ShouldBe(Ascending);
        VersionTag.Highest(Ascending.Select(text => TagPattern.Default.Parse($"v{text}")!))!.Tag.ShouldBe("v2.0.0");
        VersionTag.Highest(new[] { "v1.0.0-RC.2", "v1.0.0-rc.1", "v1.0.0-RC.3" }.Select(tag => TagPattern.Default.Parse(tag)!))!.Tag.ShouldBe("v1.0.0-rc.1");
    }

    [Fact]
    public void Build_metadata_says_nothing()
    {
        VersionOrder.Instance.Compare(SemanticVersion.Parse("1.0.0+b"), SemanticVersion.Parse("1.0.0+a")).ShouldBe(0);
        VersionOrder.Instance.Compare(SemanticVersion.Parse("1.0.0-rc.1+b"), SemanticVersion.Parse("1.0.0+a")).ShouldBeLessThan(0);
    }
}
