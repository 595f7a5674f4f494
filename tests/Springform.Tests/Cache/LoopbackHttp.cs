using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Springform.Tests.Cache;

/// <summary>An HTTP server on loopback that answers as the test says, and keeps what it was asked.</summary>
internal sealed class LoopbackHttp : IAsyncDisposable
{
    private readonly HttpListener _listener;
    private readonly Func<HttpListenerContext, Task> _answer;
    private readonly CancellationTokenSource _over = new();
    private readonly Task _serving;

    public LoopbackHttp(Func<HttpListenerContext, Task> answer)
    {
        _answer = answer;
        (_listener, Address) = Listen();
        _serving = ServeAsync();
    }

    /// <summary>127.0.0.1:PORT</summary>
    public string Address { get; }

    /// <summary>"GET /v2/... Authorization"</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public static async Task SendAsync(HttpListenerContext context, byte[] content, HttpStatusCode status = HttpStatusCode.OK)
    {
        context.Response.StatusCode = (int)status;
        context.Response.ContentLength64 = content.Length;
        await context.Response.OutputStream.WriteAsync(content);
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Close();
        await _serving;
        _over.Dispose();
    }

    // HttpListener cannot choose a port itself, and somebody may take the free one that was found.
    private static (HttpListener Listener, string Address) Listen()
    {
        while (true)
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            var address = probe.LocalEndpoint.ToString()!;
            probe.Stop();
            var listener = new HttpListener { Prefixes = { $"http://{address}/" } };
            try
            {
                listener.Start();
                return (listener, address);
            }
            catch (HttpListenerException)
            {
                listener.Close();
            }
        }
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                // A listener that is closed at the very moment that it is asked never answers: the wait has an end of its own.
                var context = await _listener.GetContextAsync().WaitAsync(_over.Token);
                Requests.Enqueue($"{context.Request.HttpMethod} {context.Request.Url!.PathAndQuery} {context.Request.Headers["Authorization"]}".TrimEnd());
                await _answer(context);
                context.Response.Close();
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // The test is over.
        }
    }
}
