namespace Springform.Config;

/// <summary>The builder image; with a base per target there is one per base and platform.</summary>
public sealed record BuilderConfig
{
    /// <summary>Friendly image name, e.g. perfspect-builder:v1, moved onto the image after each successful build.</summary>
    [Required]
    public string Image { get; init; } = "";

    /// <summary>
    /// An OCI repository, e.g. ghcr.io/owner/perfspect-builder: --target=PushBuilder brings the builder there, and other machines take it by key instead of
    /// building it.
    /// </summary>
    public string? Registry { get; init; }

    /// <summary>Given TOOLS_IMAGE, SPRINGFORM_BUILDER_KEY and, for targets with a base, BASE_IMAGE as build arguments.</summary>
    [Required]
    public string Dockerfile { get; init; } = "";

    /// <summary>The running container whose image it is made from, given to the Dockerfile as RUNTIME_IMAGE. Another image there is another builder.</summary>
    public RuntimeConfig? From { get; init; }

    /// <summary>
    /// Globs of the files that the Dockerfile may copy, each of which must match a file; what one with a leading ! matches is left out. A name without
    /// wildcards is taken even if git ignores it.
    /// </summary>
    public IReadOnlyList<string> Context { get; init; } = [];

    /// <summary>Dockerfile stage; default: the last.</summary>
    public string? Stage { get; init; }

    /// <summary>Build arguments.</summary>
    public IReadOnlyDictionary<string, string> Args { get; init; } = new Dictionary<string, string>();

    /// <summary>RUN steps may use the network.</summary>
    public bool Network { get; init; } = true;

    /// <summary>
    /// The platform of the machines that build it, e.g. linux/amd64, where its recipe works on no other. Others take it from <c>registry</c>, where
    /// --target=PushBuilder brings it. Default: any machine builds it.
    /// </summary>
    public string? BuildOn { get; init; }

    /// <summary>How long its build may take: 90s, 15m, 1h; 0 for ever.</summary>
    public string Timeout { get; init; } = "60m";
}

/// <summary>A running container: its name, or a label that it alone has.</summary>
public sealed record RuntimeConfig
{
    /// <summary>The container's name or id. Exclusive with <c>label</c>. <c>--container</c> wins over both.</summary>
    [Shorthand]
    public string? Container { get; init; }

    /// <summary>A label, NAME or NAME=VALUE, that one running container has.</summary>
    public string? Label { get; init; }
}
