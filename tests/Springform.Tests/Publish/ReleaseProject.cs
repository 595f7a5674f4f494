using System.Security.Cryptography;
using Springform.FakeGitHub;
using Springform.FakeGitHub.State;
using Springform.Tests.EndToEnd;

namespace Springform.Tests.Publish;

/// <summary>A project of a few plain files: nothing to compile, so that its runs take half a second and need no engine. Tagged, and built.</summary>
internal sealed class ReleaseProject : EndToEnd.GitProject
{
    public const string Tag = "v1.0.0";

    /// <summary>Nobody listens on port 1: nothing here may call an engine.</summary>
    private const string NoEngine = "DOCKER_HOST=tcp://127.0.0.1:1";

    public ReleaseProject(string release = "{github: {}}")
    {
        File(
            "springform.yaml",
            $$$"""
            name: hello
            version: {tag: true}
            targets:
              x86_64: linux/amd64
            packages:
              - {archive: "hello.tar", root: hello, files: [hello.txt], checksums: [sha256]}
            release: {{{release}}}

            """
        );
        File("hello.txt", "hello\n");
        File(".gitignore", ".springform/\ndist/\ntools-cache/\n");
        Commit("feat: hello");
        Git("tag", Tag);
        Run("--target=Dist", "--engine=docker", NoEngine).Ends(0);
    }

    private ReleaseProject(ReleaseProject other, string name)
        : base(name)
    {
        Directory.Delete(Folder);
        Command.Run(other.Folder, ["cp", "--archive", other.Folder, Folder]).ExitCode.ShouldBe(0);
    }

    public string Head => Git("rev-parse", "HEAD").Trim();

    /// <summary>SHA-256 by name, of all that is released: dist/ without its ledger.</summary>
    public IReadOnlyDictionary<string, string> Assets =>
        Directory
            .GetFiles(PathOf("dist"))
            .Where(path => Path.GetFileName(path) != "artifacts.json")
            .ToDictionary(path => Path.GetFileName(path), path => Convert.ToHexStringLower(SHA256.HashData(System.IO.File.ReadAllBytes(path))));

    /// <summary>The same project, as built, in a folder of its own.</summary>
    public ReleaseProject Copy() => new(this, "project");

    /// <summary>Pushes the tag, and tells the server's watch what belongs to its release.</summary>
    public void PushTo(FakeGitHubServer server)
    {
        server.Repository.SetTag(new FakeTag(Tag, Head));
        server.Repository.Watch.Expect(Tag, Assets);
    }

    public RunningCli StartPublish(FakeGitHubServer server, params string[] words) => StartTask("Publish", server, words);

    private RunningCli StartTask(string task, FakeGitHubServer server, params string[] words) =>
        Start([
            $"--target={task}",
            "--engine=docker",
            NoEngine,
            $"GITHUB_API_URL={server.Api}",
            $"GITHUB_REPOSITORY={server.Options.Owner}/{server.Options.Repository}",
            $"GITHUB_TOKEN={server.Options.Token}",
            .. words,
        ]);

    public async Task<CliResult> PublishAsync(FakeGitHubServer server, params string[] words)
    {
        using var run = StartPublish(server, words);
        return await run.EndAsync();
    }

    public async Task<CliResult> PublishPlanAsync(FakeGitHubServer server)
    {
        using var run = StartTask("PublishPlan", server);
        return await run.EndAsync();
    }
}
