namespace Springform.Engine;

/// <summary>Whose a container is. As labels on everything that is made, so that a later run can tell leftovers from a living run's own.</summary>
/// <param name="RunId">unique for each start of Springform; letters and digits, it becomes part of container names</param>
/// <param name="Host">host name: lock files mean something on one machine only</param>
/// <param name="LockPath">full path of the project's lock file, which the run holds open with <see cref="FileShare.None"/></param>
/// <param name="Project">name in springform.yaml</param>
internal sealed record RunIdentity(string RunId, string Host, string LockPath, string Project)
{
    internal const string RunLabel = "springform.run";
    internal const string HostLabel = "springform.host";
    internal const string LockLabel = "springform.lock";
    private const string ProjectLabel = "springform.project";

    /// <summary>NAME=VALUE, as <c>--label</c> takes them.</summary>
    public IReadOnlyList<string> Labels => [$"{RunLabel}={RunId}", $"{HostLabel}={Host}", $"{LockLabel}={LockPath}", $"{ProjectLabel}={Project}"];
}
