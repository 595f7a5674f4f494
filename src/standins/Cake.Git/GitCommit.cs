namespace Cake.Git;

public sealed class GitCommit
{
    internal GitCommit(string sha, GitSignature author, GitSignature committer, string message, string messageShort)
    {
        Sha = sha;
        Author = author;
        Committer = committer;
        Message = message;
        MessageShort = messageShort;
    }

    public string Sha { get; }

    public GitSignature Author { get; }

    public GitSignature Committer { get; }

    /// <summary>The whole message as it was recorded, with its line breaks.</summary>
    public string Message { get; }

    /// <summary>The first paragraph on one line.</summary>
    public string MessageShort { get; }

    public override string ToString() => $"Sha: {Sha}, Author: {Author}, MessageShort: {MessageShort}";
}
