using Springform.Errors;
using Springform.Tests.Abi;
using Springform.Tests.Archives;

namespace Springform.Tests.Repair;

/// <summary>What cannot be repaired: each is told with the file that needs it, before anything is rewritten.</summary>
public sealed class RefusedRepairTests : IDisposable
{
    private readonly RepairProject project = new();

    public void Dispose() => project.Dispose();

    [Theory]
    [InlineData("libm.so.6", "glibc and its loader")]
    [InlineData("libGL.so.1", "graphics and its drivers")]
    [InlineData("libpython3.11.so.1.0", "the interpreter")]
    [InlineData("libc.musl-x86_64.so.1", "musl and its loader")]
    public async Task What_must_be_the_systems_is_never_brought_along(string library, string kind)
    {
        project.File("demo/bin/x", Program(library));
        project.InBuilder($"/usr/lib/{library}", RepairProject.Library(library));

        var problem = await project.ProblemAsync();

        problem.What.ShouldBe($"demo/bin/x needs {library}, which glibc 2.99 does not allow and which must never be brought along: it is of {kind}");
        problem.Fix.ShouldContain("abi.libraries");
        project.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_library_that_the_builder_lacks_or_has_for_another_processor_is_named()
    {
        project.File("demo/bin/x", Program("libfoo.so.1"));
        project.InBuilder("/usr/lib/libfoo.so.1", RepairProject.Library("libfoo.so.1", machine: 183));

        (await project.ProblemAsync()).What.ShouldBe("demo/bin/x needs libfoo.so.1, which neither the archive nor the builder has for x86_64");
    }

    [Fact]
    public async Task What_a_library_of_the_builder_lacks_is_named_with_its_place()
    {
        project.File("demo/bin/x", Program("libfoo.so.1"));
        project.InBuilder("/usr/lib/libfoo.so.1", RepairProject.Library("libfoo.so.1", 62, "libbar.so.1"));

        (await project.ProblemAsync()).What.ShouldBe(
            "/usr/lib/libfoo.so.1 of the builder needs libbar.so.1, which neither the archive nor the builder has for x86_64"
        );
    }

    [Fact]
    public async Task Several_that_differ_outside_the_usual_folders_are_named()
    {
        project.File("demo/bin/x", Program("libfoo.so.1"));
        project.InBuilder("/opt/b/libfoo.so.1", RepairProject.Library("libfoo.so.1"));
        project.InBuilder("/opt/a/libfoo.so.1", RepairProject.Library("libfoo.so.1", 62, "libc.so.6"));

        (await project.ProblemAsync()).What.ShouldBe(
            "demo/bin/x needs libfoo.so.1, of which the builder has several that differ: /opt/a/libfoo.so.1, /opt/b/libfoo.so.1"
        );
    }

    [Fact]
    public async Task Several_of_the_archive_are_named()
    {
        project.File("demo/bin/x", Program("libfoo.so.1"));
        project.File("demo/a/libfoo.so.1", RepairProject.Library("libfoo.so.1"));
        project.File("demo/b/libfoo.so.1", RepairProject.Library("libfoo.so.1"));

        (await project.ProblemAsync()).What.ShouldBe("demo/bin/x needs libfoo.so.1, and does not say which of demo/a/libfoo.so.1, demo/b/libfoo.so.1");
    }

    [Fact]
    public async Task A_library_of_the_archive_under_another_name_is_told()
    {
        project.File("demo/bin/x", Program("libfoo.so.1"));
        project.File("demo/lib/libfoo.so", RepairProject.Library("libfoo.so.1"));

        (await project.ProblemAsync()).What.ShouldBe("demo/bin/x needs libfoo.so.1, which demo/lib/libfoo.so is, but loaders look for files of that name");
    }

    [Theory]
    [InlineData("build/libfoo.so", "by its path, which only the builder has")]
    [InlineData("lib*.so", "which is no file name that can be looked for")]
    [InlineData("-delete", "which is no file name that can be looked for")]
    public async Task What_is_no_plain_name_is_told_and_not_looked_for(string name, string expected)
    {
        project.File("demo/bin/x", Program(name));

        (await project.ProblemAsync()).What.ShouldBe($"demo/bin/x needs {name}, {expected}");

        project.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task All_problems_are_told_at_once()
    {
        project.File("demo/bin/x", Program("libGL.so.1", "libfoo.so.1"));
        project.File("demo/bin/y", Program("libfoo.so.1"));

        (await Should.ThrowAsync<SpringformException>(project.RunAsync))
            .Problems.Select(problem => problem.What.Split(',')[0])
            .ShouldBe(["demo/bin/x needs libGL.so.1", "demo/bin/x needs libfoo.so.1", "demo/bin/y needs libfoo.so.1"]);
    }

    [Theory]
    [InlineData(
        "#!/bin/sh\necho patchelf 0.18.0\n",
        "patchelf cannot be used for repair: PROGRAM leaves a file whose name is 'libSystem.Native.so', not what was asked for"
    )]
    [InlineData(
        "#!/bin/sh\ncase $1 in --set-soname) exit 0 ;; esac\nexec /usr/bin/patchelf \"$@\"\n",
        "patchelf cannot be used for repair: PROGRAM leaves a file whose name is 'libSystem.Native.so', not what was asked for"
    )]
    [InlineData(
        "#!/bin/sh\n[ $1 != --replace-needed ] || set -- $1 $2 $2 $4\nexec /usr/bin/patchelf \"$@\"\n",
        "patchelf cannot be used for repair: PROGRAM leaves a file whose needed libraries are "
    )]
    [InlineData("#!/bin/sh\nfor file; do :; done\n: >\"$file\"\n", "patchelf cannot be used for repair: PROGRAM leaves a damaged file: ")]
    [InlineData("#!/bin/sh\necho out of order\nexit 3\n", "patchelf cannot be used for repair: PROGRAM fails: patchelf refused library.so: out of order")]
    [InlineData(null, "patchelf is not installed; repair rewrites the names of libraries with it")]
    public async Task Without_a_patchelf_that_can_do_it_the_remedy_is_named(string? script, string expected)
    {
        using var folder = new TemporaryFolder();
        var program = script is null ? "patchelf-that-is-not-there" : folder.File("patchelf", script);
        if (script?.Contains("/usr/bin/patchelf", StringComparison.Ordinal) == true)
            RealTool.Need("patchelf");
        if (script is not null)
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using var without = new RepairProject { Patchelf = program };
        without.File("demo/bin/x", Program("libfoo.so.1"));
        without.InBuilder("/usr/lib/libfoo.so.1", RepairProject.Library("libfoo.so.1"));

        var problem = (await Should.ThrowAsync<SpringformException>(without.RunAsync)).Problems.ShouldHaveSingleItem();

        (problem.Code, problem.Code.ExitCode).ShouldBe((ErrorCode.MissingTool, ExitCode.Environment));
        problem.What.ShouldStartWith(expected.Replace("PROGRAM", program, StringComparison.Ordinal));
        problem.Fix.ShouldBe("run the same command with --provision, as root (sudo); or use a release of Springform, which brings its own");
    }

    [Fact]
    public async Task A_file_that_patchelf_refuses_is_told_with_its_words()
    {
        project.Grep();
        project.InBuilder();
        project.File("demo/bin/x", Program(RepairProject.Foreign));

        var problem = (await Should.ThrowAsync<SpringformException>(project.RunAsync)).Problems.ShouldHaveSingleItem();

        (problem.Code, problem.Code.ExitCode).ShouldBe((ErrorCode.RepairFailed, ExitCode.StepFailed));
        problem.What.ShouldStartWith("patchelf refused x: ");
        problem.Fix.ShouldBe("a file that patchelf cannot change cannot be repaired: link the library statically");
    }

    private static byte[] Program(params string[] needed) => new SyntheticElf { Interpreter = "/lib64/ld-linux-x86-64.so.2", Needed = needed }.Bytes();
}
