namespace Springform.FakeGitHub.Http;

/// <summary>All that was asked of the server, in the order of arrival.</summary>
public sealed class ServerLog
{
    private readonly Lock turn = new();
    private readonly List<LoggedRequest> requests = [];
    private TaskCompletionSource idle = Idle(true);
    private int open;

    /// <summary>Told of each request when it is answered or dropped; the program prints them.</summary>
    public Action<LoggedRequest>? Answered { get; set; }

    public IReadOnlyList<LoggedRequest> Requests
    {
        get
        {
            lock (turn)
                return [.. requests];
        }
    }

    public int Count => Requests.Count;

    /// <summary>Completes when every request is answered or dropped: a client that was killed changes nothing any more.</summary>
    public Task WhenIdle
    {
        get
        {
            lock (turn)
                return idle.Task;
        }
    }

    /// <summary>One line each, for a test's message.</summary>
    public override string ToString() => string.Join('\n', Requests.Select(request => $"{request} -> {request.Status} ({request.BytesReceived} bytes)"));

    /// <param name="make">is given the request's number</param>
    internal LoggedRequest Begin(Func<int, LoggedRequest> make)
    {
        lock (turn)
        {
            if (open++ == 0)
                idle = Idle(false);
            var request = make(requests.Count + 1);
            requests.Add(request);
            return request;
        }
    }

    internal void End(LoggedRequest request)
    {
        Answered?.Invoke(request);
        lock (turn)
        {
            if (--open == 0)
                idle.SetResult();
        }
    }

    private static TaskCompletionSource Idle(bool now)
    {
        var idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (now)
            idle.SetResult();
        return idle;
    }
}
