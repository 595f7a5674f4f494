using Springform.Plan;
using Springform.Planning;

namespace Springform.Tests.Planning;

/// <summary>Which keys an input reaches, and which it does not.</summary>
public sealed class KeyFlowTests
{
    private const string Everything = "recipe:ethtool-x86_64 recipe:ethtool-aarch64 recipe:fio-x86_64 recipe:fio-aarch64 recipe:turbostat-x86_64";
    private const string Commands = "compile/x86_64/1-make test/x86_64/1-make compile/aarch64/1-make test/aarch64/1-make";
    private const string Packages = "package/perfspect.tgz package/perfspect-aarch64.tgz";

    [Fact]
    public void A_touched_recipe_changes_its_own_key_and_what_comes_after_it() =>
        Changed(Perfspect.Project.With("tools/fio/static.patch", "another"))
            .ShouldBe($"recipe:fio-x86_64 recipe:fio-aarch64 tools builder:amd64 {Commands} {Packages} package/oss_source.tgz");

    [Fact]
    public void A_source_file_changes_the_commands_that_see_it_and_no_image() =>
        Changed(Perfspect.Project.With("main.go", "package other\n")).ShouldBe($"{Commands} {Packages}");

    [Fact]
    public void A_file_of_the_builders_context_changes_the_builder() =>
        Changed(Perfspect.Project.With("builder/proxy/x", "x")).ShouldBe($"builder:amd64 {Commands} {Packages}");

    [Fact]
    public void A_packed_file_changes_the_archives_alone() => Changed(Perfspect.Project.With("LICENSE", "MIT\n")).ShouldBe(Packages);

    [Fact]
    public void A_file_that_nobody_declared_changes_nothing() => Changed(Perfspect.Project.With("README.md", "other")).ShouldBe("");

    [Fact]
    public void The_version_reaches_the_commands_that_ask_for_it() =>
        Changed(Perfspect.Project.With("version.txt", "3.9.0\n")).ShouldBe($"{Commands} {Packages}");

    [Fact]
    public void A_new_commit_with_the_same_content_keeps_every_key_but_those_of_archives_which_carry_its_time()
    {
        var git = Perfspect.Project.Git with { Commit = new string('a', 40), CommitDate = Perfspect.Project.Git.CommitDate.AddDays(1) };

        Changed(Perfspect.Project with { Git = git }).ShouldBe($"{Packages} package/oss_source.tgz");
        Changed(Perfspect.Project with { Git = git, SourceDateEpoch = Perfspect.Project.Git.CommitDate.ToUnixTimeSeconds() }).ShouldBe("");
    }

    [Fact]
    public void Another_commit_or_a_dirty_tree_is_another_distribution_because_the_manifest_says_so()
    {
        var plan = Perfspect.Project.Plan();

        (Perfspect.Project with { Git = Perfspect.Project.Git with { Commit = new string('a', 40) } }).Plan().Key.ShouldNotBe(plan.Key);
        (Perfspect.Project with { Git = Perfspect.Project.Git with { Dirty = true } }).Plan().Key.ShouldNotBe(plan.Key);
        (Perfspect.Project with { SourceDateEpoch = 5 }).Plan().Key.ShouldNotBe(plan.Key);
    }

    [Fact]
    public void Another_digest_of_the_base_changes_everything_that_is_built_on_it()
    {
        var pinned = new Dictionary<string, string> { ["debian:bookworm"] = "sha256:" + new string('e', 64) };

        Changed(Perfspect.Project with { Pinned = pinned }).ShouldBe($"{Everything} tools builder:amd64 {Commands} {Packages} package/oss_source.tgz");
    }

    [Fact]
    public void A_wheel_is_tried_anew_in_an_image_on_another_base()
    {
        var before = ConfigKeyTests.Wheels.Plan().WheelTests.Where(test => test.ImageId is not null).ToList();
        var pinned = new Dictionary<string, string> { ["debian:bookworm"] = "sha256:" + new string('e', 64) };

        var after = (ConfigKeyTests.Wheels with { Pinned = pinned }).Plan().WheelTests.ToDictionary(test => test.Id, test => test.Key.Key);

        before.ShouldNotBeEmpty();
        before.Where(test => after[test.Id] != test.Key.Key).ShouldNotBeEmpty();
    }

