using Springform.Report;

namespace Springform.Tests.Report;

public sealed class AbiComparisonTests
{
    private static readonly AbiElfFile Library = new()
    {
        Path = "demo-1.0/lib/libdemo.so",
        Soname = "libdemo.so.1",
        Needed = ["libc.so.6"],
        Defines = ["DEMO_1", "DEMO_2"],
    };

    private static readonly AbiArtifact Before = new()
    {
        Name = "demo-1.0.tgz",
        Floor = "glibc 2.31",
        LowestGlibc = "2.31",
        Files = [Library],
    };

    private static readonly AbiArtifact Now = new()
    {
        Name = "demo-1.1.tgz",
        Floor = "glibc 2.31",
        Files = [Library with { Path = "demo-1.1/lib/libdemo.so" }],
    };

    [Fact]
    public void Another_version_in_a_path_is_no_change() => Changes(Now).ShouldBeEmpty();

    [Fact]
    public void What_may_break_those_who_used_the_last_release_is_told_as_such() =>
        Changes(
                Now with
                {
                    Floor = "glibc 2.34",
                    Files = [Now.Files[0] with { Soname = "libdemo.so.2", Defines = ["DEMO_2"], Needed = ["libc.so.6", "libz.so.1"] }],
                }
            )
            .ShouldBe([
                "! the lowest system was glibc 2.31 and is glibc 2.34",
                "! the SONAME was libdemo.so.1 and is libdemo.so.2",
                "! versions of symbols are gone: DEMO_1",
                "! libraries are needed that were not: libz.so.1",
            ]);

    [Fact]
    public void What_is_new_or_needed_no_more_breaks_nobody() =>
        Changes(
                Now with
                {
                    Files = [Now.Files[0] with { Defines = ["DEMO_1", "DEMO_2", "DEMO_3"], Needed = [] }, new AbiElfFile { Path = "demo-1.1/bin/new" }],
                }
            )
            .ShouldBe(["versions of symbols are new: DEMO_3", "libraries are needed no more: libc.so.6", "the file is new"]);

    [Fact]
    public void A_lower_glibc_breaks_nobody_and_a_processor_may() =>
        Changes(Now with { Floor = "glibc 2.4", LowestGlibc = "2.4" })
            .Concat(Changes(Now with { Floor = "glibc 2.31, x86-64-v3" }))
            .ShouldBe(["the lowest system was glibc 2.31 and is glibc 2.4", "! the lowest system was glibc 2.31 and is glibc 2.31, x86-64-v3"]);

    [Fact]
    public void A_file_that_is_gone_breaks() => Changes(Now with { Files = [] }).ShouldBe(["! the file is gone"]);

    private static IEnumerable<string> Changes(AbiArtifact now) =>
        AbiComparison
            .Of(Before, now, path => path.Replace("1.0", "", StringComparison.Ordinal), path => path.Replace("1.1", "", StringComparison.Ordinal))
            .Select(change => $"{(change.IsBreak ? "! " : "")}{change.What}");

    [Fact]
    public void Symbols_that_are_gone_break_and_new_ones_do_not()
    {
        var names = Enumerable.Range(1, 10).Select(number => $"demo_{number:D2}").ToList();

        SymbolComparison
            .Of("demo-1.1.tgz", Symbols("demo-1.0", names), Symbols("demo-1.1", ["demo_01", "demo_new"]), Key, Key)
            .Select(change => $"{(change.IsBreak ? "! " : "")}{change.File}: {change.What}")
            .ShouldBe([
                "! demo-1.1/lib/libdemo.so: symbols are gone: demo_02, demo_03, demo_04, demo_05, demo_06, demo_07, demo_08, demo_09 and 1 more",
                "demo-1.1/lib/libdemo.so: symbols are new: demo_new",
            ]);
        SymbolComparison.Of("demo-1.1.tgz", Symbols("demo-1.0", names), Symbols("demo-1.1", names), Key, Key).ShouldBeEmpty();
    }

    private static Dictionary<string, IReadOnlyList<string>> Symbols(string root, IReadOnlyList<string> names) => new() { [$"{root}/lib/libdemo.so"] = names };

    private static string Key(string path) => path[(path.IndexOf('/') + 1)..];
}
