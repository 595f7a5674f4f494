using System.Text.Json;
using Springform.Config;
using Springform.Config.Switches;
using Springform.Errors;
using Springform.Plan;

namespace Springform.Tests.Config;

public sealed class OptionReaderTests
{
    private static readonly Dictionary<string, string> Nothing = [];

    [Fact]
    public void Without_switches_all_is_at_its_default()
    {
        var options = Read();

        JsonSerializer.Serialize(options).ShouldBe(JsonSerializer.Serialize(new Options()));
    }

    [Theory]
    [InlineData("--only=a --only b --skip=LoadTest")]
    [InlineData("--only a --only=b --skip LoadTest")]
    public void A_value_follows_an_equals_sign_or_a_space(string line)
    {
        var options = Read(line.Split(' '));

        options.Only.ShouldBe(["a", "b"]);
        options.Skip.ShouldBe(["LoadTest"]);
    }

    [Theory]
    [InlineData("false", "Deploy", true)]
    [InlineData("false", "deployplan", true)]
    [InlineData("true", "Deploy", false)]
    [InlineData("false", "Dist", false)]
    public void Only_a_deploy_builds_on_this_machine(string value, string target, bool onHost) =>
        OptionReader.Read([$"--target={target}"], new Dictionary<string, string> { ["BUILD_IN_CONTAINER"] = value }).BuildsOnHost.ShouldBe(onHost);

    [Fact]
    public void Building_on_this_machine_is_refused_where_it_would_be_passed_over()
    {
        var problem = Should
            .Throw<SpringformException>(() =>
                OptionReader.Read(["--target=Dist", "--target=Deploy"], new Dictionary<string, string> { ["BUILD_IN_CONTAINER"] = "false" })
            )
            .Problems.ShouldHaveSingleItem();

        problem.What.ShouldBe("BUILD_IN_CONTAINER=false is for a run that only deploys, and this one is for Dist too");
    }

    [Fact]
    public void Our_switches_are_read()
    {
        var options = Read(
            "--project",
            "sub/dir",
            "--snapshot",
            "--engine=podman",
            "--provision=true",
            "--no-cache",
            "--explain=false",
            "--parallelism",
            "4",
            "--offline",
            "--output=json"
        );

        options.Project.ShouldBe("sub/dir");
        options.Snapshot.ShouldBeTrue();
        options.Engine.ShouldBe("podman");
        options.Provision.ShouldBeTrue();
        options.NoCache.ShouldBeTrue();
        options.NoToolsCache.ShouldBeTrue();
        options.Explain.ShouldBeFalse();
        options.Parallelism.ShouldBe(4);
        options.Offline.ShouldBeTrue();
        options.Output.ShouldBe(OutputFormat.Json);
        options.CakeArguments.ShouldBeEmpty();
    }

    [Fact]
    public void Cakes_own_switches_are_handed_on_in_one_spelling()
    {
        var options = Read(
            "-t",
            "Plan",
            "--target=Dist",
            "-e",
            "--offline",
            "--verbosity",
            "Diagnostic",
            "-v=Diagnostic",
            "--whatif=true",
            "--tree=false",
            "-w",
            "x"
        );

        options.Targets.ShouldBe(["Plan", "Dist"]);
        options.CakeArguments.ShouldBe(["--target=Plan", "--target=Dist", "--exclusive", "--verbosity=Diagnostic", "--dryrun"]);
        options.Offline.ShouldBeTrue();
    }

    [Fact]
    public void A_variable_sets_a_switch_and_the_switch_wins()
    {
        var environment = new Dictionary<string, string>
        {
            ["SPRINGFORM_ENGINE"] = "podman",
            ["SPRINGFORM_NO_CACHE"] = "1",
            ["SPRINGFORM_ONLY"] = "a, b*",
            ["SPRINGFORM_OFFLINE"] = "",
        };

        var options = OptionReader.Read(["--engine=docker"], environment);

        options.Engine.ShouldBe("docker");
        options.NoCache.ShouldBeTrue();
        options.Only.ShouldBe(["a", "b*"]);
        options.Offline.ShouldBeFalse();
        OptionReader.Read(["--only=c", "--no-cache=false"], environment).Only.ShouldBe(["c"]);
        OptionReader.Read(["--no-cache=false"], environment).NoCache.ShouldBeFalse();
        OptionReader.Read(["--working=x"], new Dictionary<string, string> { ["SPRINGFORM_PROJECT"] = "y" }).Project.ShouldBe("x");
    }

