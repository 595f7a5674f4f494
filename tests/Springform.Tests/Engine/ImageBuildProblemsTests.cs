using Springform.Engine;

namespace Springform.Tests.Engine;

/// <summary>The words are those of BuildKit 0.13 and 0.19, buildah 1.28 and apt 2.6.</summary>
public sealed class ImageBuildProblemsTests
{
    [Theory]
    [InlineData(
        "ERROR: failed to solve: failed to compute cache key: failed to calculate checksum of ref 9f::x1: \"/nowhere.txt\": not found",
        ": it copies nowhere.txt, which is not in its build context"
    )]
    [InlineData(
        "Error: building at STEP \"COPY nowhere.txt /\": checking on sources under \"/c\": copier: stat: \"/nowhere.txt\": no such file or directory",
        ": it copies nowhere.txt, which is not in its build context"
    )]
    [InlineData("#6 1.2 E: Unable to locate package gc", ": apt knows no package gc")]
    [InlineData("#6 1.2 E: Package 'python' has no installation candidate", ": apt knows no package python")]
    [InlineData("process \"/bin/sh -c false\" did not complete successfully: exit code: 1", null)]
    public void What_most_often_fails_is_told_in_one_sentence(string line, string? why) =>
        (ImageBuildProblems.Of(["before", line, "after"])?.Why).ShouldBe(why);
}
