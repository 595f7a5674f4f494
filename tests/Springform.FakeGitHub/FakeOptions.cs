using System.Security.Cryptography.X509Certificates;

namespace Springform.FakeGitHub;

/// <summary>What kind of GitHub is played. The defaults are GitHub.com's, as far as loopback allows.</summary>
public sealed record FakeOptions
{
    public string Owner { get; init; } = "octo";

    public string Repository { get; init; } = "hello";

    /// <summary>A workflow's: may do all but read settings.</summary>
    public string Token { get; init; } = "ghs_thetokenofthetests0123456789abcdefghij";

    /// <summary>Sees all and may change nothing: 403.</summary>
    public string ReadOnlyToken { get; init; } = "ghs_readonly0123456789abcdefghijklmnopqrstu";

    /// <summary>A person's, who may do all and read the settings; <see cref="Token"/> is a workflow's, which may not.</summary>
    public string AdminToken { get; init; } = "ghp_administrator0123456789abcdefghijklm";

    /// <summary>Whether releases become immutable when they are published; changes with the repository's setting.</summary>
    public bool ImmutableReleases { get; init; }

    /// <summary>False: an older server, which has neither the setting nor the field.</summary>
    public bool KnowsImmutability { get; init; } = true;

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
