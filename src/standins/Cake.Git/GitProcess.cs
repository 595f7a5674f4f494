using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Cake.Core;
using Cake.Core.IO;

namespace Cake.Git;

/// <summary>The git command, without locale, prompts or locks that a reader does not need.</summary>
internal static class GitProcess
{
    /// <returns>standard output</returns>
    /// <exception cref="GitException">git is missing or its exit code is not 0</exception>
    public static string Run(ICakeContext context, DirectoryPath repository, params string[] arguments)
    {
        var (exitCode, output, error) = Try(context, repository, arguments);
        return exitCode == 0 ? output : throw new GitException($"git {arguments[0]} in {repository.FullPath} ended with exit code {exitCode}: {error.Trim()}");
    }

    public static (int ExitCode, string Output, string Error) Try(ICakeContext context, DirectoryPath repository, params string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(repository);
        var start = new ProcessStartInfo("git", ["-C", repository.MakeAbsolute(context.Environment).FullPath, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        // A hook's GIT_DIR, and the like: the genuine package's native library knows none of them.
        foreach (
            var name in start
                .Environment.Keys.Where(name => name.StartsWith("GIT_", StringComparison.Ordinal) && !name.StartsWith("GIT_CONFIG_", StringComparison.Ordinal))
                .ToList()
        )
            start.Environment.Remove(name);
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["LC_ALL"] = "C";

        using var process = Start(start);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception exception)
        {
            throw new GitException("git cannot be started: " + exception.Message, exception);
        }
    }
}
