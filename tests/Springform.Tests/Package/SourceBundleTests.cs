using Springform.Errors;
using Springform.Package;
using Springform.Plan;

namespace Springform.Tests.Package;

public sealed class SourceBundleTests : IDisposable
{
    private static readonly (string, string)[] Complete = [("bin/x86_64/fio", "fio"), ("licenses/fio/COPYING", "GPL"), ("source/fio/fio.tar", "source")];

    private readonly PackProject project = new();

    public void Dispose() => project.Dispose();

    [Fact]
    public async Task What_two_architectures_have_alike_is_there_once_and_programs_are_not()
    {
        await project.RecipeAsync("fio", "linux/amd64", Complete);
        await project.RecipeAsync(
            "fio",
            "linux/arm64",
            ("bin/aarch64/fio", "other"),
            ("licenses/fio/COPYING", "GPL"),
            ("source/fio/fio.tar", "source"),
            ("source/fio/arm.patch", "patch")
        );
        await project.RecipeAsync("glibc", "linux/amd64", ("licenses/glibc/COPYING", "LGPL"), ("source/glibc/glibc.tar", "source"));

        var staged = await BundleAsync();

        project
            .Listing("oss_source.tgz")
            .Where(path => !path.EndsWith('/'))
            .ShouldBe(["licenses/fio/COPYING", "licenses/glibc/COPYING", "source/fio/arm.patch", "source/fio/fio.tar", "source/glibc/glibc.tar"]);
        RealTool.Run(project.Dist.StagingFolder, "md5sum", "--strict", "-c", "oss_source.tgz.md5").ShouldBe(["oss_source.tgz: OK"]);
        staged.Archive.Kind.ShouldBe(ArtifactKind.Sources);
        staged.Archive.Target.ShouldBeNull();
    }

    [Fact]
    public async Task One_path_with_two_contents_names_both_recipes()
    {
        await project.RecipeAsync("fio", "linux/amd64", Complete);
        await project.RecipeAsync("fio", "linux/arm64", ("licenses/fio/COPYING", "GPL"), ("source/fio/fio.tar", "sourcE"));

        var problem = (await Should.ThrowAsync<SpringformException>(BundleAsync)).Problems.ShouldHaveSingleItem();

        problem.Code.ShouldBe(ErrorCode.DuplicateEntry);
        problem.What.ShouldContain("tool fio-x86_64");
        problem.What.ShouldContain("tool fio-aarch64");
    }

    [Theory]
    [InlineData("source/fio/fio.tar", "source/fio/")]
    [InlineData("licenses/fio/COPYING", "licenses/fio/")]
    public async Task A_shipped_tool_without_source_or_licence_is_refused(string left, string missing)
    {
        await project.RecipeAsync("fio", "linux/amd64", [.. Complete.Where(file => file.Item1 != left), ("source/other/a", "a"), ("licenses/other/a", "a")]);

        var problem = (await Should.ThrowAsync<SpringformException>(BundleAsync)).Problems.ShouldHaveSingleItem();

        problem.Code.ShouldBe(ErrorCode.RecipeContents);
        problem.What.ShouldBe($"the tool fio-x86_64 is shipped, but its recipe left nothing in {missing}");
    }

    private Task<StagedArchive> BundleAsync() =>
        new SourceBundle(project.BeginStaging()).PackAsync(project.Plan(), project.Sources(), project.Results, TestContext.Current.CancellationToken);
}
