namespace Springform.FakeGitHub.Http;

/// <summary>A request as the server saw it. The last two lines are known when it is answered.</summary>
/// <param name="Number">in the order of arrival, from 1</param>
/// <param name="Path">without the prefix of an Enterprise server, with the query</param>
/// <param name="Authorization">the header as it came; a test compares it with the token</param>
public sealed record LoggedRequest(
    int Number,
    FakeHost Host,
    string Method,
    string Path,
    string? Authorization,
    string? Accept,
    string? ContentType,
    long? ContentLength
)
{
    private long bytesReceived;

    /// <summary>Of the body.</summary>
    public long BytesReceived => Interlocked.Read(ref bytesReceived);

    /// <summary>0 while there is no answer, and when the connection was dropped.</summary>
    public int Status { get; internal set; }

    /// <summary>Whether it may change something.</summary>
    public bool IsWrite => Method is not ("GET" or "HEAD") && Path != Endpoints.GraphQlEndpoint.Pattern;

    public bool IsUpload => Host == FakeHost.Uploads && Method == "POST";

    public override string ToString() => $"{Number} {Method} {Path}";

    internal void Received(int bytes) => Interlocked.Add(ref bytesReceived, bytes);
}
