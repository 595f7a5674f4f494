using System.Text;
using System.Text.Json.Nodes;
using Springform.FakeGitHub;
using Springform.Machine;
using Springform.Tests.EndToEnd;

namespace Springform.Tests.Publish;

/// <summary>A package that is a bare image, from springform.yaml to its name in a registry. The project is of plain files: no engine is called.</summary>
public sealed class ImageReleases : IAsyncLifetime
{
    private readonly ReleaseProject project = new();
    private readonly MemoryRegistry registry = new();
    private FakeGitHubServer server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await FakeGitHubServer.StartAsync();
        project.File(
            "springform.yaml",
            project
                .Text("springform.yaml")
                .Replace("  x86_64: linux/amd64\n", "  x86_64: linux/amd64\n  aarch64: {platform: linux/arm64}\n", StringComparison.Ordinal)
                .Replace(
                    "archive: \"hello.tar\", root: hello, files: [hello.txt]",
                    $"image: \"{registry.Address}/team/hello\", files: [{{from: hello.txt, to: share/extension/}}]",
                    StringComparison.Ordinal
                )
        );
        Tagged("feat: an image");
    }

    public async ValueTask DisposeAsync()
    {
        project.Dispose();
        await registry.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task The_parts_come_before_the_release_and_the_name_after_it_and_a_second_run_writes_nothing()
    {
        project.Run("--target=Dist", "--engine=docker").Ends(0);
        project.PushTo(server);
        var releasedBeforeTheName = false;
        registry.Instead = (context, _) =>
        {
            if (context.Request.HttpMethod == "PUT" && context.Request.RawUrl!.EndsWith("/manifests/1.0.0", StringComparison.Ordinal))
                releasedBeforeTheName = server.Repository.Releases.Any(release => !release.Draft);
            return false;
        };

        (await PlanAsync()).Ends(0).Says($"image {registry.Address}/team/hello:1.0.0: would be pushed", "linux/arm64  hello-1.0.0-aarch64.oci.tar");
        registry.Writes.ShouldBeEmpty();
        (await PublishAsync())
            .Ends(0)
            .Says("3 of 3 blobs sent", $"{registry.Address}/team/hello:1.0.0: sha256:", "linux/amd64, linux/arm64, new", "1 of 1 image named");

        releasedBeforeTheName.ShouldBeTrue();
        registry.Tags.ShouldBe(["1.0.0"]);
        registry.Writes.Last().ShouldBe("manifest 1.0.0");
        var index = JsonNode.Parse(registry.Manifests["1.0.0"])!;
        index["manifests"]!.AsArray().Select(image => (string)image!["platform"]!["architecture"]!).ShouldBe(["amd64", "arm64"]);
        server.ShouldHoldTheRelease(project.Assets);

        registry.Writes.Clear();
        (await PublishAsync()).Ends(0).Says("nothing to do", "0 of 1 image named");
        (await PlanAsync()).Ends(0).Says("is there, nothing to do");
        registry.Writes.ShouldBeEmpty();
    }

    [Fact]
    public void The_archive_is_an_artifact_like_every_other_and_a_second_Dist_does_nothing()
    {
        project.Run("--target=Dist", "--engine=docker").Ends(0);
        var first = project.Assets;

        var ledger = JsonNode.Parse(project.Text("dist/artifacts.json"))!;
        ledger["artifacts"]!
            .AsArray()
            .Where(artifact => (string?)artifact!["kind"] == "image")
            .Select(artifact => $"{artifact!["name"]} {artifact["target"]}")
            .ShouldBe(["hello-1.0.0-aarch64.oci.tar aarch64", "hello-1.0.0-x86_64.oci.tar x86_64"]);
        project.Text("dist/checksums.txt").ShouldContain("  hello-1.0.0-x86_64.oci.tar\n");
        project.Run("--target=Dist", "--engine=docker").Ends(0).Says("nothing to do: every key is the same");
        project.Run("--target=Dist", "--engine=docker", "--no-cache").Ends(0);
        project.Assets.ShouldBe(first, ignoreOrder: true);
        project.Run("--target=Plan", "--explain").Ends(0).Says($"{registry.Address}/team/hello:1.0.0");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(6)]
    public async Task A_registry_that_dies_half_way_shows_no_name_and_the_next_run_completes_it(int writes)
    {
        project.Run("--target=Dist", "--engine=docker").Ends(0);
        project.PushTo(server);
        registry.Instead = (context, written) =>
        {
            if (written < writes || context.Request.HttpMethod is not ("PUT" or "POST"))
                return false;
            context.Response.StatusCode = 500;
            context.Response.Close();
            return true;
        };

        (await PublishAsync()).Ends(7).Says("E632", "run again");
        registry.Tags.ShouldBeEmpty();
        // The parts come before the release: while they are not there, it is not public.
        server.Repository.Releases.Any(release => !release.Draft).ShouldBe(writes == 6);
        registry.Instead = (_, _) => false;

        (await PublishAsync()).Ends(0).Says("1 of 1 image named");

        registry.Tags.ShouldBe(["1.0.0"]);
        registry.Writes.Count(write => write == "blob").ShouldBe(3, "what was there was not sent again");
        server.ShouldHoldTheRelease(project.Assets);
    }

    [Fact]
    public async Task A_name_that_is_another_image_never_moves_and_nothing_is_sent()
    {
        project.Run("--target=Dist", "--engine=docker").Ends(0);
        project.PushTo(server);
        var old = "{}"u8.ToArray();
        registry.Manifests["1.0.0"] = old;

        (await PlanAsync()).Ends(0).Says("is another image, sha256:", ": refused");
        (await PublishAsync()).Ends(6).Says("E633", "team/hello:1.0.0 is there already and is another image", "release another version");

        registry.Manifests["1.0.0"].ShouldBe(old);
        registry.Writes.ShouldBeEmpty();
        server.Repository.Releases.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_registry_that_gives_back_something_else_is_refused()
    {
        project.Run("--target=Dist", "--engine=docker").Ends(0);
        project.PushTo(server);
        registry.Instead = (context, written) =>
        {
            if (written == 0 || context.Request.HttpMethod != "GET" || !context.Request.RawUrl!.Contains("/manifests/", StringComparison.Ordinal))
                return false;
            context.Response.OutputStream.Write(Encoding.UTF8.GetBytes("<html>welcome</html>"));
            context.Response.Close();
            return true;
        };

        (await PublishAsync()).Ends(7).Says("E632");

        registry.Tags.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wrong_password_is_refused_and_no_password_is_ever_said()
    {
        project.Run("--target=Dist", "--engine=docker").Ends(0);
        project.PushTo(server);

        (await PublishAsync("SPRINGFORM_REGISTRY_PASSWORD=wrong-horse-battery")).Ends(7).Says("E631", "401").SaysNot("wrong-horse");
        (await PublishAsync("SPRINGFORM_REGISTRY_PASSWORD=")).Ends(2).Says("E109");
        (await PublishAsync("--verbosity=diagnostic")).Ends(0).SaysNot(MemoryRegistry.Password);
        registry.Tags.ShouldBe(["1.0.0"]);
    }

    [Fact]
    public async Task The_login_may_have_other_names_and_half_of_it_is_no_login()
    {
        project.File(
            "springform.yaml",
            $$"""
            {{project.Text("springform.yaml")}}
            registries:
              {{registry.Address}}: {user: QUAY_CD_USER, password: QUAY_CD_PASSWORD}
            """
        );
        Tagged("ci: names of the login");
        project.Run("--target=Dist", "--engine=docker").Ends(0);
        project.PushTo(server);
        var named = $"QUAY_CD_USER={MemoryRegistry.User}";

        (await project.PublishAsync(server, named)).Ends(2).Says("E109", "QUAY_CD_USER is set and QUAY_CD_PASSWORD is not");
        (await PublishAsync()).Ends(7).Says("E631", $"docker login {registry.Address}, or QUAY_CD_USER and QUAY_CD_PASSWORD");
        (await project.PublishAsync(server, named, $"QUAY_CD_PASSWORD={MemoryRegistry.Password}")).Ends(0).SaysNot(MemoryRegistry.Password);
        registry.Tags.ShouldBe(["1.0.0"]);
    }

    [Fact]
    public async Task A_credential_helper_has_the_login_and_one_that_fails_is_an_error_with_its_name()
    {
        project.Run("--target=Dist", "--engine=docker").Ends(0);
        project.PushTo(server);
        using var folder = new TemporaryFolder();
        folder.File("config.json", """{ "credsStore": "vault" }""");
        void Helper(string script)
        {
            var path = folder.File("docker-credential-vault", $"#!/bin/sh\n{script}\n");
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        string[] docker = [$"DOCKER_CONFIG={folder.Path}", $"PATH={folder.Path}:{ProcessEnvironment.Current()["PATH"]}"];

        Helper("echo the vault is sealed; exit 3");
        (await project.PublishAsync(server, docker)).Ends(7).Says("E631 docker-credential-vault", "ended with exit code 3: the vault is sealed");
        registry.Writes.ShouldBeEmpty();
        Helper($$"""cat > "$0.asked"; echo '{"Username":"{{MemoryRegistry.User}}","Secret":"{{MemoryRegistry.Password}}"}'""");
        (await project.PublishAsync(server, [.. docker, "--verbosity=diagnostic"])).Ends(0).SaysNot(MemoryRegistry.Password);

        File.ReadAllText(Path.Combine(folder.Path, "docker-credential-vault.asked")).ShouldBe(registry.Address);
        registry.Tags.ShouldBe(["1.0.0"]);
    }

    [Fact]
    public async Task Parts_of_two_machines_are_joined_to_one_name()
    {
        using var one = project.Copy();
        using var other = project.Copy();
        one.Run("--target=Dist", "--only=x86_64", "--engine=docker").Ends(0);
        other.Run("--target=Dist", "--only=aarch64", "--engine=docker").Ends(0);
        project.Run("--target=Merge", $"--from={one.PathOf("dist")}", $"--from={other.PathOf("dist")}").Ends(0).Says("2 parts joined");
        project.PushTo(server);

        (await PublishAsync()).Ends(0).Says("linux/amd64, linux/arm64, new");

        registry.Tags.ShouldBe(["1.0.0"]);
        server.ShouldHoldTheRelease(project.Assets);
    }

    [Fact]
    public async Task Another_channel_gives_no_names_because_they_are_those_of_versions()
    {
        project.Run("--target=Dist", "--engine=docker").Ends(0);
        server.Repository.SetTag(new FakeGitHub.State.FakeTag(ReleaseProject.Tag, project.Head));

        (await PublishAsync("--channel=nightly")).Ends(0).Says("1 image not pushed: only the stable channel names images").SaysNot("team/hello:1.0.0: sha256");

        registry.Writes.ShouldBeEmpty();
    }

    private void Tagged(string message)
    {
        project.Commit(message);
        project.Git("tag", "--force", ReleaseProject.Tag);
    }

    private Task<CliResult> PublishAsync(params string[] words) => project.PublishAsync(server, [.. Login, .. words]);

    private async Task<CliResult> PlanAsync()
    {
        using var run = project.Start([
            "--target=PublishPlan",
            $"GITHUB_API_URL={server.Api}",
            $"GITHUB_REPOSITORY={server.Options.Owner}/{server.Options.Repository}",
            $"GITHUB_TOKEN={server.Options.Token}",
            .. Login,
        ]);
        return await run.EndAsync();
    }

    private static string[] Login => [$"SPRINGFORM_REGISTRY_USER={MemoryRegistry.User}", $"SPRINGFORM_REGISTRY_PASSWORD={MemoryRegistry.Password}"];
}
