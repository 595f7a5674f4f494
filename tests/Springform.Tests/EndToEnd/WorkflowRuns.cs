using System.Text.Json;
using Springform.FakeGitHub;
using Springform.FakeGitHub.State;

namespace Springform.Tests.EndToEnd;

/// <summary>
/// The generated workflow at work: its own commands, in its own order, from the plan to the release. Commands of the project run in place, so that no engine is
/// called.
/// </summary>
public sealed class WorkflowRuns : IAsyncLifetime
{
    private const string Yaml = """
        name: hello
        version: 1.2.3
        bases: {busybox: {image: "127.0.0.1:1/busybox:1"}}
        builder: {image: "hello-builder:v1", dockerfile: builder/Dockerfile}
        targets: {small: linux/amd64, large: {platform: linux/amd64, suffix: "-large"}}
        compile:
          - {run: [sh, compile.sh], inputs: [compile.sh], outputs: [hello], env: {FOR: "{target}"}}
        test: [[./hello]]
        smoke: {skip: "there is no engine"}
        packages:
          - {archive: "{name}-{version}{suffix}.tgz", files: [hello, compile.sh], checksums: [md5, sha256]}
        release: {github: {repository: octo/hello}}

        """;

    private readonly GitProject project = new();
    private FakeGitHubServer server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await FakeGitHubServer.StartAsync();
        project.File("springform.yaml", Yaml);
        project.File("springform.lock", $"images:\n  \"127.0.0.1:1/busybox:1\": sha256:{new string('1', 64)}\n");
        project.File("compile.sh", "printf '#!/bin/sh\\necho %s\\n' \"$FOR\" >hello; chmod +x hello\n");
        project.File("builder/Dockerfile", "FROM 127.0.0.1:1/busybox:1\n");
        project.File(".gitignore", ".springform/\ndist/\n");
        project.File("springform.sh", "#!/bin/sh\nexec dotnet exec \"$HOST_UNDER_TEST\" \"$@\"\n");
        File.SetUnixFileMode(
            project.PathOf("springform.sh"),
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.OtherRead
        );
    }

    public async ValueTask DisposeAsync()
    {
        project.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public void What_its_jobs_hand_on_join_and_publish_for_a_tag_is_what_one_machine_makes()
    {
        var workflow = Written("push", "refs/tags/v1.2.3");
        project.Git("tag", "v1.2.3");
        server.Repository.SetTag(new FakeTag("v1.2.3", project.Git("rev-parse", "HEAD").Trim()));

        workflow.Run();

        workflow.Done.ShouldContain("release/Attest");
        workflow.Done[^1].ShouldBe("release/Publish");
        Files(project.Beside("job release/dist")).ShouldBe(OneMachine());
        var release = server.Repository.Releases.ShouldHaveSingleItem();
        (release.TagName, release.Draft, release.Prerelease).ShouldBe(("v1.2.3", false, false));
    }

    [Fact]
    public void A_push_to_the_branch_is_a_prerelease_of_the_development_channel()
    {
        Written("push", "refs/heads/main").Run();

        var release = server.Repository.Releases.ShouldHaveSingleItem();
        release.TagName.ShouldStartWith("development-");
        release.Prerelease.ShouldBeTrue();
    }

    [Fact]
    public void A_pull_request_builds_tests_and_joins_and_asks_GitHub_nothing()
    {
        var workflow = Written("pull_request", "refs/pull/7/merge");

        workflow.Run();

        workflow.Done.Select(step => step.Split('/')[0]).Distinct().ShouldBe(["plan", "build small", "build large", "merge"]);
        Directory.Exists(project.Beside("artifacts/dist")).ShouldBeTrue();
        server.Log.Count.ShouldBe(0);
    }

    [Fact]
    public void A_push_of_another_branch_whose_trigger_a_user_added_publishes_nothing()
    {
        var workflow = Written("push", "refs/heads/feature");

        workflow.Run();

        workflow.Done[^1].ShouldBe("merge/Hand dist over");
        server.Log.Count.ShouldBe(0);
    }

    [Fact]
    public void One_target_alone_goes_the_same_way()
    {
        project.Replace("springform.yaml", ", large: {platform: linux/amd64, suffix: \"-large\"}", "");
        project.Replace("springform.yaml", "release: {github: {repository: octo/hello}}\n", "");
        var workflow = Written("push", "refs/heads/main");

        workflow.Run();

        Files(project.Beside("artifacts/dist")).ShouldBe(OneMachine());
    }

    /// <summary>Written, committed and read.</summary>
    private LocalWorkflow Written(string started, string reference)
    {
        project.Commit();
        project.Run("--target=Workflow").Ends(0);
        project.Commit("Workflow");
        var machine = new Dictionary<string, string>
        {
            ["HOST_UNDER_TEST"] = Cli.Host,
            ["SPRINGFORM_BUILDER_KEY"] = BuilderKey(),
            ["DOCKER_HOST"] = "tcp://127.0.0.1:1",
            ["SPRINGFORM_ENGINE"] = "docker",
            ["GITHUB_API_URL"] = server.Api.ToString(),
            ["GITHUB_REF_TYPE"] = reference.StartsWith("refs/heads/", StringComparison.Ordinal) ? "branch" : "tag",
            ["GITHUB_REF_NAME"] = reference.Split('/')[^1],
            ["TOKEN"] = server.Options.Token,
            ["GIT_CONFIG_GLOBAL"] = "/dev/null",
        };
        return new LocalWorkflow(project, project.Text(".github/workflows/springform.yml"), (started, reference), machine);
    }

    private string BuilderKey()
    {
        using var plan = JsonDocument.Parse(project.Run("--target=Plan", "--output=json").Ends(0).Output);
        return plan.RootElement.GetProperty("builders")[0].GetProperty("key").GetString()!;
    }

    private Dictionary<string, string> OneMachine()
    {
        var clone = project.Beside("one machine");
        project.Git("clone", "--quiet", project.Folder, clone);
        project.Run("--project", clone, "--target=Dist", "--engine=docker", "DOCKER_HOST=tcp://127.0.0.1:1", $"SPRINGFORM_BUILDER_KEY={BuilderKey()}").Ends(0);
        return Files(Path.Combine(clone, "dist"));
    }

    /// <summary>Names and hashes; the ledger without who made a file, which is the one thing that may differ.</summary>
    private static Dictionary<string, string> Files(string folder) =>
        Directory
            .GetFiles(folder)
            .ToDictionary(
                path => Path.GetFileName(path)!,
                path =>
                    Path.GetFileName(path) == "artifacts.json"
                        ? string.Join('\n', File.ReadLines(path).Where(line => !line.Contains("\"producer\": ", StringComparison.Ordinal)))
                        : MergeParts.Hash(path)
            );
}
