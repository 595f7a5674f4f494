using Springform.Errors;
using Springform.Names;
using Springform.Plan;

namespace Springform.Tests.Planning;

public sealed class TargetTests
{
    private const string Matrix = """
        name: demo
        version: 1.0.0
        builder: {image: i, dockerfile: Dockerfile}
        bases: {debian12: "debian:bookworm", debian13: "debian:trixie"}
        matrix:
          base: [debian12, debian13]
          platform: [linux/amd64, linux/arm64]
          variant:
            plain: {}
            cuda: {suffix: -cuda, env: {CUDA: "12", OPT: "2"}}
          exclude:
            - {platform: linux/arm64, variant: cuda}
          include:
            - {base: debian13, env: {NEW: "1"}}
            - {base: debian13, variant: cuda, suffix: -cuda13, env: {CUDA: "13"}, test: [make check]}
        compile: [{run: [make], outputs: [demo], env: {OPT: "0", T: "{target}"}}]
        test: [make test]
        """;

    [Fact]
    public void A_matrix_is_every_combination_without_what_is_excluded() =>
        Ids(Plan(Matrix))
            .ShouldBe([
                "debian12-amd64-plain",
                "debian12-amd64-cuda",
                "debian12-arm64-plain",
                "debian13-amd64-plain",
                "debian13-amd64-cuda",
                "debian13-arm64-plain",
            ]);

    [Fact]
    public void A_target_of_another_system_is_compiled_on_linux_and_neither_loaded_nor_held_to_the_policy_of_the_others()
    {
        var plan = Plan(
            """
            name: demo
            version: 1.0.0
            build_platform: linux/amd64
            builder: {image: i, dockerfile: Dockerfile}
            bases: {debian12: "debian:bookworm"}
            abi: glibc 2.36
            smoke: [./demo]
            matrix: {base: [debian12], platform: [linux/amd64, linux/arm64, windows/amd64, darwin/amd64, darwin/arm64]}
            compile: [{run: [make], outputs: [demo], env: {RID: "{rid} {os} {machine}"}}]
            packages: [{archive: "demo-{target}-{platform}.zip", files: [demo]}]
            """
        );

        Ids(plan).ShouldBe(["debian12-amd64", "debian12-arm64", "debian12-windows-amd64", "debian12-darwin-amd64", "debian12-darwin-arm64"]);
        plan.Builders.Select(builder => builder.Platform).ShouldBe(["linux/amd64"]);
        plan.Artifacts[2].Archive.ShouldBe("demo-debian12-windows-amd64-windows-amd64.zip");
        Environment(plan, "debian12-darwin-arm64").ShouldBe("RID=osx-arm64 darwin arm64");
        plan.Loads.Select(load => load.Target.Id).ShouldBe(["debian12-amd64", "debian12-arm64"]);
        plan.Abis.Where(abi => abi.Policy is not null).Select(abi => abi.Target.Id).ShouldBe(["debian12-amd64", "debian12-arm64"]);
    }

    [Fact]
    public void Included_settings_reach_the_combinations_that_they_fit_and_no_other()
    {
        var plan = Plan(Matrix);

        Settings(plan, "debian12-amd64-plain").ShouldBe("''");
        Settings(plan, "debian12-amd64-cuda").ShouldBe("'-cuda' CUDA=12 OPT=2");
        Settings(plan, "debian13-arm64-plain").ShouldBe("'' NEW=1");
        Settings(plan, "debian13-amd64-cuda").ShouldBe("'-cuda13' CUDA=13 NEW=1 OPT=2");
        plan.Commands.Where(command => command.IsTest)
            .Select(command => $"{command.Target!.Id}: {command.Command[^1]}")
            .ShouldContain("debian13-amd64-cuda: make check");
        plan.Commands.Count(command => command.IsTest && command.Command[^1] == "make test").ShouldBe(5);
    }

