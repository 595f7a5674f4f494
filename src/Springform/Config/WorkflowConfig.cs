namespace Springform.Config;

/// <summary>What --target=Workflow cannot know by itself; <c>{}</c> where every default fits.</summary>
public sealed record WorkflowConfig
{
    /// <summary>
    /// Runners by target, or by the platform that a target's commands run on, e.g. linux/arm64: ubuntu-24.04-arm. Default: a usual amd64 machine of the CI
    /// system, where other platforms run under QEMU.
    /// </summary>
    public IReadOnlyDictionary<string, string> Runners { get; init; } = new Dictionary<string, string>();

    /// <summary>How long the job of a target may run: 90m, 3h.</summary>
    public string Timeout { get; init; } = "90m";

    /// <summary>The same by target, or by platform as in <c>runners</c>.</summary>
    public IReadOnlyDictionary<string, string> Timeouts { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// GitHub attests who built the files of checksums.txt. GitHub does that for public repositories; for private ones it depends on the plan of the
    /// organisation.
    /// </summary>
    public bool Attest { get; init; } = true;

    /// <summary>
    /// Wheels are uploaded with the identity of the job, which the index must trust, and no password: for GitHub Actions and GitLab CI. Default: the secrets
    /// TWINE_USERNAME and TWINE_PASSWORD.
    /// </summary>
    public bool TrustedPublishing { get; init; }
}
