using System.Text;
using Springform.Engine;

namespace Springform.Facts;

/// <summary>The git command in the project's folder: its answers whole and with its exit code.</summary>
public sealed class GitCommand(ProcessRunner processes, string projectFolder)
{
    private static readonly IReadOnlyDictionary<string, string?> Variables = new Dictionary<string, string?> { ["LC_ALL"] = "C", ["GIT_OPTIONAL_LOCKS"] = "0" };

    /// <returns>what git wrote, as UTF-8; fails with git's own words when it refused</returns>
    public async Task<string> AskAsync(IReadOnlyList<string> arguments)
    {
        // As bytes: a list that is separated by NUL has no lines, and a name in it may hold line breaks.
        using var output = new MemoryStream();
        var error = new List<string>();
        var command = new ProcessCommand("git", ["-C", projectFolder, "-c", "core.quotePath=false", .. arguments])
        {
            Environment = Variables,
            Output = (stream, cancellation) => stream.CopyToAsync(output, cancellation),
            ErrorLine = error.Add,
        };
        var exitCode = await processes.RunAsync(command, CancellationToken.None);
        return exitCode == 0
            ? Encoding.UTF8.GetString(output.GetBuffer(), 0, (int)output.Length)
            : throw new InvalidOperationException($"git {arguments[0]} ended with {exitCode}: {string.Join('\n', error)}");
    }
}