    [Fact]
    public void The_environment_of_one_leg_never_reaches_another()
    {
        var plan = Plan(Matrix);

        Environment(plan, "debian12-amd64-plain").ShouldBe("OPT=0 T=debian12-amd64-plain");
        Environment(plan, "debian12-amd64-cuda").ShouldBe("CUDA=12 OPT=2 T=debian12-amd64-cuda");
        Environment(plan, "debian13-arm64-plain").ShouldBe("NEW=1 OPT=0 T=debian13-arm64-plain");
    }

    [Fact]
    public void Changing_the_environment_of_one_leg_changes_the_keys_of_that_leg_alone()
    {
        var before = Plan(Matrix);
        var after = Plan(Matrix.Replace("CUDA: \"13\"", "CUDA: \"14\"", StringComparison.Ordinal));

        after
            .Commands.Where(command => command.Key.Key != before.Command(command.Id).Key.Key)
            .Select(command => command.Target!.Id)
            .Distinct()
            .ShouldBe(["debian13-amd64-cuda"]);
    }

    [Theory]
    [InlineData("debian12-*", "debian12-amd64-plain debian12-amd64-cuda debian12-arm64-plain")]
    [InlineData("*-arm64-*", "debian12-arm64-plain debian13-arm64-plain")]
    [InlineData("debian13-amd64-cuda", "debian13-amd64-cuda")]
    public void Only_selects_by_name_or_glob(string pattern, string ids) => string.Join(' ', Ids(Plan(Matrix, pattern))).ShouldBe(ids);

    [Fact]
    public void Several_patterns_add_up_in_the_plans_own_order() =>
        Ids(Plan(Matrix, "debian13-arm64-plain", "*-cuda", "*-cuda")).ShouldBe(["debian12-amd64-cuda", "debian13-amd64-cuda", "debian13-arm64-plain"]);

    [Fact]
    public void A_selection_makes_the_plan_partial_and_leaves_the_keys_of_its_legs_alone()
    {
        var all = Plan(Matrix);
        var part = Plan(Matrix, "debian12-*");

        (all.IsPartial, part.IsPartial).ShouldBe((false, true));
        part.Commands.ShouldAllBe(command => command.Key.Key == all.Command(command.Id).Key.Key);
        part.Key.ShouldNotBe(all.Key);
    }

    [Fact]
    public void Each_pattern_that_selects_nothing_is_named_with_the_nearest_target()
    {
        var problems = Project(Matrix).Problems("debian12-amd64-plan", "x*", "debian12-*");

        problems.Count.ShouldBe(2);
        problems.ShouldAllBe(problem => problem.Code == ErrorCode.NoSuchTarget);
        problems[0].Fix.ShouldContain("debian12-amd64-plain");
        problems[0].Code.ExitCode.ShouldBe(ExitCode.NothingSelected);
    }

    [Fact]
    public void Case_matters_in_names_of_targets() => Project(Matrix).Problems("Debian12-*").ShouldHaveSingleItem();

    private static BuildPlan Plan(string yaml, params string[] only) => Project(yaml).Plan(only);

    private static PlanProject Project(string yaml) =>
        new PlanProject(yaml)
        {
            Pinned = new Dictionary<string, string> { ["debian:bookworm"] = PlanProject.Digest, ["debian:trixie"] = PlanProject.Digest },
        }.With("Dockerfile", "ARG BASE_IMAGE\nFROM ${BASE_IMAGE}\n");

    private static IEnumerable<string> Ids(BuildPlan plan) => plan.Targets.Select(target => target.Id);

    private static string Settings(BuildPlan plan, string id)
    {
        var target = plan.Targets.Single(target => target.Id == id);
        return $"'{target.Suffix}' {Pairs(target.Environment)}".TrimEnd();
    }

    /// <summary>What is declared; the time that all commands have is left out.</summary>
    private static string Environment(BuildPlan plan, string id) =>
        Pairs(
            plan.Commands.Single(command => command.Target?.Id == id && !command.IsTest)
                .Environment.Where(pair => pair.Key != "SOURCE_DATE_EPOCH")
                .ToDictionary(StringComparer.Ordinal)
        );

    private static string Pairs(IReadOnlyDictionary<string, string> environment) =>
        string.Join(' ', environment.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
}
