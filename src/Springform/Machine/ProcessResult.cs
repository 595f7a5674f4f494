using Springform.Errors;

namespace Springform.Machine;

/// <summary>A program that ended, with its whole output.</summary>
/// <param name="ExitCode">128 + signal number when a signal ended it</param>
/// <param name="Output">standard output, line breaks as they came</param>
/// <param name="Error">standard error</param>
internal sealed record ProcessResult(int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>The last non-empty line of standard error, else of standard output: what a program says when it gives up.</summary>
    public string LastWords => LastLine(Error) ?? LastLine(Output) ?? $"exit code {ExitCode}";

    private static string? LastLine(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault();
}
