using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Springform.ContainerTests.Cache;

namespace Springform.ContainerTests.EndToEnd;

/// <summary>--target=PushBuilder against Debian's registry server, and what others do with what is there.</summary>
[Draw(1)]
[Collection(OneAtATime.Name)]
public sealed partial class PushedBuilders(Workshop workshop)
{
    [Fact]
    public async Task One_name_leads_to_the_builder_of_each_architecture_for_docker_and_for_other_Dockerfiles()
    {
        await using var project = await BuilderProject.StartAsync(workshop);

        project.Run("--target=PushBuilder").Ends(0).Says("builder amd64: pushed", "builder arm64: pushed", "2 pushed, 0 already there; 1 of 1 tag moved");
        await project.EmptyEngineAsync();

        // docker 20.10 keeps one platform under a name: the Dockerfile below finds the last.
        foreach (var (platform, machine) in new[] { ("linux/arm64", "aarch64"), ("linux/amd64", "x86_64") })
            (await project.DockerAsync("run", "--rm", "--platform", platform, $"{project.Repository}:v1", "/bin/tool")).ShouldBe([$"made on {machine}"]);
        project.File("other/Dockerfile", $"FROM {project.Repository}:v1\nRUN tool > /said\n");
        await project.DockerAsync("build", "--tag", $"{project.Repository}:other", project.PathOf("other"));
        (await project.DockerAsync("run", "--rm", $"{project.Repository}:other", "cat", "/said")).ShouldBe(["made on x86_64"]);
    }

    [Fact]
    public async Task A_second_push_sends_nothing_and_needs_no_engine()
    {
        await using var project = await BuilderProject.StartAsync(workshop);
        project.Run("--target=PushBuilder").Ends(0);
        var written = 0;
        project.Gate.Instead = context =>
        {
            written += context.Request.Method is "PUT" or "POST" or "PATCH" ? 1 : 0;
            return false;
        };

        project.RunWithoutEngine("--target=PushBuilder").Ends(0).Says("builder amd64: already there", "0 pushed, 2 already there; 0 of 1 tag moved");

        written.ShouldBe(0);
    }

    [Fact]
    public async Task A_machine_with_an_empty_engine_takes_the_pushed_builder_instead_of_building_it()
    {
        await using var project = await BuilderProject.StartAsync(workshop);
        project.Run("--target=PushBuilder").Ends(0);
        await project.EmptyEngineAsync();

        project.Run("--target=Compile").Ends(0).Says("0 present, 0 built, 2 fetched", $"builder arm64: from {project.Repository}:arm64-").SaysNot("base tiny");

        project.Run("--target=Compile").Ends(0).SaysNot("fetched");
    }

