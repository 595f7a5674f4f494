using System.Net;
using System.Net.Sockets;
using Springform.ContainerTests.Support;
using Springform.Engine;
using Springform.Errors;
using Springform.Names;

namespace Springform.ContainerTests.Engines;

public abstract partial class EngineContract
{
    [Fact]
    public async Task A_loaded_image_is_known_with_its_platform()
    {
        var details = await Engine.InspectImageAsync(Image, Cancellation);

        details.ShouldNotBeNull().Platform.ShouldBe(Platform);
        details.Id.ShouldMatch("^sha256:[0-9a-f]{64}$");
    }

    [Fact]
    public async Task An_image_that_the_engine_does_not_hold_is_null()
    {
        (await Engine.InspectImageAsync("localhost/springform/never:made", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task A_tag_can_be_set_moved_and_removed()
    {
        var tag = NewTag();

        await Engine.TagImageAsync(Image, tag, Cancellation);
        (await Engine.InspectImageAsync(tag, Cancellation)).ShouldNotBeNull();
        await Engine.TagImageAsync(Image, tag, Cancellation);
        await Engine.RemoveImageAsync(tag, Cancellation);

        (await Engine.InspectImageAsync(tag, Cancellation)).ShouldBeNull();
        (await Engine.InspectImageAsync(Image, Cancellation)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Files_are_copied_out_of_an_image_without_running_it()
    {
        var tag = NewTag();
        var run = _under.NewRun();
        var files = new Dictionary<string, string>();
        try
        {
            await Engine.BuildImageAsync(Build(tag, "COPY tree /opt/tree\n", ("tree/a", "1"), ("tree/b/c", "2")), new RecordedOutput(), Cancellation);
            await _under.Open(run).ExportAsync(tag, Platform, [new ContainerCopy("/opt/tree", Tar.Into(files))], Cancellation);

            files.ShouldBe(
                new Dictionary<string, string>
                {
                    ["tree"] = "",
                    ["tree/a"] = "1",
                    ["tree/b"] = "",
                    ["tree/b/c"] = "2",
                },
                ignoreOrder: true
            );
            (await ContainersOfAsync(run)).ShouldBeEmpty();
        }
        finally
        {
            await RemoveAsync(tag);
        }
    }

    [Fact]
    public async Task A_missing_image_is_an_error_and_never_looked_up_in_a_registry()
    {
        await using var registry = await TinyRegistry.StartAsync(HttpStatusCode.NotFound);
        var run = new ContainerRun($"{registry.Address}/never:made", Platform, ["true"]) { Name = "missing" };

        var error = await Should.ThrowAsync<SpringformException>(() => RunAsync(run));

        error.Problems.Single().Code.ShouldBe(ErrorCode.EngineFailed);
        registry.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task A_registrys_refusal_is_final(HttpStatusCode status)
    {
        await using var registry = await TinyRegistry.StartAsync(status);

        var result = await Engine.PullAsync($"{registry.Address}/library/base:1", Platform, new RecordedOutput(), Cancellation);

        result.Outcome.ShouldBe(PullOutcome.Refused, result.Message);
        result.Message.ShouldNotBeNullOrEmpty();
        registry.Requests.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("registry.invalid/library/base:1")]
    [InlineData("127.0.0.1:1/library/base:1")]
    public async Task Silence_is_not_a_refusal(string reference)
    {
        var result = await Engine.PullAsync(reference, Platform, new RecordedOutput(), Cancellation);

        result.Outcome.ShouldBe(PullOutcome.NoRegistryAnswered, result.Message);
    }

    [Fact]
    public async Task A_connection_that_is_closed_without_an_answer_is_silence()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var closing = CloseAllAsync(listener, stop.Token);

        var result = await Engine.PullAsync($"127.0.0.1:{port}/library/base:1", Platform, new RecordedOutput(), Cancellation);
        await stop.CancelAsync();
        await closing;

        result.Outcome.ShouldBe(PullOutcome.NoRegistryAnswered, result.Message);
    }

    [Fact]
    public async Task A_pulled_image_comes_with_its_digest()
    {
        await using var registry = await TinyRegistry.StartAsync(await new BusyboxImage(_under.Processes).LayerAsync(Platform, Cancellation), Platform);
        var reference = $"{registry.Address}/library/base:1";
        try
        {
            var result = await Engine.PullAsync(reference, Platform, new RecordedOutput(), Cancellation);

            result.Outcome.ShouldBe(PullOutcome.Pulled, result.Message);
            result.Digest.ShouldBe(registry.Digest);
            (await Engine.InspectImageAsync(reference, Cancellation))!.RepositoryDigests.ShouldContain(digest => digest.EndsWith("@" + registry.Digest));
        }
        finally
        {
            await RemoveAsync(reference);
        }
    }

    private static async Task CloseAllAsync(TcpListener listener, CancellationToken cancellation)
    {
        try
        {
            while (true)
                (await listener.AcceptTcpClientAsync(cancellation)).Dispose();
        }
        catch (OperationCanceledException) { }
    }
}
