using Springform.Compile;
using Springform.Engine;

namespace Springform.Tests.Compile;

/// <summary>The words are those of dash, bash, busybox, GNU make, tini, catatonit, runc and crun.</summary>
public sealed class MissingProgramTests
{
    [Theory]
    [InlineData("sh: 1: cmake: not found", 127, "cmake")]
    [InlineData("sh: cmake: not found", 127, "cmake")]
    [InlineData("build.sh: line 3: cmake: command not found", 127, "cmake")]
    [InlineData("make: cmake: No such file or directory\nmake: *** [Makefile:2: all] Error 127", 2, "cmake")]
    [InlineData("/bin/sh: 1: go: not found\nmake[1]: *** [Makefile:2: all] Error 127", 2, "go")]
    [InlineData("sh: 1: ./configure: not found", 127, null)]
    [InlineData("cmake: not found", 1, null)]
    [InlineData("error: a.h: not found", 2, null)]
    [InlineData("", 127, null)]
    public void What_a_shell_or_make_does_not_find_is_named(string tail, int exitCode, string? name) =>
        In(new ContainerResult(exitCode, TimeSpan.Zero, tail.Split('\n'))).ShouldBe(name);

    [Theory]
    [InlineData("[FATAL tini (7)] exec cmake failed: No such file or directory", "cmake")]
    [InlineData("ERROR (catatonit:2): failed to exec pid1: No such file or directory", "the-command")]
    [InlineData("OCI runtime create failed: runc create failed: exec: \"cmake\": executable file not found in $PATH: unknown", "cmake")]
    [InlineData("crun: executable file `cmake` not found in $PATH: No such file or directory", "cmake")]
    [InlineData("permission denied", null)]
    public void What_could_not_be_started_is_named(string error, string? name) =>
        In(new ContainerResult(127, TimeSpan.Zero, []) { EngineError = error }).ShouldBe(name);

    private static string? In(ContainerResult result)
    {
        using var project = new CommandProject(CommandProject.Shell("true", "x") with { Run = new() { Arguments = ["the-command"] } });
        return MissingProgram.In(result, project.Plan().Commands[0]);
    }
}
