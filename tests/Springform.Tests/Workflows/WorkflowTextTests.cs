using System.Text.RegularExpressions;
using Springform.Errors;
using Springform.Workflows;
using YamlDotNet.RepresentationModel;

namespace Springform.Tests.Workflows;

/// <summary>What is written for a project: all that it needs, and nothing that it did not ask for.</summary>
public sealed partial class WorkflowTextTests
{
    public static TheoryData<string, string> Files() => [.. from system in CiSystem.All from project in WorkflowProject.All select (system.Name, project.Name)];

    public static TheoryData<string> Projects() => [.. WorkflowProject.All.Select(project => project.Name)];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_file_is_as_it_was(string system, string project) => Golden.Matches(Text(system, project), name: $"{system}_{project}", extension: "yml");

    [Theory]
    [MemberData(nameof(Files))]
    public void Nothing_is_left_to_fill_in_and_every_line_is_one_of_yaml(string system, string project)
    {
        var text = Text(system, project);

        WorkflowYaml.Read(text, "x").Children.ShouldNotBeEmpty();
        text.ShouldNotContain("#if");
        text.ShouldNotContain("#end");
        Placeholder().IsMatch(text).ShouldBeFalse();
    }

    [Fact]
    public void An_index_that_trusts_the_workflow_gets_its_identity_and_no_password()
    {
        var trusted = WorkflowProject.Wheels with { Yaml = WorkflowProject.Wheels.Yaml + "\nworkflow: {trusted_publishing: true}\n" };

        foreach (var (system, identity) in new[] { (CiSystem.GitHub, "      id-token: write\n"), (CiSystem.GitLab, "    PYPI_ID_TOKEN:\n      aud: pypi\n") })
        {
            var text = WorkflowProject.Text(system, trusted, WorkflowProject.Wrapper, hasIndex: true);
            text.ShouldContain(identity);
            text.ShouldNotContain("TWINE");
            WorkflowProject.Text(system, WorkflowProject.Wheels, WorkflowProject.Wrapper, hasIndex: true).ShouldNotContain(identity);
        }

        Should
            .Throw<SpringformException>(() => WorkflowProject.Text(CiSystem.CircleCi, trusted, WorkflowProject.Wrapper, hasIndex: true))
            .Problems.ShouldHaveSingleItem()
            .Where.ShouldBe("springform.yaml, workflow.trusted_publishing");
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_action_is_pinned_by_commit_with_its_version_beside_it(string project)
    {
        var uses = Text("github", project).Split('\n').Where(line => line.Contains(" uses:", StringComparison.Ordinal)).ToList();

        uses.ShouldNotBeEmpty();
        uses.ShouldAllBe(line => PinnedUse().IsMatch(line));
    }

    [Fact]
    public void Every_action_of_the_table_is_used_and_pinned_by_a_commit()
    {
        var all = string.Concat(WorkflowProject.All.Select(project => Text("github", project.Name)));

        ActionPin.All.Values.ShouldAllBe(pin => all.Contains($"uses: {pin.Action}@{pin.Commit} # {pin.Version}\n", StringComparison.Ordinal));
        ActionPin.All.Values.ShouldAllBe(pin => Commit().IsMatch(pin.Commit));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Values_reach_a_command_by_its_environment_and_never_as_a_part_of_its_text(string project)
    {
        foreach (var step in Jobs(project).SelectMany(Steps))
            (Value(step, "run") ?? "").ShouldNotContain("${{");
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_pull_request_gets_no_secret_and_may_write_nothing(string project)
    {
        var root = Root(project);

        Pairs(root["permissions"]).ShouldBeEmpty();
        foreach (var job in Jobs(project).Where(job => Value(job, "if")?.StartsWith("github.event_name == 'push'", StringComparison.Ordinal) != true))
        {
            Pairs(job["permissions"]).ShouldBe([("contents", "read")]);
            foreach (var step in Steps(job).Where(step => Value(step, "if") != "github.event_name == 'push'" && step.Children.ContainsKey("env")))
                Pairs(step["env"])
                    .ShouldAllBe(pair => pair.Value.StartsWith("${{ !startsWith(github.event_name, 'pull_request') && secrets.", StringComparison.Ordinal));
            job.Children.ContainsKey("env").ShouldBe(Value(job, "name") == "${{ matrix.target }}");
        }
    }

    [Fact]
    public void Each_secret_is_given_to_the_one_step_that_needs_it()
    {
        var places = Jobs("signed")
            .SelectMany(Steps)
            .Where(step => step.Children.ContainsKey("env"))
            .SelectMany(step => Pairs(step["env"]).Select(pair => $"{pair.Key} {Value(step, "name")}"));

        places.ShouldBe([
            "LICENCE_KEY Build",
            "RELEASE_KEY Sign",
            "GPG_PASSPHRASE Sign",
            "MINISIGN_SECRET_KEY Sign",
            "MINISIGN_PASSWORD Sign",
            "COSIGN_PRIVATE_KEY Sign",
            "COSIGN_PASSWORD Sign",
            "GITHUB_TOKEN Publish",
            "TAP_TOKEN Publish",
            "TWINE_USERNAME PublishIndex",
            "TWINE_PASSWORD PublishIndex",
        ]);
    }

    [Fact]
    public void A_project_whose_commands_need_secrets_is_not_started_by_pull_requests()
    {
        ((YamlMappingNode)Root("signed")["on"]).Children.ContainsKey("pull_request").ShouldBeFalse();
        ((YamlMappingNode)Root("perfspect")["on"]).Children.ContainsKey("pull_request").ShouldBeTrue();
    }

    [Fact]
    public void The_release_comes_from_the_branch_and_from_tags_and_the_index_from_tags_alone()
    {
        var on = Root("perfspect")["on"]["push"];

        on["branches"].ToString().ShouldBe("[ trunk ]");
        on["tags"].ToString().ShouldBe(@"[ release/\+* ]");
        Value((YamlMappingNode)Root("wheels")["jobs"]["index"], "if").ShouldBe("github.event_name == 'push' && startsWith(github.ref, 'refs/tags/')");
    }

    [Fact]
    public void A_leg_has_the_runner_and_the_limit_of_its_target_else_of_the_platform_that_it_is_built_on()
    {
        var plan = WorkflowProject.Perfspect.Plan();

        BuildLegs
            .Of(plan, WorkflowProject.Perfspect.Config.Workflow, "usual")
            .ShouldBe([
                new BuildLeg("x86_64", "linux/amd64", "big-runner", 45),
                new BuildLeg("aarch64", "linux/arm64", "usual", 180),
                new BuildLeg("riscv64", "linux/riscv64", "ubuntu-24.04-arm", 2),
            ]);
        BuildLegs
            .Matrix(BuildLegs.Of(plan, null, "usual"))
            .ShouldStartWith("""{"include":[{"target":"x86_64","platform":"linux/amd64","runner":"usual","timeout":90},""");
    }

    [Theory]
    [InlineData("a\\\"b: [${{ github.token }}] #")]
    [InlineData("it's")]
    public void The_name_of_a_branch_is_a_text_whatever_is_in_it(string branch)
    {
        var project = WorkflowProject.Perfspect with
        {
            Yaml = WorkflowProject.Perfspect.Yaml.Replace("branch: trunk", $"branch: \"{branch}\"", StringComparison.Ordinal),
        };

        foreach (var system in CiSystem.All)
        {
            var root = WorkflowYaml.Read(WorkflowProject.Text(system, project, WorkflowProject.Host), "x");
            if (system == CiSystem.GitHub)
                Value((YamlMappingNode)root["on"]["push"], "branches").ShouldBe(project.Config.Release!.Github!.Channels.Development.Branch);
        }
    }

    private static string Text(string system, string project)
    {
        var (_, plan, start, hasIndex) = WorkflowProject.All.Single(known => known.Name == project);
        return WorkflowProject.Text(CiSystem.Of(system), plan, start, hasIndex);
    }

    private static YamlMappingNode Root(string project) => WorkflowYaml.Read(Text("github", project), "x");

    private static IEnumerable<YamlMappingNode> Jobs(string project) => ((YamlMappingNode)Root(project)["jobs"]).Children.Values.Cast<YamlMappingNode>();

    private static IEnumerable<YamlMappingNode> Steps(YamlMappingNode job) => ((YamlSequenceNode)job["steps"]).Children.Cast<YamlMappingNode>();

    private static IEnumerable<(string Key, string Value)> Pairs(YamlNode map) =>
        ((YamlMappingNode)map).Children.Select(pair => (((YamlScalarNode)pair.Key).Value!, ((YamlScalarNode)pair.Value).Value!));

    /// <summary>A text, or the only item of a list.</summary>
    private static string? Value(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(key, out var value) ? ((value is YamlSequenceNode list ? list.Children.Single() : value) as YamlScalarNode)?.Value : null;

    [GeneratedRegex("@[a-z-]+@")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^ +uses: [\w.-]+/[\w.-]+@[0-9a-f]{40} # v[0-9]+\.[0-9]+\.[0-9]+$")]
    private static partial Regex PinnedUse();

    [GeneratedRegex("^[0-9a-f]{40}$")]
    private static partial Regex Commit();
}
