using System.Collections.Concurrent;

namespace Springform.FakeGitHub.Http;

/// <summary>All that was asked of the server, in the order of arrival.</summary>
public sealed class ServerLog
{
    private readonly ConcurrentQueue<LoggedRequest> requests = new();
    private int count;

    /// <summary>Told of each request when it is answered or dropped; the program prints them.</summary>
    public Action<LoggedRequest>? Answered { get; set; }

    public IReadOnlyList<LoggedRequest> Requests => [.. requests];

    public int Count => requests.Count;

    /// <summary>One line each, for a test's message.</summary>
    public override string ToString() => string.Join('\n', requests.Select(request => $"{request} -> {request.Status} ({request.BytesReceived} bytes)"));

    internal int Next() => Interlocked.Increment(ref count);

    internal void Add(LoggedRequest request) => requests.Enqueue(request);
}
