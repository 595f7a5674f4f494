using Springform.Names;

namespace Springform.Plan;

/// <summary>The image that commands run in, for one platform and (with a base per target) one base.</summary>
/// <param name="Dockerfile">text with pinned FROM lines; null while a base is pending</param>
/// <param name="Reference">tag by content key</param>
public sealed record BuilderStep(string Id, string Platform, string? Dockerfile, string Reference, string FriendlyTag, StepKey Key) : IStep
{
    /// <summary>Of the builder that a target's commands run in: debian12-amd64, or amd64 without a base.</summary>
    public static string IdOf(Target target)
    {
        var arch = Names.Platform.Of(target.BuildPlatform).Arch;
        return target.Base is null ? arch : $"{target.Base}-{arch}";
    }

    public required IReadOnlyDictionary<string, string> Arguments { get; init; }

    public required IReadOnlyList<string> BaseIds { get; init; }

    /// <summary>Null: the Dockerfile does not use the tools image.</summary>
    public ToolsImageStep? Tools { get; init; }

    public string? Stage { get; init; }

    /// <summary>Where PushBuilder brings it and other machines find it: a tag by content key in <c>builder.registry</c>. Null: it stays here.</summary>
    public string? SharedReference { get; init; }

    public string? SharedTag => SharedReference?[(SharedReference.LastIndexOf(':') + 1)..];

    public bool Network { get; init; } = true;

    /// <summary>
    /// The platform of the machines that may build it; null: all. In no key: it says who makes the image, never which one it is.
    /// </summary>
    public string? BuildOn { get; init; }

    /// <summary>TestWheels for an image that wheels are tried in.</summary>
    public string Task { get; init; } = "BuilderImage";

    /// <summary>Of its build; zero: none. In no key: it changes whether there is an image, never which one.</summary>
    public TimeSpan Timeout { get; init; } = RunLimits.DefaultTimeout;
}
