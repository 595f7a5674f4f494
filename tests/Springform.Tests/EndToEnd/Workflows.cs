using System.Text.RegularExpressions;

namespace Springform.Tests.EndToEnd;

/// <summary>
/// --target=Workflow writes what CI runs, --target=Check holds it against springform.yaml, and what users add is theirs. The project is of plain files: no
/// engine is called.
/// </summary>
public sealed partial class Workflows : IDisposable
{
    private const string GitHub = ".github/workflows/springform.yml";

    private readonly GitProject project = new();

    public Workflows()
    {
        project.File(
            "springform.yaml",
            """
            name: hello
            version: 1.2.3
            targets: {a: linux/amd64, b: linux/arm64}
            packages: [{archive: "hello-{target}.tgz", files: [hello.txt]}]
            release: {github: {}}

            """
        );
        project.File("springform.sh", "# any\n");
        project.File("hello.txt", "hello\n");
        project.File(".gitignore", ".springform/\ndist/\n");
        project.Commit();
    }

    public void Dispose() => project.Dispose();

    [Theory]
    [InlineData("github", GitHub)]
    [InlineData("gitlab", ".gitlab-ci.yml")]
    [InlineData("circleci", ".circleci/config.yml")]
    public void Written_twice_it_is_the_same_file_and_Check_takes_it(string ci, string path)
    {
        Run("--target=Check").Ends(0).SaysNot("workflow");
        Run("--target=Workflow", $"--ci={ci}").Ends(0).Says($"wrote {path}");
        var (text, time) = (project.Text(path), File.GetLastWriteTimeUtc(project.PathOf(path)));

        Run("--target=Workflow", $"--ci={ci}").Ends(0).Says($"nothing to do: {path} is what springform.yaml asks for");

        (project.Text(path), File.GetLastWriteTimeUtc(project.PathOf(path))).ShouldBe((text, time));
        Run("--target=Check").Ends(0).Says("1 workflow as it asks for");
    }

    [Fact]
    public void What_users_add_and_their_triggers_runners_limits_and_secrets_are_theirs()
    {
        Write();
        Edit("  pull_request:\n", "  workflow_dispatch:\n  schedule: [{cron: \"1 2 * * *\"}]\n");
        Edit("runs-on: ${{ matrix.runner }}", "runs-on: [self-hosted, linux]");
        Edit("timeout-minutes: 60", "timeout-minutes: 7");
        Edit("needs: [build]", "needs: [build, macos]");
        Edit("    env:\n      TARGET:", "    env:\n      OWN: 1\n      TARGET:");
        Edit("      - name: Build\n", "      - uses: example/own@v1\n        if: always()\n      - name: Build\n");
        Edit("fetch-depth: 0", "fetch-depth: 0\n          submodules: true");
        Edit("GITHUB_TOKEN: ${{ github.token }}", "GITHUB_TOKEN: ${{ secrets.RELEASE_TOKEN }}");
        Edit("needs: [plan]", "needs: plan");
        project.File(GitHub, project.Text(GitHub) + "  macos:\n    runs-on: macos-15\n    steps: [{run: make}]\n");
        var edited = project.Text(GitHub);

        Run("--target=Check").Ends(0).Says("1 workflow as it asks for");
        Run("--target=Workflow").Ends(0).Says($"nothing to do: {GitHub} was edited, and has everything");
        project.Text(GitHub).ShouldBe(edited);
    }

    [Fact]
    public void Each_of_ours_that_is_missing_or_changed_is_named_and_the_edited_file_is_not_written_over()
    {
        Write();
        Edit("run: ./springform.sh --target=Plan", "run: ./springform.sh --target=Plan --only=a");
        Edit("          merge-multiple: true\n", "");
        Edit("  cancel-in-progress: ${{ github.event_name == 'pull_request' }}\n", "");
        Edit("      - name: Build\n", "      - name: Build\n        continue-on-error: true\n");
        Edit("      contents: write\n", "      contents: write\n      packages: write\n");
        Edit("      attestations: write\n", "");
        Edit("    if: \"github.event_name == 'push' && ", "    if: \"");
        Edit("      fail-fast: false\n", "      fail-fast: true\n");
        Edit("      - name: Check\n        run: ./springform.sh --target=Check\n", "");
        Edit("needs: [merge]", "needs: [plan]");
        var edited = project.Text(GitHub);
        string[] all =
        [
            "jobs.plan.steps[Plan].run is './springform.sh --target=Plan --only=a', and Workflow writes './springform.sh --target=Plan'",
            "jobs.merge.steps[Fetch the parts].with.merge-multiple is missing",
            "concurrency.cancel-in-progress is missing",
            "jobs.build.steps[Build].continue-on-error is added",
            "jobs.release.permissions.packages is added",
            "jobs.release.permissions.attestations is missing",
            "jobs.release.if is",
            "jobs.build.strategy.fail-fast is 'true'",
            "jobs.plan.steps[Check] is missing",
            "jobs.release.needs[merge] is missing",
        ];

        var check = Run("--target=Check").Ends(6).Says([.. all.Select(what => $"E543 {what}")]);
        Errors(check).ShouldBe(all.Length);
        check.Says($"at  {GitHub}:{1 + edited[..edited.IndexOf("--only=a", StringComparison.Ordinal)].Count(letter => letter == '\n')}");
        Run("--target=Workflow").Ends(6).Says([.. all]);
        project.Text(GitHub).ShouldBe(edited);
    }

