namespace Springform.Errors;

/// <summary>
/// One error in its one shape: code, what happened, where, how to mend it.
/// <code>
/// E214 libfoo.so needs GLIBC_2.38 ...
///   at  dist/debian12-amd64/lib/libfoo.so, step CheckAbi
///   fix build it on a base with glibc &lt;= 2.36
/// </code>
/// </summary>
/// <param name="Code">a row of <see cref="ErrorCode"/></param>
/// <param name="What">one sentence with names and numbers</param>
/// <param name="Where">file:line:column, a path, a step or a target</param>
/// <param name="Fix">what the reader can do; a command where there is one</param>
public sealed record Problem(ErrorCode Code, string What, string Where, string Fix)
{
    /// <summary>Further lines, such as the last lines of a failed container's output.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    public override string ToString()
    {
        var lines = new List<string> { $"{Code} {What}", $"  at  {Where}", $"  fix {Fix}" };
        lines.AddRange(Details.Select(line => "      " + line));
        return string.Join('\n', lines);
    }
}
