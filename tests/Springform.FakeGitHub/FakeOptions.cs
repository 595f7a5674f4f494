using System.Security.Cryptography.X509Certificates;

namespace Springform.FakeGitHub;

/// <summary>What kind of GitHub is played. The defaults are GitHub.com's, as far as loopback allows.</summary>
public sealed record FakeOptions
{
    public string Owner { get; init; } = "octo";

    public string Repository { get; init; } = "hello";

    /// <summary>May do all.</summary>
    public string Token { get; init; } = "ghs_thetokenofthetests0123456789abcdefghij";

    /// <summary>Sees all and may change nothing: 403.</summary>
    public string ReadOnlyToken { get; init; } = "ghs_readonly0123456789abcdefghijklmnopqrstu";

    public string DefaultBranch { get; init; } = "main";

    /// <summary>Without a token it is not even there: 404.</summary>
    public bool Private { get; init; }

    /// <summary>Whether assets have a <c>digest</c>; GitHub Enterprise has not had it for long.</summary>
    public bool Digests { get; init; } = true;

    /// <summary>Whether asset bytes come from another host: 302, as GitHub.com does.</summary>
    public bool RedirectDownloads { get; init; } = true;

    /// <summary>Uploads under /api/uploads of the API's own host and port, as GitHub Enterprise without subdomains.</summary>
    public bool UploadsOnApiHost { get; init; }

    /// <summary>Ports of the API, of uploads, and of pages and downloads; 0 is any.</summary>
    public int ApiPort { get; init; }

    public int UploadsPort { get; init; }

    public int WebPort { get; init; }

    /// <summary>What the API's and the uploads' addresses are for others: a proxy that stands before them.</summary>
    public Uri? PublicApi { get; init; }

    public Uri? PublicUploads { get; init; }

    /// <summary>Serves all ports with TLS.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Before each answer: a round trip.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Of request bodies, per connection; 0 is no limit.</summary>
    public long BytesPerSecond { get; init; }

    /// <summary>False: uploads are hashed and thrown away. Downloads are 410 then.</summary>
    public bool KeepsContent { get; init; } = true;

    /// <summary>Where uploads are kept. Default: a temporary folder that goes with the server.</summary>
    public string? Folder { get; init; }
}