    [Theory]
    [InlineData("  merge:\n", "  joined:\n", "jobs.merge is missing")]
    [InlineData("permissions: {}\n", "", "permissions is missing")]
    [InlineData("permissions: {}\n", "permissions: write-all\n", "permissions is a text, and Workflow writes a map")]
    [InlineData("      - name: Publish\n", "      - name: Release\n", "jobs.release.steps[Publish] is missing")]
    public void One_change_is_one_error(string before, string after, string what)
    {
        Write();
        Edit(before, after);

        Errors(Run("--target=Check").Ends(6).Says($"E543 {what}")).ShouldBe(1);
    }

    [Fact]
    public void What_keeps_a_secret_from_pull_requests_stays_whatever_the_secret_is_called()
    {
        project.Replace("springform.yaml", "release:", "cache: {registry: ghcr.io/example/cache}\nrelease:");
        Write();
        Edit("secrets.SPRINGFORM_REGISTRY_USER", "secrets.CACHE_USER");
        Run("--target=Check").Ends(0);

        Edit("!startsWith(github.event_name, 'pull_request') && secrets.SPRINGFORM_REGISTRY_PASSWORD || ''", "secrets.SPRINGFORM_REGISTRY_PASSWORD");
        Errors(Run("--target=Check").Ends(6).Says("E543 jobs.build.steps[Build].env.SPRINGFORM_REGISTRY_PASSWORD is")).ShouldBe(1);
    }

    [Fact]
    public void A_step_that_was_moved_is_told()
    {
        Write();
        var text = project.Text(GitHub);
        var at = text.IndexOf("      - name: Attest\n", StringComparison.Ordinal);
        var attest = text[at..text.IndexOf("      - name: Publish\n", StringComparison.Ordinal)];
        project.File(GitHub, text.Replace(attest, "", StringComparison.Ordinal) + attest);

        Errors(Run("--target=Check").Ends(6).Says("E543 jobs.release.steps[Publish] stands before what must come first")).ShouldBe(1);
    }

    [Fact]
    public void Another_commit_of_an_action_is_refused_until_the_pins_are_moved_back()
    {
        Write();
        var text = project.Text(GitHub);
        project.File(GitHub, ActionUse().Replace(text, $"$1@{new string('a', 40)} # v1.0.0"));

        Run("--target=Check").Ends(6).Says("E543 jobs.plan.steps[Check out].uses is", "fix --target=UpdatePins --pins=actions");
        Run("--target=UpdatePins", "--pins=actions").Ends(0).Says($"actions/checkout@{new string('a', 40)} -> v", "uses of actions pinned");

        project.Text(GitHub).ShouldBe(text);
        Run("--target=UpdatePins", "--pins=actions").Ends(0).Says("nothing to do: the actions are pinned");
    }

    [Fact]
    public void The_pins_of_a_file_that_nobody_edited_move_and_it_is_still_not_edited()
    {
        Write();
        var old = Sealed(ActionUse().Replace(Body(project.Text(GitHub)), $"$1@{new string('a', 40)} # v1.0.0"));
        var text = project.Text(GitHub);
        project.File(GitHub, old);

        Run("--target=UpdatePins", "--pins=actions").Ends(0);

        project.Text(GitHub).ShouldBe(text);
        File.Delete(project.PathOf(GitHub));
        Run("--target=UpdatePins", "--pins=actions").Ends(2).Says($"E105 there is no {GitHub}");
    }

    [Fact]
    public void What_nobody_edited_is_written_anew_when_springform_yaml_asks_for_something_else()
    {
        Write();
        Run("--target=Workflow", "--ci=gitlab").Ends(0);
        Run("--target=Workflow", "--ci=circleci").Ends(0);
        project.Replace("springform.yaml", "release: {github: {}}\n", "");
        project.Replace("springform.yaml", "b: linux/arm64}", "b: linux/arm64, c: linux/amd64}");

        Run("--target=Check")
            .Ends(6)
            .Says(
                "E543 jobs.release is not asked for any more",
                "E543 release is not asked for any more",
                "E543 build-c is missing",
                "E543 workflows.springform.jobs[build build-c] is missing",
                "E543 merge.needs[build-c] is missing",
                "fix run --target=Workflow: nobody edited the file"
            );
        Write();
        Run("--target=Workflow", "--ci=gitlab").Ends(0).Says("wrote");
        Run("--target=Workflow", "--ci=circleci").Ends(0).Says("wrote");

        project.Text(GitHub).ShouldNotContain("release:");
        Run("--target=Check").Ends(0).Says("3 workflows as it asks for");
    }

