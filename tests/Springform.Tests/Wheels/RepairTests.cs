using Springform.Abi;
using Springform.Engine;
using Springform.Images;
using Springform.Plan;
using Springform.Tests.Archives;
using Springform.Wheels;

namespace Springform.Tests.Wheels;

/// <summary>Repair of a real program, grep, which needs libpcre2 beside the C library.</summary>
public sealed class RepairTests : IDisposable
{
    private const string Foreign = "libpcre2-8.so.0";
    private readonly TemporaryFolder root = new();
    private readonly Func<string, bool> isAllowed = name => name != Foreign;
    private bool isInBuilder = true;

    public void Dispose() => root.Dispose();

    [Fact]
    public async Task A_foreign_library_comes_along_under_a_name_of_its_own_and_the_program_finds_it()
    {
        var grep = Grep();

        var names = await RunAsync(isAllowed);

        var name = names[Foreign];
        name.ShouldMatch("^libpcre2-8-[0-9a-f]{8}\\.so\\.0$");
        Needed(grep).ShouldContain(name);
        Needed(grep).ShouldNotContain(Foreign);
        RealTool.Run("patchelf", "--print-rpath", grep).Trim().ShouldBe("$ORIGIN/../demo.libs");
        RealTool.Run("patchelf", "--print-soname", Path.Combine(root.Path, "demo.libs", name)).Trim().ShouldBe(name);
        RealTool.Run("ldd", grep).ShouldContain($"demo.libs/{name}");
        RealTool.Run(grep, "-cP", "^Springform(?= )", root.File("text", "Springform forms\n")).Trim().ShouldBe("1");
    }

    [Fact]
    public async Task The_same_bytes_give_the_same_name()
    {
        Grep();
        var first = await RunAsync(isAllowed);
        Directory.Delete(Path.Combine(root.Path, "demo.libs"), recursive: true);
        Grep();

        (await RunAsync(isAllowed)).ShouldBe(first);
    }

    [Fact]
    public async Task What_the_policy_allows_stays_the_systems()
    {
        var grep = Grep();

        (await RunAsync(_ => true)).ShouldBeEmpty();

        Needed(grep).ShouldContain(Foreign);
        Directory.Exists(Path.Combine(root.Path, "demo.libs")).ShouldBeFalse();
    }

    [Fact]
    public async Task The_C_library_is_never_brought_along()
    {
        Grep();

        var problem = (await Should.ThrowAsync<SpringformException>(() => RunAsync(_ => false))).Problems.ShouldHaveSingleItem();

        (problem.Code, problem.Code.ExitCode).ShouldBe((ErrorCode.RepairFailed, ExitCode.StepFailed));
        problem.What.ShouldBe("libc.so.6 is not allowed by the policy, and must never be brought along");
    }

    [Fact]
    public async Task A_library_that_the_builder_lacks_is_named()
    {
        Grep();
        isInBuilder = false;

        (await Should.ThrowAsync<SpringformException>(() => RunAsync(isAllowed))).Problems.ShouldHaveSingleItem().What.ShouldBe($"the builder has no {Foreign} for this platform");
    }

    private Task<IReadOnlyDictionary<string, string>> RunAsync(Func<string, bool> allowed)
    {
        var patchelf = new Patchelf(new ProcessRunner(ProcessEnvironment.Current()), "patchelf");
        return new Repair(patchelf, Needed, allowed, (names, _) => Task.FromResult<IReadOnlyDictionary<string, string>>(
            isInBuilder ? names.ToDictionary(name => name, SystemLibrary) : new Dictionary<string, string>())).RunAsync(root.Path, "demo.libs", "demo", TestContext.Current.CancellationToken);
    }

    private string Grep()
    {
        RealTool.Need("patchelf");
        var path = Path.Combine(root.Path, "bin", "grep");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Copy("/bin/grep", path, overwrite: true);
        return path;
    }

    private static IReadOnlyList<string> Needed(string path) =>
        ElfMachine.Of(path) is null ? [] : [.. new AbiReader().Read(path, TestContext.Current.CancellationToken).Files.SelectMany(file => file.Elf.Needed)];

    private static string SystemLibrary(string name) =>
        RealTool.Run("ldd", "/bin/grep").Split('\n').Select(line => line.Trim().Split(" => ")).First(parts => parts[0] == name)[1].Split(' ')[0];
}
