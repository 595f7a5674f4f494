using System.Globalization;
using Cake.Core;
using Cake.Core.IO;

namespace Cake.Git;

/// <summary>Commits out of <c>git log</c>, fields and records separated by NUL.</summary>
internal static class CommitReader
{
    private const int Fields = 9;
    private const string Format = "--format=tformat:%H%x00%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI%x00%s%x00%B";

    public static List<GitCommit> Read(ICakeContext context, DirectoryPath repository, params string[] revisions)
    {
        string[] arguments = ["-c", "i18n.logOutputEncoding=UTF-8", "-c", "log.showSignature=false", "log", "-z", "--no-color", Format, .. revisions, "--"];
        var fields = GitProcess.Run(context, repository, arguments).Split('\0');
        return [.. fields.Chunk(Fields).Where(record => record.Length == Fields).Select(Commit)];
    }

    private static GitCommit Commit(string[] record) => new(record[0], Signature(record[1..4]), Signature(record[4..7]), record[8], record[7]);

    private static GitSignature Signature(string[] record) => new(record[0], record[1], DateTimeOffset.Parse(record[2], CultureInfo.InvariantCulture));
}