    [Fact]
    public void What_a_command_is_given_is_in_its_key()
    {
        static PlanProject Edited(string from, string to) => Perfspect.Project with { Yaml = Perfspect.Yaml.Replace(from, to, StringComparison.Ordinal) };

        Changed(Edited("run: [make, perfspect]", "run: [make, -k]")).ShouldBe($"{Commands} {Packages}");
        Changed(Edited("outputs: [perfspect]", "outputs: [perfspect, perfspect.map]")).ShouldBe($"{Commands} {Packages}");
        Changed(Edited("{GOARCH: arm64}", "{GOARCH: arm64, GOARM64: v8.2}"))
            .ShouldBe("compile/aarch64/1-make test/aarch64/1-make package/perfspect-aarch64.tgz");
        Changed(Edited("outputs: [perfspect]", "outputs: [perfspect]\n    network: true")).ShouldBe($"{Commands} {Packages}");
        Changed(Edited("[make, test]", "[make, check]")).ShouldBe($"test/x86_64/1-make test/aarch64/1-make {Packages}");
    }

    [Fact]
    public void Limits_are_in_no_key_because_they_decide_whether_there_is_a_result_and_not_which() =>
        Changed(
                Perfspect.Project with
                {
                    Yaml =
                        Perfspect
                            .Yaml.Replace("outputs: [perfspect]", "outputs: [perfspect]\n    timeout: 5m", StringComparison.Ordinal)
                            .Replace("fio: tools/fio", "fio: {context: tools/fio, timeout: 3h}", StringComparison.Ordinal)
                            .Replace("dockerfile: builder/Dockerfile", "dockerfile: builder/Dockerfile\n  timeout: 2h", StringComparison.Ordinal)
                            .Replace("[make, test]", "{run: [make, test], timeout: 90s}", StringComparison.Ordinal) + "\ntimeout: 2h\nmemory: 2GB\npids: 500\n",
                }
            )
            .ShouldBe("");

    [Fact]
    public void The_friendly_names_of_images_are_in_no_key() =>
        Changed(
                Perfspect.Project with
                {
                    Yaml = Perfspect
                        .Yaml.Replace("perfspect-builder:v1", "perfspect-builder:v2", StringComparison.Ordinal)
                        .Replace("perfspect-tools:v1", "other:v9", StringComparison.Ordinal),
                }
            )
            .ShouldBe("");

    [Fact]
    public void An_ignored_file_that_is_named_literally_is_an_input_and_a_wildcard_never_takes_one()
    {
        var ignored = Perfspect.Project with
        {
            Ignored = new Dictionary<string, string> { ["builder/secret"] = "x", ["gen.go"] = "x" },
        };

        Changed(ignored).ShouldBe("");
        var named = ignored with { Yaml = Perfspect.Yaml.Replace("[\"*.go\",", "[\"*.go\", gen.go,", StringComparison.Ordinal) };
        Inputs(named.Plan(), "compile/x86_64/1-make").ShouldBe(["Makefile", "gen.go", "go.mod", "main.go"]);
    }

    [Fact]
    public void A_command_sees_its_inputs_and_the_outputs_of_the_commands_before_it()
    {
        var plan = new PlanProject(
            """
            name: demo
            version: 1.0.0
            bases: {b: "debian:bookworm"}
            builder: {image: i, dockerfile: Dockerfile}
            targets: {x: {platform: linux/amd64, base: b}, y: {platform: linux/amd64, base: b}}
            compile:
              - {name: build, run: [make], inputs: ["src/**"], outputs: [out/app]}
              - {name: docs, run: [make, docs], inputs: ["docs/**"], outputs: [out/doc], once: true}
              - {name: strip, run: [strip], inputs: [Makefile], outputs: [out/app]}
            test: [[make, test]]
            """
        ).With("Dockerfile", "FROM debian:bookworm\n").With("src/a.c", "a").With("docs/a.md", "a").With("Makefile", "a").With("README", "a").Plan();

        plan.Command("compile/all/2-docs").After.ShouldBeEmpty();
        plan.Command("compile/x/1-build").After.ShouldBe(["compile/all/2-docs"]);
        plan.Command("compile/x/3-strip").After.ShouldBe(["compile/all/2-docs", "compile/x/1-build"]);
        plan.Command("test/y/1-make").After.ShouldBe(["compile/all/2-docs", "compile/y/1-build", "compile/y/3-strip"]);
        Inputs(plan, "compile/x/3-strip").ShouldBe(["Makefile"]);
        Inputs(plan, "test/x/1-make").ShouldBe(["Makefile", "docs/a.md", "src/a.c"]);
    }

    [Fact]
    public void Without_declared_inputs_a_command_sees_all_that_git_lists() =>
        Inputs(
                (Perfspect.Project with { Yaml = Perfspect.Yaml.Replace("    inputs: [\"*.go\", go.mod, Makefile]\n", "", StringComparison.Ordinal) }).Plan(),
                "compile/x86_64/1-make"
            )
            .Count()
            .ShouldBe(Perfspect.Project.Files.Count);

