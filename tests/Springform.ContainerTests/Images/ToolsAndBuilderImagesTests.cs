using Springform.Cache;
using Springform.ContainerTests.Engines;
using Springform.ContainerTests.Support;
using Springform.Engine;
using Springform.Errors;
using Springform.Images;
using Springform.Keys;
using Springform.Names;
using Springform.Plan;

namespace Springform.ContainerTests.Images;

public sealed class ToolsAndBuilderImagesTests(MachineDocker docker) : IClassFixture<MachineDocker>, IAsyncLifetime
{
    private ImagesProject _project = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IContainerEngine Engine => _project.Engine;

    public ValueTask InitializeAsync()
    {
        _project = new ImagesProject(docker);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _project.DisposeAsync();

    [Fact]
    public async Task The_tools_image_is_assembled_from_blobs_once_and_its_programs_run()
    {
        var step = ToolsStep("one", "hello", "bye");
        var layers = new[] { await LayerAsync("hello", "bin/a/busybox"), await LayerAsync("bye", "bin/b/busybox") };
        var builder = new ToolsImageBuilder(Engine, _project.Log);

        var first = await builder.EnsureAsync(step, layers, "commit", Cancellation);
        var second = await builder.EnsureAsync(step, layers, "commit", Cancellation);

        (first.WasPresent, second.WasPresent).ShouldBe((false, true));
        second.Id.ShouldBe(first.Id);
        var run = await Engine.RunAsync(
            new ContainerRun(step.Reference, _project.Platform, ["/bin/a/busybox", "sh", "-c", "/bin/b/busybox ls /source/hello"]) { Name = "tools" },
            _project.Log,
            Cancellation
        );
        run.ExitCode.ShouldBe(0, string.Join('\n', run.Tail));
        run.Tail.ShouldBe(["text"]);
        (await Engine.InspectImageAsync(step.FriendlyTag, Cancellation))!.Id.ShouldBe(first.Id);
    }

    [Fact]
    public async Task Other_contents_under_the_same_key_make_the_image_anew()
    {
        var step = ToolsStep("one", "hello");
        var builder = new ToolsImageBuilder(Engine, _project.Log);
        await builder.EnsureAsync(step, [await LayerAsync("hello", "bin/a/busybox")], "commit", Cancellation);

        var rebuilt = await builder.EnsureAsync(step, [await LayerAsync("hello", "bin/a/busybox", "other")], "commit", Cancellation);

        rebuilt.WasPresent.ShouldBeFalse();
    }

    [Fact]
    public async Task A_removed_tools_image_is_loaded_again_and_the_friendly_tag_follows_the_key()
    {
        var builder = new ToolsImageBuilder(Engine, _project.Log);
        var layers = new[] { await LayerAsync("hello", "bin/a/busybox") };
        var old = await builder.EnsureAsync(ToolsStep("one", "hello"), layers, "commit", Cancellation);
        var changed = await builder.EnsureAsync(ToolsStep("two", "hello"), layers, "commit", Cancellation);
        (await Engine.InspectImageAsync(_project.Tag("tools"), Cancellation))!.Id.ShouldBe(changed.Id);
        await Engine.RemoveImageAsync(old.Reference, Cancellation);

        var again = await builder.EnsureAsync(ToolsStep("one", "hello"), layers, "commit", Cancellation);

        again.ShouldBe(old);
        (await Engine.InspectImageAsync(_project.Tag("tools"), Cancellation))!.Id.ShouldBe(old.Id);
    }

    [Fact]
    public async Task Two_recipes_that_ship_the_same_program_are_refused()
    {
        var layers = new[] { await LayerAsync("hello", "bin/a/busybox"), await LayerAsync("bye", "bin/a/busybox") };

        var error = await Should.ThrowAsync<SpringformException>(() =>
            new ToolsImageBuilder(Engine, _project.Log).EnsureAsync(ToolsStep("one", "hello", "bye"), layers, "commit", Cancellation)
        );

        error.Problems[0].What.ShouldBe("bin/a/busybox comes from two recipes: hello and bye");
    }

    [Fact]
    public async Task A_builder_is_built_once_with_its_tools_and_labels_and_again_when_the_engine_lost_it()
    {
        _project.File("builder/go.mod", "module x");
        var tools = ToolsStep("one", "hello");
        var builder = BuilderStep(
            tools,
            $"FROM {tools.Reference} AS tools\nFROM {_project.Busybox}\nARG NAME\nCOPY --from=tools /bin/a/busybox /opt/busybox\n"
                + "COPY builder/go.mod /etc/$NAME\n"
        );
        var asked = 0;
        var images = Images(
            async (step, cancellation) =>
            {
                asked++;
                await new ToolsImageBuilder(Engine, _project.Log).EnsureAsync(step, [await LayerAsync("hello", "bin/a/busybox")], "commit", cancellation);
            }
        );

        var first = await images.EnsureAsync(builder, _project.Plan(), ImagesProject.Settings, _project.Log, Cancellation);
        var second = await images.EnsureAsync(builder, _project.Plan(), ImagesProject.Settings, _project.Log, Cancellation);

        (first.WasPresent, second.WasPresent, asked).ShouldBe((false, true, 1));
        var details = await Engine.InspectImageAsync(builder.FriendlyTag, Cancellation);
        details!.Id.ShouldBe(first.Id);
        details.Labels["springform.key"].ShouldBe(builder.Key.Key.Text);
        details.Labels["springform.commit"].ShouldBe(new string('c', 40));
        details.Labels["org.opencontainers.image.created"].ShouldBe("1970-01-01T00:00:00Z");
        var run = await Engine.RunAsync(
            new ContainerRun(builder.Reference, _project.Platform, ["/opt/busybox", "cat", "/etc/go.mod"]) { Name = "builder" },
            _project.Log,
            Cancellation
        );
        run.Tail.ShouldBe(["module x"]);

        await Engine.RemoveImageAsync(builder.FriendlyTag, Cancellation);
        await Engine.RemoveImageAsync(builder.Reference, Cancellation);
        (await images.EnsureAsync(builder, _project.Plan(), ImagesProject.Settings, _project.Log, Cancellation)).WasPresent.ShouldBeFalse();
    }

    [Fact]
    public async Task Somebody_elses_image_under_the_builders_tag_is_not_taken_for_it()
    {
        var builder = BuilderStep(null, $"FROM {_project.Busybox}\n");
        await Engine.TagImageAsync(_project.Busybox, builder.Reference, Cancellation);

        var ensured = await Images((_, _) => Task.CompletedTask).EnsureAsync(builder, _project.Plan(), ImagesProject.Settings, _project.Log, Cancellation);

        ensured.WasPresent.ShouldBeFalse();
    }

    private ToolsImageStep ToolsStep(string key, params string[] recipes) =>
        new(_project.Platform, _project.Tag($"tools-{key}"), _project.Tag("tools"), recipes, new KeyBuilder("tools").Add("seed", key).Build());

    private BuilderStep BuilderStep(ToolsImageStep? tools, string dockerfile) =>
        new("amd64", _project.Platform, dockerfile, _project.Tag("builder-key"), _project.Tag("builder-v1"), _project.KeyOf($"builder {dockerfile}", "builder"))
        {
            Arguments = new Dictionary<string, string> { ["NAME"] = "go.mod" },
            BaseIds = [],
            Network = false,
            Tools = tools,
        };

    private BuilderImages Images(Func<ToolsImageStep, CancellationToken, Task> tools)
    {
        var mirror = new RootfsCache(_project.Scratch, new OfflineMirror(), _project.Hasher, TimeProvider.System, _project.Log);
        var bases = new BaseImages(new OfflineEngine(Engine), mirror, new LocalPins(Path.Combine(_project.Folder, "pins.json")), _project.Log);
        return new BuilderImages(Engine, bases, (_, _) => Task.FromResult(false), tools, _project.Folder, _project.Scratch, _project.Log);
    }

    /// <summary>A blob as a recipe leaves it, with busybox as the program.</summary>
    private async Task<ToolsLayer> LayerAsync(string recipe, string program, string text = "text")
    {
        var packages = await new DebianPackages(docker.Processes).UnpackAsync(Platform.Of(_project.Platform).Debian, ["busybox-static"], Cancellation);
        var store = new BlobStore(Path.Combine(_project.Folder, "tools-cache"), _project.Hasher, _project.Log);
        var blob = await store.PutAsync(
            recipe,
            new KeyBuilder(recipe).Add("text", text).Build().Key,
            (stream, token) =>
                Archives.Tar.TarArchive.WriteAsync(
                    [
                        Archives.ArchiveEntry.FromFile(program, Path.Combine(packages, "bin", "busybox")),
                        Archives.ArchiveEntry.FromBytes($"source/{recipe}/{text}", default),
                    ],
                    stream,
                    1,
                    token
                ),
            Cancellation
        );
        return new ToolsLayer(recipe, blob.Path, blob.Sha256);
    }
}
