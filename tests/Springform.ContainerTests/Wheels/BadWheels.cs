using Springform.ContainerTests.EndToEnd;

namespace Springform.ContainerTests.Wheels;

/// <summary>What a backend must not leave: exit code and text of the process, and dist/ stays as it was.</summary>
[Draw(4)]
[Collection(OneAtATime.Name)]
public sealed class BadWheels(WheelDist dist) : IClassFixture<WheelDist>
{
    [Fact]
    public void A_RECORD_that_is_wrong_ends_with_6() =>
        Refused(
            wheel => wheel with { RecordedText = "from demo import another\n" },
            6,
            "E511 RECORD does not say what is in the wheel: 'demo/__init__.py' has another hash"
        );

    [Fact]
    public void An_extension_that_fell_back_to_Python_ends_with_1() =>
        Refused(
            wheel => wheel with { IsNative = false },
            1,
            "E420 the extension demo._nvx was asked for, but the wheel only has demo/_nvx.py",
            "optional=False"
        );

    [Fact]
    public void A_symbol_newer_than_the_tag_ends_with_5() =>
        Refused(wheel => wheel with { Symbol = "arc4random@GLIBC_2.36" }, 5, "E214", "arc4random", "2.36", "manylinux_2_31");

    [Fact]
    public void A_leg_without_its_wheel_ends_with_1_and_the_others_are_named_by_no_error()
    {
        using var project = dist.Project.CopyFor(dist.Index.Address);
        File.Delete(project.PathOf($"prepared/{project.Wheel("cp39-cp39").Name}"));

        var before = Sample.Hashes(project.PathOf("dist"));
        project.Run("--target=Dist").Ends(1).Says("E402", $"compile/floor-{project.Arch}-cp39/2-wheel").SaysNot($"step compile/newer-{project.Arch}-cp311");

        Sample.Hashes(project.PathOf("dist")).ShouldBe(before);
    }

    [Fact]
    public void A_wheel_that_cannot_be_imported_ends_with_1()
    {
        using var project = dist.Project.CopyFor(dist.Index.Address);
        project.Replace("springform.yaml", "test: ['\"$PYTHON\" --version', demo-tool]", "test: ['\"$PYTHON\" -c \"\" demo.gone']");

        var before = Sample.Hashes(project.PathOf("dist"));
        project.Run("--target=Dist").Ends(1).Says("E422", "does not install, import or pass its tests on floor");

        Sample.Hashes(project.PathOf("dist")).ShouldBe(before);
    }

    private void Refused(Func<PreparedWheel, PreparedWheel> spoil, int exitCode, params string[] texts)
    {
        using var project = dist.Project.CopyFor(dist.Index.Address);
        project.Prepare(spoil(project.Wheel("cp39-cp39")));

        var before = Sample.Hashes(project.PathOf("dist"));
        project.Run("--target=Dist").Ends(exitCode).Says(texts);

        Sample.Hashes(project.PathOf("dist")).ShouldBe(before);
    }
}
