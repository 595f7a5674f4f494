using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Springform.Tests.Fetch;

/// <summary>
/// A server of files on loopback that misbehaves when it is told to. It speaks HTTP by hand, so that it can also break it: every answer closes its connection.
/// Files are given in ranges, with ETag and If-Range.
/// </summary>
internal sealed class FaultServer : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly X509Certificate2? certificate;
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<string, (byte[] Content, string ETag)> files = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<FaultRequest> requests = new();
    private readonly Task accepting;
    private int number;
    private bool isDisposed;

    /// <param name="host">127.0.0.2 is another host than 127.0.0.1</param>
    /// <param name="tls">with a certificate that nobody trusts</param>
    public FaultServer(string host = "127.0.0.1", bool tls = false)
    {
        certificate = tls ? SelfSigned() : null;
        listener = new TcpListener(IPAddress.Parse(host), 0);
        listener.Start();
        Address = new Uri($"{(tls ? "https" : "http")}://{listener.LocalEndpoint}/");
        accepting = AcceptAsync();
    }

    public Uri Address { get; }

    public IReadOnlyList<FaultRequest> Requests => [.. requests];

    /// <summary>Changes the answer to a request; the number counts from 1.</summary>
    public Func<FaultRequest, FaultReply, FaultReply> Fault { get; set; } = (_, reply) => reply;

    /// <summary>As it was when it began: for the next test, on the same address.</summary>
    public void Reset()
    {
        files.Clear();
        requests.Clear();
        number = 0;
        Fault = (_, reply) => reply;
    }

    /// <param name="etag">default: of the content</param>
    public Uri Serve(string name, byte[] content, string? etag = null)
    {
        files[name] = (content, etag ?? $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\"");
        return new Uri(Address, name);
    }

    public void ServeFolder(string folder, string prefix = "")
    {
        foreach (var path in Directory.GetFiles(folder))
            Serve(prefix + Path.GetFileName(path), File.ReadAllBytes(path));
    }

    public async ValueTask DisposeAsync()
    {
        if (isDisposed)
            return;
        isDisposed = true;
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        certificate?.Dispose();
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var answering = new List<Task>();
        try
        {
            while (true)
                answering.Add(AnswerAsync(await listener.AcceptTcpClientAsync(stop.Token)));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(answering);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            Stream stream = client.GetStream();
            if (certificate is not null)
            {
                var encrypted = new SslStream(stream);
                await encrypted.AuthenticateAsServerAsync(certificate);
                stream = encrypted;
            }

            await using (stream)
            {
                var request = await ReadAsync(stream);
                if (request is null)
                    return;
                requests.Enqueue(request);
                await WriteAsync(stream, Fault(request, Usual(request)), client);
            }
        }
        catch (Exception broken)
            when (broken is IOException or SocketException or System.Security.Authentication.AuthenticationException or OperationCanceledException)
        {
            return; // the client went away, which is its right
        }
    }

    private async Task<FaultRequest?> ReadAsync(Stream stream)
    {
        var bytes = new List<byte>();
        var one = new byte[1];
        while (bytes.Count < 64 << 10 && !(bytes.Count >= 4 && bytes[^4] == '\r' && bytes[^3] == '\n' && bytes[^2] == '\r' && bytes[^1] == '\n'))
        {
            if (await stream.ReadAsync(one, stop.Token) == 0)
                return null;
            bytes.Add(one[0]);
        }

        var lines = Encoding.ASCII.GetString([.. bytes]).Split("\r\n");
        var words = lines[0].Split(' ');
        var headers = lines
            .Skip(1)
            .Where(line => line.Contains(':', StringComparison.Ordinal))
            .Select(line => line.Split(':', 2))
            .ToLookup(parts => parts[0].Trim(), parts => parts[1].Trim(), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);
        return new FaultRequest(Interlocked.Increment(ref number), words[0], Uri.UnescapeDataString(words[1].TrimStart('/')), headers);
    }

    private FaultReply Usual(FaultRequest request)
    {
        if (!files.TryGetValue(request.Path, out var file))
            return new FaultReply(404, "not here"u8.ToArray());
        var headers = new Dictionary<string, string> { ["ETag"] = file.ETag, ["Accept-Ranges"] = "bytes" };
        if (request.Range is not var (from, to) || (request.Headers.TryGetValue("If-Range", out var condition) && condition != file.ETag))
            return new FaultReply(200, file.Content) { Headers = headers };
        if (from >= file.Content.Length)
            return new FaultReply(416, []) { Headers = headers };
        var last = (int)Math.Min(to ?? long.MaxValue, file.Content.Length - 1);
        headers["Content-Range"] = string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{last}/{file.Content.Length}");
        return new FaultReply(206, file.Content[(int)from..(last + 1)]) { Headers = headers };
    }

    private async Task WriteAsync(Stream stream, FaultReply reply, TcpClient client)
    {
        var head = new StringBuilder(
            string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {reply.Status} {(HttpStatusCode)reply.Status}\r\nConnection: close\r\n")
        );
        if (!reply.IsWithoutLength)
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {reply.DeclaredLength ?? reply.Body.Length}\r\n");
        foreach (var (name, value) in reply.Headers)
            head.Append($"{name}: {value}\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), stop.Token);
        var body = reply.Body.AsMemory(0, Math.Min(reply.Body.Length, reply.CutAfter ?? int.MaxValue));
        if (reply.TrickleEach is { } pause)
        {
            for (var at = 0; at < body.Length; at++)
            {
                await stream.WriteAsync(body.Slice(at, 1), stop.Token);
                await stream.FlushAsync(stop.Token);
                await Task.Delay(pause, stop.Token);
            }
        }
        else if (reply.PauseAt < body.Length)
        {
            await stream.WriteAsync(body[..reply.PauseAt.Value], stop.Token);
            await stream.FlushAsync(stop.Token);
            reply.Paused?.Invoke();
            await Task.Delay(Timeout.Infinite, stop.Token);
        }
        else
        {
            await stream.WriteAsync(body, stop.Token);
        }

        await stream.FlushAsync(stop.Token);
        if (reply.CutAfter is not null && certificate is null)
            client.Client.Shutdown(SocketShutdown.Send);
        if (reply.HoldsOpen)
            await Task.Delay(Timeout.Infinite, stop.Token);
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=nobody", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}

/// <param name="Number">of all requests, from 1</param>
/// <param name="Path">without / before it</param>
internal sealed record FaultRequest(int Number, string Method, string Path, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>First and last byte that are asked for.</summary>
    public (long From, long? To)? Range
    {
        get
        {
            if (!Headers.TryGetValue("Range", out var text) || !text.StartsWith("bytes=", StringComparison.Ordinal))
                return null;
            var parts = text["bytes=".Length..].Split('-');
            return (long.Parse(parts[0], CultureInfo.InvariantCulture), parts[1].Length == 0 ? null : long.Parse(parts[1], CultureInfo.InvariantCulture));
        }
    }
}

internal sealed record FaultReply(int Status, byte[] Body)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The connection ends after so many bytes of the body.</summary>
    public int? CutAfter { get; init; }

    /// <summary>What Content-Length says; null: the truth.</summary>
    public long? DeclaredLength { get; init; }

    public bool IsWithoutLength { get; init; }

    /// <summary>After so many bytes of the body nothing more comes, and <see cref="Paused"/> is told.</summary>
    public int? PauseAt { get; init; }

    public Action? Paused { get; init; }

    /// <summary>One byte at a time.</summary>
    public TimeSpan? TrickleEach { get; init; }

    /// <summary>The connection stays open behind the body, and nothing comes.</summary>
    public bool HoldsOpen { get; init; }

    public FaultReply With(string header, string value) => this with { Headers = new Dictionary<string, string>(Headers) { [header] = value } };
}
