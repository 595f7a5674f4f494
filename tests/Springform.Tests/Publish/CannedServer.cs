using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Springform.Tests.Publish;

/// <summary>An HTTP server on loopback that gives the answers it was told, one after the other, and keeps what it was asked.</summary>
internal sealed class CannedServer : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly Queue<Answer> answers;
    private readonly CancellationTokenSource over = new();
    private readonly Task serving;

    public CannedServer(params Answer[] answers)
    {
        this.answers = new Queue<Answer>(answers);
        Address = new Uri($"http://127.0.0.1:{FreePort()}/");
        listener.Prefixes.Add(Address.ToString());
        listener.Prefixes.Add($"http://localhost:{Address.Port}/");
        listener.Start();
        serving = Serve();
    }

    public Uri Address { get; }

    /// <summary>Method, path with query, and body.</summary>
    public List<string> Asked { get; } = [];

    public List<string?> Authorizations { get; } = [];

    public void Dispose()
    {
        over.Cancel();
        listener.Close();
        serving.GetAwaiter().GetResult();
        over.Dispose();
    }

    private async Task Serve()
    {
        while (answers.TryDequeue(out var answer))
        {
            HttpListenerContext context;
            try
            {
                // A listener that is closed at the very moment that it is asked never answers: the wait has an end of its own.
                context = await listener.GetContextAsync().WaitAsync(over.Token);
            }
            catch (Exception exception)
                when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
            {
                return;
            }

            using var body = new StreamReader(context.Request.InputStream);
            Asked.Add($"{context.Request.HttpMethod} {context.Request.RawUrl} {await body.ReadToEndAsync()}".TrimEnd());
            Authorizations.Add(context.Request.Headers["Authorization"]);
            context.Response.StatusCode = (int)answer.Status;
            // HttpListener now and then drops a connection that it was to keep: the client would ask again, and another answer would be counted.
            context.Response.KeepAlive = false;
            foreach (var (name, value) in answer.Headers)
                context.Response.Headers[name] = value.Replace("{address}", Address.ToString(), StringComparison.Ordinal);
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer.Body));
            context.Response.Close();
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}

internal sealed record Answer(HttpStatusCode Status, string Body, params (string Name, string Value)[] Headers);
