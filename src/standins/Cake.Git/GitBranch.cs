namespace Cake.Git;

public sealed class GitBranch
{
    internal GitBranch(string canonicalName, GitCommit tip, string remoteName, List<GitRemote> remotes)
    {
        CanonicalName = canonicalName;
        Tip = tip;
        RemoteName = remoteName;
        Remotes = remotes;
    }

    /// <summary>refs/heads/main, or "(no branch)" for a detached HEAD.</summary>
    public string CanonicalName { get; }

    /// <summary>main, or "(no branch)" for a detached HEAD.</summary>
    public string FriendlyName => CanonicalName.StartsWith("refs/heads/", StringComparison.Ordinal) ? CanonicalName["refs/heads/".Length..] : CanonicalName;

    public GitCommit Tip { get; }

    /// <summary>The current branch is a local one, always.</summary>
    public bool IsRemote => false;

    /// <summary>The remote it follows; null when it follows none.</summary>
    public string RemoteName { get; }

    public List<GitRemote> Remotes { get; set; }

    public override string ToString() => $"Canonical name: {CanonicalName}, Tip: ({Tip}), RemoteName: ({RemoteName})";
}
