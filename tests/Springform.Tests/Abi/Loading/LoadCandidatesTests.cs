using Springform.Abi.Loading;
using Springform.Archives;
using Springform.Errors;
using Springform.Plan;

namespace Springform.Tests.Abi.Loading;

/// <summary>What is started and loaded of unpacked archives.</summary>
public sealed class LoadCandidatesTests : IDisposable
{
    private static readonly SyntheticElf Program = new() { Interpreter = "/lib64/ld-linux-x86-64.so.2", Needed = ["libc.so.6"] };
    private static readonly SyntheticElf ForArm = new()
    {
        Machine = 183,
        Interpreter = "/lib/ld-linux-aarch64.so.1",
        Needed = ["libc.so.6"],
    };
    private static readonly SyntheticElf Library = new() { Soname = "liba.so", Needed = ["libc.so.6"] };
    private static readonly SyntheticElf ForMusl = new() { Soname = "libb.so", Needed = ["libc.musl-x86_64.so.1"] };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Programs_may_have_blanks_in_their_names()
    {
        var found = In(Step(), ("bin/my program", Program.Bytes()), ("lib/lib a:$b.so", Library.Bytes()));

        found.Executables.ShouldBe(["bin/my program"]);
        found.SharedObjects.ShouldBe(["lib/lib a:$b.so"]);
    }

    [Fact]
    public void A_name_with_a_line_break_cannot_be_asked_for() =>
        Should
            .Throw<SpringformException>(() => In(Step(), ("bin/my\nprogram", Program.Bytes())))
            .Problems.ShouldHaveSingleItem()
            .What.ShouldContain("cannot be asked for in a load test");

    [Fact]
    public void Scripts_are_started_where_there_is_nothing_else()
    {
        var script = "#!/bin/sh\n"u8.ToArray();

        In(Step(), ("run", script), ("notes.txt", [65])).Executables.ShouldBe(["run"]);
        In(Step(), ("run", script), ("tool", Program.Bytes())).Executables.ShouldBe(["tool"]);
    }

    [Fact]
    public void What_is_for_another_machine_is_told_and_not_blamed_on_a_glibc()
    {
        var problem = Should.Throw<SpringformException>(() => In(Step(), ("tool", ForArm.Bytes()))).Problems.ShouldHaveSingleItem();

        problem.Code.ShouldBe(ErrorCode.WrongMachine);
        problem.What.ShouldBe("tool is for aarch64 Linux, and a is for linux/amd64: it was not started");
        problem.Fix.ShouldNotContain("glibc");
    }

    [Fact]
    public void Data_for_other_machines_is_passed_over()
    {
        In(Step() with { Exceptions = ["firmware/*"] }, ("firmware/tool", ForArm.Bytes()), ("tool", Program.Bytes())).Executables.ShouldBe(["tool"]);
    }

    [Fact]
    public void Of_an_archive_for_any_platform_only_what_is_of_the_base_is_loaded()
    {
        var found = In(
            Step() with
            {
                Glibc = "2.36",
            },
            ["arm", "musl.so", "own.so"],
            ("arm", ForArm.Bytes()),
            ("musl.so", ForMusl.Bytes()),
            ("own.so", Library.Bytes())
        );

        found.Executables.ShouldBeEmpty();
        found.SharedObjects.ShouldBe(["own.so"]);
    }

    private static LoadStep Step() =>
        new(
            new Target("a", "linux/amd64", "linux/amd64", null, null, ""),
            "b",
            ["a.tgz"],
            [],
            new StepKey(ContentKey.Of(new string('1', 64)), [], FileSet.Empty)
        );

    private LoadCandidates In(LoadStep step, params (string Path, byte[] Bytes)[] files) => In(step, [], files);

    private LoadCandidates In(LoadStep step, HashSet<string> forAny, params (string Path, byte[] Bytes)[] files)
    {
        foreach (var (path, bytes) in files)
        {
            var full = Path.Combine(folder.Path, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllBytes(full, bytes);
            File.SetUnixFileMode(full, File.GetUnixFileMode(full) | UnixFileMode.UserExecute);
        }

        return LoadCandidates.In(step, [.. DirectoryEntries.Below(folder.Path)], forAny);
    }
}
