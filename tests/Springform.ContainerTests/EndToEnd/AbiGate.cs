using Springform.Tests;

namespace Springform.ContainerTests.EndToEnd;

/// <summary>A leg of examples/abi that was built on Debian 13 and declared for the glibc of Debian 11: Dist ends with 5, and dist/ stays as it was.</summary>
[Draw(4)]
[Collection(OneAtATime.Name)]
public sealed class AbiGate(Workshop workshop)
{
    [Fact]
    public void A_library_that_needs_a_newer_glibc_than_its_target_allows_never_reaches_dist()
    {
        Assert.SkipUnless(ExampleCopy.IsWanted, "takes minutes: runs with CI=true or SPRINGFORM_LONG_TESTS=1");
        Assert.SkipUnless(workshop.Missing is null || ExampleCopy.IsCi, workshop.Missing ?? "");
        workshop.Missing.ShouldBeNull();
        using var project = ExampleCopy.Of("abi");
        // The object is kept beside the library that it becomes: what brought a symbol in can be told then.
        project.Replace(
            "Makefile",
            "-shared -Wl,-soname,libgreeting.so.1 -o $@ src/greeting.c -pthread",
            "-c -o build/greeting.o src/greeting.c\n\t$(CC) -shared -Wl,-soname,libgreeting.so.1 -o $@ build/greeting.o -pthread"
        );
        project.Replace("springform.yaml", "outputs: [build/greet, ", "outputs: [build/greet, build/greeting.o, ");
        project.Commit();
        project.Run("--only=debian13-amd64", "--skip=LoadTest").Ends(0).Says("glibc 2.38             greeting-1.0.0-debian13-amd64.tgz  (glibc 2.41)");
        var before = Sample.Hashes(project.PathOf("dist"));
        File.ReadAllText(project.PathOf("dist/manifest.json")).ShouldContain("\"lowest_system\": \"glibc 2.38\"");
        File.ReadAllText(project.PathOf("dist/artifacts.json")).ShouldContain("\"floor\": \"glibc 2.38\"");
        File.ReadAllText(project.PathOf("dist/abi.json")).ShouldContain("\"set_by\": \"greeting-1.0.0/lib/libgreeting.so.1, __isoc23_strtol@GLIBC_2.38\"");

        project.Replace("springform.yaml", "abi: glibc 2.41", "abi: glibc 2.31");
        var refused = project.Run("--only=debian13-amd64", "--skip=LoadTest").Ends(5);

        Golden.Matches(refused.Error);
        Sample.Hashes(project.PathOf("dist")).ShouldBe(before);
    }
}
