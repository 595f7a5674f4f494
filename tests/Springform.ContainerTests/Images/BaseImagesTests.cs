using System.Net;
using Springform.ContainerTests.Engines;
using Springform.ContainerTests.Support;
using Springform.Engine;
using Springform.Errors;
using Springform.Images;
using Springform.Names;
using Springform.Plan;

namespace Springform.ContainerTests.Images;

/// <summary>
/// The mirror's bases go into the user's cache (or SPRINGFORM_CACHE), so that the examples, other tests and the next run share them.
/// </summary>
public sealed class BaseImagesTests(MachineDocker docker) : IClassFixture<MachineDocker>, IAsyncLifetime
{
    /// <summary>Nobody listens on port 1: a registry that does not answer, on every machine.</summary>
    private const string Unanswered = "127.0.0.1:1/debian:bookworm";

    private ImagesProject _project = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _project = new ImagesProject(docker);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _project.DisposeAsync();

    [Theory]
    [InlineData("linux/amd64", "x86_64")]
    [InlineData("linux/arm64", "aarch64")]
    public async Task Where_no_registry_answers_the_base_is_made_from_the_mirror_and_runs(string platform, string machine)
    {
        Assert.SkipUnless(docker.Info.Platforms.Contains(platform) || docker.Environment["CI"] == "true", $"{platform} does not run here");
        using var images = Images(RootfsCache.UserFolder(docker.Environment));
        var planned = new PlannedBase("bookworm", Unanswered, platform, "bookworm", [], null);

        var pin = await images.ResolveAsync(planned, _project.Log, Cancellation);
        var pinned = planned with { Pin = pin };
        await images.EnsureAsync(pinned, _project.Log, Cancellation);

        pin.Source.ShouldBe(BaseSource.Mirror);
        _project.Log.Lines.ShouldContain($"base {planned.Id}: mirror bookworm (no registry answered), {pin.Digest}");
        var details = await docker.Open().InspectImageAsync(pinned.EngineReference!, Cancellation);
        details!.Platform.ShouldBe(platform);
        var run = await docker
            .Open()
            .RunAsync(
                new ContainerRun(pinned.EngineReference!, platform, ["/bin/sh", "-c", "uname -m; cat /etc/debian_version; dpkg --print-architecture"])
                {
                    Name = "base",
                },
                _project.Log,
                Cancellation
            );
        run.Tail[0].ShouldBe(machine);
        run.Tail[1].ShouldStartWith("12.");
        run.Tail[2].ShouldBe(Platform.Of(platform).Debian);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task A_registrys_refusal_is_final_and_never_leads_to_the_mirror(HttpStatusCode refusal)
    {
        await using var registry = await TinyRegistry.StartAsync(refusal);
        using var images = Images(_project.Scratch);

        var error = await Should.ThrowAsync<SpringformException>(() =>
            images.ResolveAsync(
                new PlannedBase("bookworm", $"{registry.Address}/debian:bookworm", _project.Platform, "bookworm", [], null),
                _project.Log,
                Cancellation
            )
        );

        error.Problems[0].Code.ShouldBe(ErrorCode.BaseUnavailable);
        error.Problems[0].What.ShouldContain("refused");
        Directory.Exists(_project.Scratch).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_a_mirror_the_error_says_how_to_add_one()
    {
        using var images = Images(_project.Scratch);

        var error = await Should.ThrowAsync<SpringformException>(() =>
            images.ResolveAsync(new PlannedBase("bookworm", Unanswered, _project.Platform, null, [], null), _project.Log, Cancellation)
        );

        error.Problems[0].Code.ShouldBe(ErrorCode.BaseUnavailable);
        error.Problems[0].Fix.ShouldContain("mirror: {suite: SUITE}");
    }

    [Fact]
    public async Task A_registrys_image_is_pinned_by_digest_and_pulled_again_by_it_when_the_engine_lost_it()
    {
        await using var registry = await TinyRegistry.StartAsync(new byte[1024], _project.Platform);
        var planned = new PlannedBase("tiny", $"{registry.Address}/tiny:1", _project.Platform, "bookworm", [], null);
        using var images = Images(_project.Scratch);

        var pin = await images.ResolveAsync(planned, _project.Log, Cancellation);
        var pinned = planned with { Pin = pin };
        pin.ShouldBe(new BasePin(BaseSource.Registry, registry.Digest!));
        await _project.Engine.RemoveImageAsync(planned.Image, Cancellation);
        await images.EnsureAsync(pinned, _project.Log, Cancellation);

        (await _project.Engine.InspectImageAsync(pinned.EngineReference!, Cancellation)).ShouldNotBeNull();
        await _project.Engine.RemoveImageAsync(pinned.EngineReference!, Cancellation);
        await _project.Engine.RemoveImageAsync(pinned.Reference!, Cancellation);
    }

    [Fact]
    public async Task A_pinned_registry_image_never_comes_from_the_mirror()
    {
        using var images = Images(_project.Scratch);
        var pinned = new PlannedBase(
            "bookworm",
            Unanswered,
            _project.Platform,
            "bookworm",
            [],
            new BasePin(BaseSource.Registry, $"sha256:{new string('a', 64)}")
        );

        var error = await Should.ThrowAsync<SpringformException>(() => images.EnsureAsync(pinned, _project.Log, Cancellation));

        error.Problems[0].Code.ShouldBe(ErrorCode.BaseUnavailable);
        Directory.Exists(_project.Scratch).ShouldBeFalse();
    }

    [Fact]
    public async Task Offline_neither_pulls_nor_makes()
    {
        using var images = Images(_project.Scratch, offline: true);
        var planned = new PlannedBase("bookworm", Unanswered, _project.Platform, "bookworm", [], null);

        (await Should.ThrowAsync<SpringformException>(() => images.ResolveAsync(planned, _project.Log, Cancellation)))
            .Problems[0]
            .What.ShouldContain("--offline");
        foreach (var source in new[] { BaseSource.Registry, BaseSource.Mirror })
        {
            var pinned = planned with { Pin = new BasePin(source, $"sha256:{new string('b', 64)}") };
            (await Should.ThrowAsync<SpringformException>(() => images.EnsureAsync(pinned, _project.Log, Cancellation)))
                .Problems[0]
                .What.ShouldContain("--offline");
        }
    }

    private BaseImages Images(string cache, bool offline = false) =>
        new(
            offline ? new OfflineEngine(_project.Engine) : _project.Engine,
            new RootfsCache(
                cache,
                offline ? new OfflineMirror() : new Mmdebstrap(docker.Processes, TimeProvider.System),
                _project.Hasher,
                TimeProvider.System,
                _project.Log
            ),
            new LocalPins(Path.Combine(_project.Folder, ".springform", "pins.json")),
            _project.Log
        );
}