    [Fact]
    public async Task Each_machine_pushes_its_own_and_one_without_an_engine_gives_them_their_name()
    {
        await using var project = await BuilderProject.StartAsync(workshop);

        project.Run("--target=PushBuilder", "--only=amd64").Ends(0).Says("1 pushed, 0 already there; tags were left alone: --only");
        project.Run("--target=PushBuilder", "--only=arm64").Ends(0).Says("1 pushed");
        (await project.ManifestAsync($"{project.Repository}:v1")).ShouldBeNull("nothing has that name yet");

        project
            .RunWithoutEngine("--target=PushBuilder")
            .Ends(0)
            .Says("0 pushed, 2 already there; 1 of 1 tag moved", $"{project.Repository}:v1: sha256:", "linux/amd64, linux/arm64, new");
        (await project.ManifestAsync($"{project.Repository}:v1")).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_changed_builder_moves_the_version_only_when_told_to_and_leaves_the_old_key_where_it_is()
    {
        await using var project = await BuilderProject.StartAsync(workshop);
        project.Run("--target=PushBuilder").Ends(0);
        var old = Shared(project);

        project.Replace("builder/tool.sh", "made on", "now made on");

        project.Run("--target=PushBuilder").Ends(6).Says("E633", $"{project.Repository}:v1 is there already", "--replace-existing").SaysNot("base tiny");
        project
            .Run("--target=PushBuilder", "--replace-existing")
            .Ends(0)
            .Says("2 pushed", "builder amd64: pulled again and verified", $"{project.Repository}:v1: sha256:", "moved from sha256:");
        (await project.DockerAsync("run", "--rm", $"{project.Repository}:v1", "/bin/tool")).ShouldBe(["now made on x86_64"]);
        (await project.DockerAsync("run", "--rm", old, "/bin/tool")).ShouldBe(["made on x86_64"]);
    }

    [Fact]
    public async Task A_registry_that_dies_half_way_shows_nothing_and_the_next_run_completes_it()
    {
        await using var project = await BuilderProject.StartAsync(workshop);
        var puts = 0;
        // The first builder's two layers arrive; then the machine is gone.
        project.Gate.Instead = context =>
        {
            if (context.Request.Method != "PUT" || ++puts < 3)
                return false;
            context.Abort();
            return true;
        };

        project.Run("--target=PushBuilder").Ends(7).Says("E632", "run again").SaysNot("pushed,");
        (await project.ManifestAsync($"{project.Repository}:v1")).ShouldBeNull();

        project.Gate.Instead = _ => false;
        project.Run("--target=PushBuilder").Ends(0).Says("1 of 3 blobs sent", "2 pushed", "1 of 1 tag moved");
        (await project.DockerAsync("run", "--rm", $"{project.Repository}:v1", "/bin/tool")).ShouldBe(["made on x86_64"]);
    }

    [Fact]
    public async Task The_login_is_asked_for_and_shown_nowhere()
    {
        await using var project = await BuilderProject.StartAsync(workshop, withPassword: true);

        project.Run("--target=PushBuilder").Ends(7).Says("E631", $"docker login {project.Gate.Address}").SaysNot("--> BuilderImage");
        var login = project.Run(
            "--target=PushBuilder",
            "--verbosity=diagnostic",
            $"SPRINGFORM_REGISTRY_USER={DockerRegistry.User}",
            $"SPRINGFORM_REGISTRY_PASSWORD={DockerRegistry.Password}"
        );

        login.Ends(0).Says("2 pushed").SaysNot(DockerRegistry.Password, Convert.ToBase64String("ann:correct horse"u8));
        Directory
            .GetFiles(project.Folder, "*", SearchOption.AllDirectories)
            .ShouldAllBe(path => !File.ReadAllText(path).Contains(DockerRegistry.Password, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_machine_of_another_platform_than_build_on_pulls_the_builder_and_never_builds_it()
    {
        await using var project = await BuilderProject.StartAsync(workshop);
        project.Run("--target=PushBuilder").Ends(0);
        await project.EmptyEngineAsync();
        var native = workshop.Platform;
        var other = native == "linux/amd64" ? "linux/arm64" : "linux/amd64";
        project.Replace("springform.yaml", "dockerfile: builder/Dockerfile", $"dockerfile: builder/Dockerfile\n  build_on: {other}");

        project.Run("--target=BuilderImage").Ends(0).Says("0 present, 0 built, 2 fetched").SaysNot("base tiny");

        await project.EmptyEngineAsync();
        project.Replace("builder/tool.sh", "made on", "now made on");
        project
            .Run("--target=BuilderImage")
            .Ends(4)
            .Says(
                $"E304 builder amd64 is built on machines of {other} alone, and this engine is of {native}",
                $"run --target=PushBuilder on a machine of {other}"
            )
            .SaysNot("base tiny");
        project.Run("--target=PushBuilder", "--replace-existing").Ends(4).Says("E304");

        project.Replace("springform.yaml", $"build_on: {other}", $"build_on: {native}");
        project.Run("--target=PushBuilder", "--replace-existing").Ends(0).Says("2 pushed");
    }

    [Fact]
    public async Task What_the_registry_gives_back_broken_gets_no_name()
    {
        await using var project = await BuilderProject.StartAsync(workshop);
        var pushed = false;
        project.Gate.Instead = context =>
        {
            pushed |= context.Request.Method == "PUT" && context.Request.Path.Value!.Contains("/manifests/amd64-", StringComparison.Ordinal);
            if (!pushed || context.Request.Method != "GET" || !context.Request.Path.Value!.Contains("/blobs/", StringComparison.Ordinal))
                return false;
            context.Response.ContentLength = 0;
            return true;
        };

        project.Run("--target=PushBuilder").Ends(7).Says("E632", "announced was sha256:").SaysNot("pulled again");
        (await project.ManifestAsync($"{project.Repository}:v1")).ShouldBeNull();

        project.Gate.Instead = _ => false;
        project.Run("--target=PushBuilder").Ends(0).Says("1 of 1 tag moved");
    }

    [Fact]
    public async Task A_refusal_to_write_is_E631()
    {
        await using var project = await BuilderProject.StartAsync(workshop);
        project.Gate.Instead = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return context.Request.Method == "POST";
        };

        project.Run("--target=PushBuilder").Ends(7).Says("E631", "403 Forbidden", "docker login");
    }

    [Fact]
    public async Task Something_else_under_the_tag_of_a_key_is_neither_replaced_nor_used()
    {
        await using var project = await BuilderProject.StartAsync(workshop);
        project.Run("--target=PushBuilder").Ends(0);
        var shared = Shared(project);
        await project.EmptyEngineAsync();
        await project.PutManifestAsync(shared, (await project.ManifestAsync(Shared(project, "arm64"))).ShouldNotBeNull());

        project.Run("--target=PushBuilder").Ends(6).Says("E633", $"{shared} does not hold this builder", "a tag by key never changes");
        project.Run("--target=Compile", "--only=amd64").Ends(0).Says("warning: builder amd64 was not fetched", "1 built");
    }

    [Fact]
    public async Task A_layer_that_was_altered_in_the_registry_is_not_used()
    {
        await using var project = await BuilderProject.StartAsync(workshop);
        project.Run("--target=PushBuilder", "--only=amd64").Ends(0);
        await project.EmptyEngineAsync();
        // The registry's server hands out what lies there.
        var manifest = await project.ManifestAsync(Shared(project));
        var layer = project.StoredBlob(Digest().Matches(manifest.ShouldNotBeNull())[^1].Value);
        var bytes = await File.ReadAllBytesAsync(layer, TestContext.Current.CancellationToken);
        bytes[^20] ^= 1;
        await File.WriteAllBytesAsync(layer, bytes, TestContext.Current.CancellationToken);

        project.Run("--target=BuilderImage", "--only=amd64").Ends(0).Says("warning: builder amd64 was not fetched", "what came is sha256:", "1 built");
    }

    [Fact]
    public async Task Without_an_answer_the_builder_is_built_and_a_push_is_to_be_run_again()
    {
        await using var project = await BuilderProject.StartAsync(workshop);
        project.Replace("springform.yaml", $"registry: {project.Repository}", "registry: 127.0.0.1:1/gone");

        project.Run("--target=BuilderImage", "--only=amd64").Ends(0).Says("note: 127.0.0.1:1/gone does not answer", "1 built");
        project.Run("--target=PushBuilder", "--only=amd64").Ends(7).Says("E632", "127.0.0.1:1/gone");
    }

    private static string Shared(BuilderProject project, string builder = "amd64") =>
        Regex.Match(project.RunWithoutEngine("--target=Plan").Ends(0).All, $"{Regex.Escape(project.Repository)}:{builder}-[0-9a-f]+").Value;

    [GeneratedRegex("sha256:[0-9a-f]{64}")]
    private static partial Regex Digest();
}
