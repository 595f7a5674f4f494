using System.Net;
using System.Net.Sockets;

namespace Springform.ContainerTests.Support;

/// <summary>An engine's Unix socket under a TCP address, as a remote engine is reached: nothing but bytes gets through, no file of this machine.</summary>
internal sealed class SocketProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private readonly string _path;

    public SocketProxy(string unixSocket)
    {
        _path = unixSocket;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>For DOCKER_HOST.</summary>
    public string Address => $"tcp://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var near = client;
        using var far = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await far.ConnectAsync(new UnixDomainSocketEndPoint(_path));
        await Task.WhenAll(CopyAsync(near, far), CopyAsync(far, near));
    }

    // Each direction ends on its own: docker closes its input while it still reads.
    private async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            int count;
            while ((count = await from.ReceiveAsync(buffer, _stop.Token)) > 0)
            {
                var sent = 0;
                while (sent < count)
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), _stop.Token);
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            // One side is gone: the other learns it when its socket is closed.
        }
    }
}