    [Fact]
    public void What_of_springform_yaml_matters_to_a_command_is_in_its_key_and_the_file_is_no_input_unless_it_is_named()
    {
        static PlanProject Project(string inputs, string yaml) =>
            (Perfspect.Project with { Yaml = Perfspect.Yaml.Replace("    inputs: [\"*.go\", go.mod, Makefile]\n", inputs, StringComparison.Ordinal) }).With(
                "springform.yaml",
                yaml
            );
        static string Key(PlanProject project) => project.Plan().Command("compile/x86_64/1-make").Key.Key.Text;

        Key(Project("", "smoke: {}")).ShouldBe(Key(Project("", "smoke: {bases: [b]}")));
        Key(Project("    inputs: [springform.yaml]\n", "a")).ShouldNotBe(Key(Project("    inputs: [springform.yaml]\n", "b")));
    }

    [Fact]
    public void A_test_has_the_environment_and_the_caches_of_the_commands_and_all_have_a_time_that_no_commit_changes()
    {
        var plan = new PlanProject(
            """
            name: demo
            version: 1.0.0
            bases: {b: "debian:bookworm"}
            builder: {image: i, dockerfile: Dockerfile}
            targets: {x: {platform: linux/amd64, base: b, env: {TARGET: own}}}
            compile:
              - {name: a, run: [make], outputs: [a], env: {CC: gcc, TARGET: lost}, caches: {ccache: /ccache}}
              - {name: b, run: [make], outputs: [b], env: {CC: clang, SOURCE_DATE_EPOCH: "{source_date_epoch}"}, caches: {go: /go}}
            test: [[make, test]]
            """
        ).With("Dockerfile", "FROM debian:bookworm\n").Plan();

        plan.Command("compile/x/1-a").Environment["SOURCE_DATE_EPOCH"].ShouldBe("315532800");
        plan.Command("compile/x/2-b").Environment["SOURCE_DATE_EPOCH"].ShouldBe("1793527200");
        var test = plan.Command("test/x/1-make");
        test.Environment.ShouldBe(
            new Dictionary<string, string>
            {
                ["CC"] = "clang",
                ["SOURCE_DATE_EPOCH"] = "1793527200",
                ["TARGET"] = "own",
            },
            ignoreOrder: true
        );
        test.Caches.Keys.ShouldBe(["ccache", "go"]);
    }

    [Fact]
    public void The_same_arguments_give_the_same_plan() => PlanJson.Of(Perfspect.Project.Plan()).ShouldBe(PlanJson.Of(Perfspect.Project.Plan()));

    [Fact]
    public void Two_thousand_targets_are_planned()
    {
        var variants = string.Join(", ", Enumerable.Range(0, 1000).Select(number => $"v{number}: {{suffix: -v{number}}}"));
        var plan = new PlanProject(
            $$"""
            name: demo
            version: 1.0.0
            bases: {b: "debian:bookworm"}
            builder: {image: i, dockerfile: Dockerfile}
            matrix: {base: [b], platform: [linux/amd64, linux/arm64], variant: { {{variants}} } }
            compile: [{run: [make], outputs: [demo]}]
            packages: [{archive: "{name}-{arch}{suffix}.tgz", files: [demo]}]
            """
        ).With("Dockerfile", "ARG BASE_IMAGE\nFROM ${BASE_IMAGE}\n").Plan();

        (plan.Targets.Count, plan.Commands.Count, plan.Artifacts.Count, plan.Builders.Count).ShouldBe((2000, 2000, 2000, 2));
        plan.Commands.Select(command => command.Key.Key).Distinct().Count().ShouldBe(2);
        plan.TargetArtifacts.Select(package => package.Key.Key).Distinct().Count().ShouldBe(2000);
    }

    private static IEnumerable<string> Inputs(BuildPlan plan, string command) => plan.Command(command).Key.Files.Files.Select(file => file.Path);

    /// <summary>The steps whose keys are not those of the unchanged project, in the plan's order.</summary>
    private static string Changed(PlanProject project)
    {
        var before = Keys(Perfspect.Project.Plan());
        var after = Keys(project.Plan());
        after.Keys.ShouldBe(before.Keys);
        return string.Join(' ', after.Keys.Where(name => after[name] != before[name]));
    }

    private static Dictionary<string, ContentKey> Keys(BuildPlan plan) =>
        new([
            .. plan.Recipes.Select(recipe => KeyValuePair.Create($"recipe:{recipe.Id}", recipe.Key.Key)),
            KeyValuePair.Create("tools", plan.ToolsKey!),
            .. plan.Builders.Select(builder => KeyValuePair.Create($"builder:{builder.Id}", builder.Key.Key)),
            .. plan.Commands.Select(command => KeyValuePair.Create(command.Id, command.Key.Key)),
            .. plan.Artifacts.Select(artifact => KeyValuePair.Create(artifact.Id, artifact.Key.Key)),
        ]);
}
