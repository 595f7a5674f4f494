using System.Diagnostics;
using System.Runtime.Versioning;

namespace Springform.Tests.Hosts;

/// <summary>build.sh with a dotnet of the test's own, which notes how it is called: when it asks, builds, and only runs.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class BuildScript : IDisposable
{
    private const string Dotnet = """
        #!/bin/sh
        echo "$1 $(echo "$*" | grep -oE '(GenuinePackages|AheadOfTime)=[a-z]+' | tr '\n' ' ')" | sed 's/ $//' >>"$CALLS"
        case $1 in
        restore)
            case $*:$RESTORE in
            *AheadOfTime*) [ -z "$AHEAD" ] || { echo "error $AHEAD: says the registry"; exit 1; } ;;
            *:) ;;
            *) echo "error $RESTORE: says the registry"; exit 1 ;;
            esac
            ;;
        publish)
            mkdir "$CALLS.building" || echo OVERLAP >>"$CALLS"
            [ -z "$KILLED" ] || { rmdir "$CALLS.building"; kill -9 $$; }
            rmdir "$CALLS.building"
            echo "words of the compiler"
            exit "${BUILD_EXIT:-0}"
            ;;
        exec) shift 2; for argument; do echo "argument <$argument>"; done; pwd ;;
        esac
        """;

    private const string Ahead = "restore GenuinePackages=true AheadOfTime=true";
    private const string Built = "publish GenuinePackages=true AheadOfTime=true";

    private readonly TemporaryFolder folder = new();
    private readonly string root;
    private readonly string calls;

    public BuildScript()
    {
        foreach (var file in (string[])["Directory.Build.props", "Directory.Packages.props", "global.json", "build/Program.cs", "src/A.cs", "src/B.cs", "eng/Cake.targets"])
            folder.File("root/" + file, "");
        root = Path.Combine(folder.Path, "root");
        calls = Path.Combine(folder.Path, "calls");
        File.Copy(Path.Combine(Golden.RepositoryRoot(), "build.sh"), Path.Combine(root, "build.sh"));
        File.SetUnixFileMode(folder.File("bin/dotnet", Dotnet), UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_first_run_asks_for_the_packages_and_builds_and_the_second_only_runs()
    {
        Run().ExitCode.ShouldBe(0);
        Calls().ShouldBe(["restore GenuinePackages=true", Ahead, Built, "exec"]);

        Run().ExitCode.ShouldBe(0);
        Calls().ShouldBe(["exec"]);
    }

    [Theory]
    [InlineData("NU1101")]
    [InlineData("NU1102")]
    public void A_registry_without_the_packages_means_stand_ins_and_one_line_says_so(string code)
    {
        var result = Run(("RESTORE", code));

        Calls().ShouldBe(["restore GenuinePackages=true", "restore GenuinePackages=false AheadOfTime=true", "publish GenuinePackages=false AheadOfTime=true", "exec"]);
        result.Error.Split('\n').Count(line => line.Contains("stand-ins", StringComparison.Ordinal)).ShouldBe(1);
        Run().Error.ShouldNotContain("stand-ins");
        Calls().ShouldBe(["exec"]);
    }

    [Fact]
    public void A_registry_without_the_ahead_of_time_compiler_means_a_host_without_it_and_one_line_says_so()
    {
        var result = Run(("AHEAD", "NU1101"));

        Calls().ShouldBe(["restore GenuinePackages=true", Ahead, "publish GenuinePackages=true AheadOfTime=false", "exec"]);
        result.Error.Split('\n').Count(line => line.Contains("ahead-of-time", StringComparison.Ordinal)).ShouldBe(1);
        Touch("src/A.cs");
        Run().Error.ShouldNotContain("ahead-of-time");
        Calls().ShouldBe(["publish GenuinePackages=true AheadOfTime=false", "exec"]);
    }

    [Fact]
    public void Changed_versions_ask_again()
    {
        Run(("RESTORE", "NU1101"));
        Calls();
        Touch("Directory.Packages.props");

        Run().ExitCode.ShouldBe(0);
        Calls().ShouldBe(["restore GenuinePackages=true", Ahead, Built, "exec"]);
    }

    [Fact]
    public void A_registry_that_does_not_answer_is_an_error_of_the_environment_and_nothing_is_remembered()
    {
        var result = Run(("RESTORE", "NU1301"));

        result.ExitCode.ShouldBe(4);
        result.Error.ShouldContain("E310");
        Calls().ShouldBe(["restore GenuinePackages=true"]);
        Run();
        Calls()[0].ShouldBe("restore GenuinePackages=true");
    }

    [Fact]
    public void Any_other_failure_of_the_restore_is_shown_and_ends_the_run()
    {
        var result = Run(("RESTORE", "NETSDK1045"));

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("NETSDK1045");
    }

    [Theory]
    [InlineData("build/Program.cs")]
    [InlineData("src/A.cs")]
    [InlineData("eng/Cake.targets")]
    [InlineData("Directory.Build.props")]
    [InlineData("global.json")]
    public void A_newer_source_is_built(string file)
    {
        Run();
        Calls();
        Touch(file);

        Run();
        Calls().ShouldBe([Built, "exec"]);
    }

    [Fact]
    public void A_deleted_source_is_noticed()
    {
        Run();
        Calls();
        File.Delete(Path.Combine(root, "src/B.cs"));
        Directory.SetLastWriteTimeUtc(Path.Combine(root, "src"), Later());

        Run();
        Calls().ShouldBe([Built, "exec"]);
    }

    [Fact]
    public void A_failed_build_gives_its_exit_code_runs_nothing_and_is_tried_again()
    {
        Run(("BUILD_EXIT", "1")).ExitCode.ShouldBe(1);
        Calls().ShouldBe(["restore GenuinePackages=true", Ahead, Built]);

        Run();
        Calls().ShouldBe([Built, "exec"]);
    }

    [Fact]
    public void What_a_killed_build_left_is_not_built_upon()
    {
        Run();
        Calls();
        var half = folder.File("root/artifacts/genuine/obj/half", "");
        Touch("src/A.cs");
        Run(("KILLED", "1")).ExitCode.ShouldBe(137);
        Calls();
        File.Exists(half).ShouldBeTrue();

        Run();
        Calls().ShouldBe([Built, "exec"]);
        File.Exists(half).ShouldBeFalse();
    }

    [Fact]
    public void Two_at_once_build_once()
    {
        List<Process> both = [Start(), Start()];

        both.Select(Command.End).Select(result => result.ExitCode).ShouldBe([0, 0]);
        both.ForEach(process => process.Dispose());
        Calls().Order().ShouldBe(["exec", "exec", Built, "restore GenuinePackages=true", Ahead]);
    }

    [Fact]
    public void Arguments_and_folder_are_the_callers_and_the_compilers_words_are_not_output()
    {
        var elsewhere = Directory.CreateDirectory(Path.Combine(folder.Path, "else where")).FullName;

        var result = Command.Run(elsewhere, [Script, "--only=a b", "", "*"], Environment());

        result.Lines.ShouldBe(["argument <--only=a b>", "argument <>", "argument <*>", elsewhere]);
        result.Error.ShouldContain("words of the compiler");
    }

    [Fact]
    public void Without_dotnet_it_says_where_to_get_it()
    {
        File.Delete(Path.Combine(folder.Path, "bin/dotnet"));
        foreach (var tool in (string[])["bash", "dirname"])
            File.CreateSymbolicLink(Path.Combine(folder.Path, "bin", tool), File.Exists("/usr/bin/" + tool) ? "/usr/bin/" + tool : "/bin/" + tool);

        var result = Run(("PATH", Path.Combine(folder.Path, "bin")));

        result.ExitCode.ShouldBe(4);
        result.Error.ShouldStartWith("E303 dotnet is missing\n  at  PATH\n  fix install the .NET SDK 10");
    }

    private string Script => Path.Combine(root, "build.sh");

    private CommandResult Run(params (string Name, string Value)[] settings) => Command.Run(root, [Script], Environment(settings));

    private Process Start() => Command.Start(root, [Script], Environment());

    private Dictionary<string, string?> Environment(params (string Name, string Value)[] settings)
    {
        var all = new Dictionary<string, string?> { ["PATH"] = $"{folder.Path}/bin:/usr/bin:/bin", ["CALLS"] = calls };
        foreach (var (name, value) in settings)
            all[name] = value;
        return all;
    }

    /// <summary>How dotnet was called since the last question.</summary>
    private string[] Calls()
    {
        var lines = File.ReadAllLines(calls);
        File.Delete(calls);
        return lines;
    }

    private void Touch(string file) => File.SetLastWriteTimeUtc(Path.Combine(root, file), Later());

    private static DateTime Later() => DateTime.UtcNow.AddSeconds(2);
}
