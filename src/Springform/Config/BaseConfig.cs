namespace Springform.Config;

/// <summary>A base image: its registry name, and how to make it where no registry answers.</summary>
public sealed record BaseConfig
{
    /// <summary>As a Dockerfile's FROM spells it, e.g. debian:bookworm.</summary>
    [Required]
    [Shorthand]
    public string Image { get; init; } = "";

    /// <summary>Its version of glibc, e.g. "2.36", where Springform does not know it from the image's name: says which bases are newer than others.</summary>
    public string? Glibc { get; init; }

    /// <summary>Made with mmdebstrap from the distribution's mirror when no registry answers and springform.lock pins no digest.</summary>
    public MirrorConfig? Mirror { get; init; }

    /// <summary>An environment variable: while it is not set, the matrix leaves this base out. Default: it always takes part.</summary>
    public string? When { get; init; }
}

/// <summary>How mmdebstrap makes a base image from the distribution's mirror.</summary>
public sealed record MirrorConfig
{
    /// <summary>Debian suite, e.g. bookworm.</summary>
    [Required]
    [Shorthand]
    public string Suite { get; init; } = "";

    /// <summary>Also the suite's -updates and -security. Off for an old release, of which mirrors hold no longer all.</summary>
    public bool Updates { get; init; } = true;

    /// <summary>Packages beside the minimal set.</summary>
    public IReadOnlyList<string> Packages { get; init; } = [];
}
