using System.Diagnostics;
using System.Runtime.Versioning;

namespace Springform.Tests.Hosts;

/// <summary>build.sh with a dotnet of the test's own, which notes how it is called: when it asks, builds, and only runs.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class BuildScript : IDisposable
{
    private const string Dotnet = """
        #!/bin/sh
        echo "$1 $(echo "$*" | grep -oE '(GenuinePackages|AheadOfTime)=[a-z]+|--version' | tr '\n' ' ')" | sed 's/ $//' >>"$CALLS"
        case $*:$LACKS in
        *AheadOfTime* | *:) ;;
        restore*GenuinePackages=true*) echo "x.csproj : error $LACKS"; exit 1 ;;
        esac
        case $1 in
        restore) case $*:$AHEAD in *AheadOfTime*:) ;; *AheadOfTime*) echo "error $AHEAD: says the registry"; exit 1 ;; esac ;;
        publish)
            mkdir "$CALLS.building" || echo OVERLAP >>"$CALLS"
            [ -z "$KILLED" ] || { rmdir "$CALLS.building"; kill -9 $$; }
            rmdir "$CALLS.building"
            case $*:$GONE in *:) ;; *GenuinePackages=true*) echo "x.csproj : error $GONE"; exit 1 ;; esac
            echo "words of the compiler"
            exit "${BUILD_EXIT:-0}"
            ;;
        exec)
            case $3:$2:$DEAD in --version:*:) exit 0 ;; --version:*/genuine/*) echo "words of the host"; exit 3 ;; --version:*) exit 0 ;; esac
            shift 2; for argument; do echo "argument <$argument>"; done; pwd
            ;;
        esac
        """;

    private const string Asked = "restore GenuinePackages=true";
    private const string Answers = "exec --version";
    private const string Ahead = "restore GenuinePackages=true AheadOfTime=true";
    private const string StandIns = "publish GenuinePackages=false AheadOfTime=true";
    private const string Built = "publish GenuinePackages=true AheadOfTime=true";

    private readonly TemporaryFolder folder = new();
    private readonly string root;
    private readonly string calls;

    public BuildScript()
    {
        foreach (
            var file in (string[])
                ["Directory.Build.props", "Directory.Packages.props", "global.json", "build/Program.cs", "src/A.cs", "src/B.cs", "eng/Cake.targets"]
        )
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
        Calls().ShouldBe([Asked, Ahead, Built, Answers, "exec"]);

        Run().ExitCode.ShouldBe(0);
        Calls().ShouldBe(["exec"]);
    }

    [Theory]
    [InlineData("NU1101: Unable to find package Cake.Docker. No packages exist with this id", "lacks Cake.Docker:")]
    [InlineData("NU1102: Unable to find package Cake.Frosting.Git with version (>= 5.0.1)", "lacks Cake.Frosting.Git:")]
    [InlineData(
        "NU1603: Warning As Error: Build depends on Cake.GitHub (>= 1.0.0) but Cake.GitHub 1.0.0 was not found. Cake.GitHub 1.1.0 was resolved instead.",
        "lacks Cake.GitHub:"
    )]
    [InlineData(
        "NU1101: Unable to find package Cake.GitHub. No packages\nx : error NU1101: Unable to find package Cake.Docker. No packages\n"
            + "y : error NU1101: Unable to find package Cake.Docker.",
        "lacks Cake.Docker, Cake.GitHub:"
    )]
    public void A_registry_without_the_packages_means_stand_ins_and_one_line_names_them(string error, string told)
    {
        var result = Run(("LACKS", error));

        Calls().ShouldBe([Asked, "restore GenuinePackages=false AheadOfTime=true", StandIns, Answers, "exec"]);
        result.Error.Split('\n').Where(line => line.Contains("stand-ins", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldContain(told);
        Run().Error.ShouldNotContain("stand-ins");
        Calls().ShouldBe(["exec"]);
    }

    [Theory]
    [InlineData("GONE", "CS8601: Possible null reference assignment.")]
    [InlineData("DEAD", "words of the host")]
    public void Genuine_packages_are_remembered_only_when_the_host_answers_on_them(string fault, string words)
    {
        var result = Run((fault, words));

        result.ExitCode.ShouldNotBe(0);
        result.Error.ShouldContain(words);
        result.Error.ShouldContain("GenuinePackages=false in the environment builds on the stand-ins");
        Calls().ShouldNotContain("exec");
        Run().ExitCode.ShouldBe(0);
        Calls().ShouldBe([Asked, Ahead, Built, Answers, "exec"]);
    }

    [Theory]
    [InlineData("GONE", "NU1101: Unable to find package Cake.Docker.")]
    [InlineData("DEAD", "1")]
    public void A_remembered_answer_that_holds_no_longer_is_asked_for_again_once(string fault, string value)
    {
        Run();
        Calls();
        Touch("src/A.cs");

        Run((fault, value), ("LACKS", "NU1101: Unable to find package Cake.Docker.")).ExitCode.ShouldBe(0);
        Calls().Where(call => call != Answers).ShouldBe([Built, Asked, "restore GenuinePackages=false AheadOfTime=true", StandIns, "exec"]);

        Touch("src/A.cs", seconds: 4);
        Run((fault, value)).ExitCode.ShouldBe(0);
        Calls().ShouldBe([StandIns, Answers, "exec"]);
    }

    [Fact]
    public void A_remembered_answer_is_not_asked_for_again_because_of_the_compiler()
    {
        Run();
        Calls();
        Touch("src/A.cs");

        Run(("GONE", "CS1002: ; expected")).ExitCode.ShouldBe(1);
        Calls().ShouldBe([Built]);
    }

    [Theory]
    [InlineData("true", "publish GenuinePackages=true AheadOfTime=true")]
    [InlineData("false", StandIns)]
    public void The_environment_forces_either_and_that_is_not_what_others_remember(string forced, string built)
    {
        Run(("GenuinePackages", forced), ("LACKS", "NU1101: Unable to find package Cake.Docker.")).ExitCode.ShouldBe(0);
        Calls().ShouldBe([$"restore GenuinePackages={forced} AheadOfTime=true", built, Answers, "exec"]);
        Run(("GenuinePackages", forced));
        Calls().ShouldBe(["exec"]);

        Run();
        Calls()[0].ShouldBe(Asked);
    }

    [Fact]
    public void A_force_that_is_neither_is_refused()
    {
        var result = Run(("GenuinePackages", "yes"));

        (result.ExitCode, result.Error).ShouldBe(
            (2, "E103 GenuinePackages cannot be 'yes'\n  at  environment, GenuinePackages\n  fix use one of: true, false; or unset it\n")
        );
    }

    [Fact]
    public void A_registry_without_the_ahead_of_time_compiler_means_a_host_without_it_and_one_line_says_so()
    {
        var result = Run(("AHEAD", "NU1101"));

        Calls().ShouldBe([Asked, Ahead, "publish GenuinePackages=true AheadOfTime=false", Answers, "exec"]);
        result.Error.Split('\n').Count(line => line.Contains("ahead-of-time", StringComparison.Ordinal)).ShouldBe(1);
        Touch("src/A.cs");
        Run().Error.ShouldNotContain("ahead-of-time");
        Calls().ShouldBe(["publish GenuinePackages=true AheadOfTime=false", Answers, "exec"]);
    }

    [Fact]
    public void Changed_versions_ask_again()
    {
        Run(("LACKS", "NU1101: Unable to find package Cake.Docker."));
        Calls();
        Touch("Directory.Packages.props");

        Run().ExitCode.ShouldBe(0);
        Calls().ShouldBe([Asked, Ahead, Built, Answers, "exec"]);
    }

    [Fact]
    public void A_registry_that_does_not_answer_is_an_error_of_the_environment_and_nothing_is_remembered()
    {
        var result = Run(("LACKS", "NU1301: Unable to load the service index\nx : error NU1101: Unable to find package Cake.Docker."));

        result.ExitCode.ShouldBe(4);
        result.Error.ShouldContain("E310");
        Calls().ShouldBe([Asked]);
        Run();
        Calls()[0].ShouldBe(Asked);
    }

    [Fact]
    public void Any_other_failure_of_the_restore_is_shown_and_ends_the_run()
    {
        var result = Run(("LACKS", "NETSDK1045: The current .NET SDK"));

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
        Calls().ShouldBe([Built, Answers, "exec"]);
    }

    [Fact]
    public void A_deleted_source_is_noticed()
    {
        Run();
        Calls();
        File.Delete(Path.Combine(root, "src/B.cs"));
        Directory.SetLastWriteTimeUtc(Path.Combine(root, "src"), Later());

        Run();
        Calls().ShouldBe([Built, Answers, "exec"]);
    }

    [Fact]
    public void A_failed_build_gives_its_exit_code_runs_nothing_and_is_tried_again()
    {
        var result = Run(("BUILD_EXIT", "1"));
        (result.ExitCode, result.Output).ShouldBe((1, ""));
        result.Error.ShouldContain("words of the compiler");
        Calls().ShouldBe([Asked, Ahead, Built]);

        Run();
        Calls().ShouldBe([Asked, Ahead, Built, Answers, "exec"]);
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
        Calls().ShouldBe([Built, Answers, "exec"]);
        File.Exists(half).ShouldBeFalse();
    }

    [Fact]
    public void Two_at_once_build_once()
    {
        List<Process> both = [Start(), Start()];

        both.Select(Command.End).Select(result => result.ExitCode).ShouldBe([0, 0]);
        both.ForEach(process => process.Dispose());
        Calls().Order().ShouldBe(["exec", "exec", Answers, Built, Asked, Ahead]);
    }

    [Fact]
    public void Arguments_and_folder_are_the_callers_and_the_compilers_words_are_not_output()
    {
        var elsewhere = Directory.CreateDirectory(Path.Combine(folder.Path, "else where")).FullName;

        var result = Command.Run(elsewhere, [Script, "--only=a b", "", "*"], Environment());

        result.Lines.ShouldBe(["argument <--only=a b>", "argument <>", "argument <*>", elsewhere]);
        result.Error.ShouldNotContain("words of the compiler");
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

    // By name of its shell: a file that was just written cannot be started while a process that another test begins still holds it open.
    private CommandResult Run(params (string Name, string Value)[] settings) => Command.Run(root, ["bash", Script], Environment(settings));

    private Process Start() => Command.Start(root, ["bash", Script], Environment());

    private Dictionary<string, string?> Environment(params (string Name, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>
        {
            ["PATH"] = $"{folder.Path}/bin:/usr/bin:/bin",
            ["CALLS"] = calls,
            ["GenuinePackages"] = null,
        };
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

    private void Touch(string file, int seconds = 2) => File.SetLastWriteTimeUtc(Path.Combine(root, file), DateTime.UtcNow.AddSeconds(seconds));

    private static DateTime Later() => DateTime.UtcNow.AddSeconds(2);
}
