namespace Springform.Config;

/// <summary>What the programs and libraries of the artifacts are held to, besides the target's platform; also written as its policy alone.</summary>
public sealed record AbiConfig
{
    /// <summary>
    /// glibc 2.31 (symbol versions only), gcc 10 (libstdc++ and libgcc), static, musl, manylinux_2_28, musllinux_1_2, x86-64-v2 (processors that are needed);
    /// several with commas: all must hold. Without it only the platform counts. Of a target for macOS: macos 11.0, the oldest version that programs start on.
    /// </summary>
    [Shorthand]
    public string? Policy { get; init; }

    /// <summary>
    /// Libraries that may be needed besides those of the policy: names or globs. With a policy that does not list libraries, they are the list. Of a target
    /// for Windows or macOS: besides those that every such system has.
    /// </summary>
    public IReadOnlyList<string> Libraries { get; init; } = [];

    /// <summary>
    /// Globs of paths within the artifacts that are reported and not held to the policy and the platform, such as data for other machines; each must match a
    /// file.
    /// </summary>
    public IReadOnlyList<string> Exceptions { get; init; } = [];
}
