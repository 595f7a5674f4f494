using Springform.FakeGitHub;
using Springform.FakeGitHub.Faults;
using Springform.Tests.EndToEnd;
using Springform.Tests.Publish;

namespace Springform.ContainerTests.Publish;

/// <summary>Two processes publish the same tag at once, each from a clone of its own: one release, whole at every moment at which it is public.</summary>
public sealed class TwoPublishers : IDisposable
{
    private readonly ReleaseProject one = new();
    private readonly ReleaseProject other;

    public TwoPublishers() => other = one.Copy();

    public void Dispose()
    {
        other.Dispose();
        one.Dispose();
    }

    [Fact]
    public async Task At_the_same_time()
    {
        await using var server = await FakeGitHubServer.StartAsync(new FakeOptions { Latency = TimeSpan.FromMilliseconds(50), BytesPerSecond = 20_000 });
        one.PushTo(server);

        await BothAsync(server, () => Task.CompletedTask);
    }

    [Fact]
    public async Task With_a_draft_each_that_neither_of_them_knew_of()
    {
        await using var server = await FakeGitHubServer.StartAsync();
        one.PushTo(server);
        Hold[] drafts =
        [
            .. Enumerable
                .Range(0, 2)
                .Select(_ =>
                    server.Faults.Where(request => request.Method == "POST" && request.Path.EndsWith("/releases", StringComparison.Ordinal), new Hold())
                ),
        ];

        await BothAsync(
            server,
            async () =>
            {
                await Task.WhenAll(drafts.Select(draft => draft.Reached)).WaitAsync(TimeSpan.FromMinutes(5));
                foreach (var draft in drafts)
                    draft.GoOn();
            }
        );

        server.Log.Requests.Count(request => request.Method == "POST" && request.Status == 201 && !request.IsUpload).ShouldBe(2);
    }

    private async Task BothAsync(FakeGitHubServer server, Func<Task> between)
    {
        using var first = one.StartPublish(server);
        using var second = other.StartPublish(server);
        await between();
        var results = await Task.WhenAll(first.EndAsync(), second.EndAsync());

        // Whoever loses the race may have to say that it could not complete what the other one changed; the next run finds it done.
        results.ShouldContain(result => result.ExitCode == 0, string.Join('\n', results.Select(result => result.All)));
        results.ShouldAllBe(result => result.ExitCode == 0 || result.ExitCode == 7);
        server.ShouldHoldTheRelease(one.Assets);
        var asked = server.Log.Count;
        foreach (var project in new[] { one, other })
            (await project.PublishAsync(server)).Ends(0).Says("is public and complete");
        server.Log.Requests.Skip(asked).ShouldNotContain(request => request.IsWrite);
    }
}