    [Fact]
    public void A_pipeline_of_another_system_that_Springform_did_not_write_is_the_users_own()
    {
        project.File(".gitlab-ci.yml", "test: {script: [make]}\n");
        project.File(".circleci/config.yml", "version: 2.1\n");

        Run("--target=Check").Ends(0);
        Run("--target=Workflow", "--ci=gitlab").Ends(6).Says("E543 build-a is missing", "E543 merge is missing");
        project.Text(".gitlab-ci.yml").ShouldBe("test: {script: [make]}\n");
    }

    [Fact]
    public void Users_may_write_tags_and_merge_keys_that_only_their_system_knows()
    {
        Run("--target=Workflow", "--ci=gitlab").Ends(0);
        project.File(".gitlab-ci.yml", project.Text(".gitlab-ci.yml") + ".own: &own {tags: [x]}\nmine:\n  <<: *own\n  script: !reference [.build, script]\n");

        Run("--target=Check").Ends(0);
    }

    [Theory]
    [InlineData("jobs: [", "cannot be read as a workflow")]
    [InlineData("- a\n", "it does not hold one map")]
    [InlineData("", "it does not hold one map")]
    public void A_file_that_is_no_workflow_is_told(string text, string what)
    {
        project.File(GitHub, text);
        Run("--target=Check").Ends(6).Says("E543", what);

        project.File(GitHub, "a: " + new string('[', 100_000));
        Run("--target=Check").Ends(6).Says("E543", "nested more than");
    }

    [Fact]
    public void What_the_first_run_in_CI_would_find_out_is_told_at_once()
    {
        File.Delete(project.PathOf("springform.sh"));
        Run("--target=Workflow").Ends(2).Says("E105 nothing in this repository starts Springform", "--target=Wrapper");

        project.File("sub/springform.yaml", project.Text("springform.yaml").Replace("[hello.txt]", "[a.txt]", StringComparison.Ordinal));
        project.File("sub/a.txt", "a\n");
        project.Run("--project=sub", "--target=Workflow").Ends(2).Says("E103 springform.yaml is in sub");

        using var plain = new PlainProject();
        plain.File("springform.sh", "# any\n");
        plain.Run("--target=Workflow").Ends(0);
        File.Delete(plain.PathOf("springform.lock"));
        plain.Run("--target=Workflow").Ends(2).Says("E104 springform.lock does not pin '127.0.0.1:1/busybox:1'", "--target=UpdatePins");
    }

    [Fact]
    public void What_a_workflow_cannot_be_told_is_refused()
    {
        project.File(
            "springform.yaml",
            project.Text("springform.yaml")
                + "workflow: {runners: {x: r, linux/arm64: \"${{ x }}\", windows/amd64: w}, timeout: \"0\", timeouts: {a: soon, b: 30s}}\n"
        );

        Run("--target=Workflow")
            .Ends(2)
            .Says(
                "E106 'x' in workflow.runners is neither a target nor a platform that containers run on",
                "E106 'windows/amd64' in workflow.runners",
                "E103 workflow.runners[\"linux/arm64\"] is '${{ x }}', which cannot be the label of a runner",
                "E103 workflow.timeout is '0'",
                "E103 workflow.timeouts.a is 'soon'",
                "E103 workflow.timeouts.b is '30s'"
            );
        Run("--target=Workflow", "--ci=jenkins").Ends(2).Says("use one of: github, gitlab, circleci");
    }

    private void Write() => Run("--target=Workflow").Ends(0).Says($"wrote {GitHub}");

    /// <summary>The first place.</summary>
    private void Edit(string before, string after)
    {
        var text = project.Text(GitHub);
        var at = text.IndexOf(before, StringComparison.Ordinal);
        at.ShouldBeGreaterThan(0, before);
        project.File(GitHub, text[..at] + after + text[(at + before.Length)..]);
    }

    private static int Errors(CliResult result) => result.All.Split('\n').Count(line => line.StartsWith("E543", StringComparison.Ordinal));

    private CliResult Run(params string[] words) => project.Run(words);

    private static string Body(string text) => Springform.Workflows.WorkflowSeal.BodyOf(text);

    private static string Sealed(string body) => Springform.Workflows.WorkflowSeal.With(body);

    [GeneratedRegex(@"(uses: actions/checkout)@\S+ # \S+")]
    private static partial Regex ActionUse();
}