    [Fact]
    public void The_version_of_an_extension_can_come_from_its_old_variable_and_must_be_one()
    {
        OptionReader.Read([], new Dictionary<string, string> { ["EXT_VERSION_OVERRIDE"] = "0.8.0" }).ExtensionVersion.ShouldBe("0.8.0");
        OptionReader.Read([], new Dictionary<string, string> { ["EXT_VERSION_OVERRIDE"] = "" }).ExtensionVersion.ShouldBeNull();
        var problem = Should
            .Throw<SpringformException>(() => OptionReader.Read([], new Dictionary<string, string> { ["EXT_VERSION_OVERRIDE"] = "1'; DROP" }))
            .Problems.ShouldHaveSingleItem();
        (problem.Code, problem.Where).ShouldBe((ErrorCode.InvalidValue, "environment, EXT_VERSION_OVERRIDE"));
    }

    [Fact]
    public void The_variables_of_the_tools_cache_keep_working()
    {
        var options = OptionReader.Read(
            [],
            new Dictionary<string, string>
            {
                ["SKIP_TOOLS_CACHE"] = "1",
                ["TOOLS_CACHE_HIT"] = "true",
                ["NO_COLOR"] = "yes",
            }
        );

        options.NoToolsCache.ShouldBeTrue();
        options.NoCache.ShouldBeFalse();
        options.ToolsCacheHit.ShouldBe(true);
        options.NoColor.ShouldBeTrue();
        var unset = OptionReader.Read([], new Dictionary<string, string> { ["TOOLS_CACHE_HIT"] = "", ["SKIP_TOOLS_CACHE"] = "0" });
        unset.NoToolsCache.ShouldBeFalse();
        unset.ToolsCacheHit.ShouldBeNull();
    }

    [Fact]
    public void What_is_wrong_is_explained() =>
        Golden.Matches(
            string.Join(
                "\n",
                new[]
                {
                    Answer(["--dry-run"]),
                    Answer(["--Target=Dist"]),
                    Answer(["--no_cache", "--frobnicate=1", "-x"]),
                    Answer(["-target=Plan", "--t=Plan", "-tree"]),
                    Answer(["Dist"]),
                    Answer(["--"]),
                    Answer(["--engine=dokcer"]),
                    Answer(["--engine"]),
                    Answer(["--only", "--offline"]),
                    Answer(["--project="]),
                    Answer(["--project=a", "--working", "b"]),
                    Answer(["--provision=maybe"]),
                    Answer(["--provision", "false"]),
                    Answer(["--parallelism=0"]),
                    Answer(["--parallelism=99999999999"]),
                    Answer(["--output=yaml", "--verbosity=loud"]),
                    Answer(["--engine=docker", "--engine=podman"]),
                    Answer(["--parallelism=\u001b[2J"]),
                    Answer([], ("SPRINGFORM_NO_CASHE", "1")),
                    Answer([], ("SPRINGFORM_SOMETHING_ELSE", "1")),
                    Answer([], ("SPRINGFORM_PARALLELISM", "many"), ("SKIP_TOOLS_CACHE", "perhaps")),
                }
            )
        );

    [Fact]
    public void An_unknown_switch_is_exit_2() => Should.Throw<SpringformException>(() => Read("--dry-run")).ExitCode.ShouldBe(ExitCode.Configuration);

    [Fact]
    public void No_two_switches_share_a_spelling() => OptionTable.Rows.SelectMany(row => row.Aliases.Append(row.Name)).ShouldBeUnique();

    private static Options Read(params string[] args) => OptionReader.Read(args, Nothing);

    private static string Answer(string[] args, params (string Name, string Value)[] environment)
    {
        var shown = environment
            .Select(variable => $"{variable.Name}={variable.Value}")
            .Concat(args)
            .Select(text => text.Replace("\u001b", "\\e", StringComparison.Ordinal));
        try
        {
            OptionReader.Read(args, environment.ToDictionary(variable => variable.Name, variable => variable.Value));
            return $"$ {string.Join(' ', shown)}\naccepted\n";
        }
        catch (SpringformException error)
        {
            return $"$ {string.Join(' ', shown)}\n{string.Join('\n', error.Problems)}\n";
        }
    }
}
