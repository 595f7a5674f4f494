using System.Diagnostics;

namespace Springform.Tests;

/// <summary>A real process, run to its end.</summary>
internal static class Command
{
    /// <param name="environment">added to the test's own; a null value removes</param>
    public static CommandResult Run(string folder, IEnumerable<string> commandLine, IReadOnlyDictionary<string, string?>? environment = null)
    {
        using var process = Start(folder, commandLine, environment);
        return End(process);
    }

    public static Process Start(string folder, IEnumerable<string> commandLine, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var words = commandLine.ToList();
        var start = new ProcessStartInfo(words[0], words.Skip(1))
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public static CommandResult End(Process process)
    {
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new CommandResult(process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}

internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
