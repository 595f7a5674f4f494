using System.Net;
using System.Net.Sockets;
using Springform.Http;
using Springform.Machine;
using Springform.Registry;

namespace Springform.Tests.Cache;

/// <summary>A registry that says nothing is not waited for, one that takes its time is.</summary>
public sealed class RegistrySilenceTests
{
    [Fact]
    public async Task A_registry_that_takes_a_connection_and_says_nothing_is_given_up()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = RegistryAddress.Parse($"{listener.LocalEndpoint}/cache", "cache.registry");
        using var client = new RegistryClient(address, new(new ProcessRunner(new ProcessEnvironment(new Dictionary<string, string>()))), new FastClock());

        var error = await Should.ThrowAsync<HttpRequestException>(() =>
            client
                .SendAsync(() => new HttpRequestMessage(HttpMethod.Get, new Uri(address.Root, "manifests/v1")), TestContext.Current.CancellationToken)
                .WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken)
        );

        error.Message.ShouldBe("no answer within 60 s");
    }

    [Fact]
    public async Task The_client_listens_to_the_pieces()
    {
        using var folder = new TemporaryFolder();
        await using var server = new LoopbackHttp(context => LoopbackHttp.SendAsync(context, []));
        var content = new FileBody(folder.File("blob", "x"), 1);
        var silent = content.Moved;
        var address = RegistryAddress.Parse($"{server.Address}/cache", "cache.registry");
        using var client = new RegistryClient(address, new(new ProcessRunner(new ProcessEnvironment(new Dictionary<string, string>()))), TimeProvider.System);

        using var answer = await client.SendAsync(
            () => new HttpRequestMessage(HttpMethod.Put, new Uri(address.Root, "blobs/x")) { Content = content },
            TestContext.Current.CancellationToken
        );

        content.Moved.ShouldNotBeSameAs(silent);
    }

    /// <summary>A minute is a tenth of a second.</summary>
    private sealed class FastClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / 600 : dueTime, period);
    }
}
